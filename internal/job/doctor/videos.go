package doctor

import (
	"context"

	"earshot/analyzer/sound/ffmpeg"
	"earshot/internal/app/config"
)

// checkVideos tells whether frames of videos are looked at. Nothing fails without them.
func checkVideos(ctx context.Context, cfg config.Config) Check {
	c := Check{Name: "video frames", Found: "switched off by pictures.videos"}
	if cfg.Pictures.Videos == config.VideosOff {
		return c
	}
	program, err := ffmpeg.Find(ctx)
	if err != nil {
		c.Found = "frames of videos are not looked at (" + err.Error() + ")"
		return c
	}
	c.Found = program.Name() + " takes frames of videos of up to 3 minutes and 50 MB"
	return c
}
