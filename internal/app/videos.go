package app

import (
	"context"
	"errors"
	"time"

	"earshot/analyzer/sound/ffmpeg"
	"earshot/analyzer/video"
	"earshot/crawler/fetch"
	"earshot/internal/app/config"
	"earshot/internal/social"
)

const (
	// longestVideo and largestVideo bound the videos whose frames are looked at, as far as their
	// platform tells their length; of one that is longer all the same, the beginning is.
	longestVideo = 3 * time.Minute
	largestVideo = 50 << 20
	// frameEvery is how far frames are apart.
	frameEvery = 2 * time.Second
	// videoTimeout bounds the fetching of one.
	videoTimeout = 2 * time.Minute
	videoAccept  = "video/mp4,video/webm,video/*;q=0.9,*/*;q=0.1"
)

// videoFetcher fetches videos as pictures are fetched, and makes of each one picture, a
// storyboard of its frames.
type videoFetcher struct {
	files   *fetch.Fetcher
	program *ffmpeg.Program
	// alone holds who works on a video: only one is held and decoded at a time.
	alone chan struct{}
}

// newVideoFetcher returns nil where no videos are looked at, as the configuration says or as
// ffmpeg is missing; what doctor says of it is what makes that known.
func newVideoFetcher(ctx context.Context, options fetch.Options, c config.Reading) *videoFetcher {
	if c.Videos == config.VideosOff {
		return nil
	}
	program, err := ffmpeg.Find(ctx)
	if err != nil {
		return nil
	}
	options.MaxImageBytes, options.Timeout = largestVideo, max(options.Timeout, videoTimeout)
	return &videoFetcher{files: fetch.New(options), program: program, alone: make(chan struct{}, 1)}
}

// show adds the frames of the videos of posts to their pictures.
func (f *videoFetcher) show(posts []social.Post) {
	if f == nil {
		return
	}
	for i := range posts {
		posts[i].ShowFrames(longestVideo, largestVideo)
	}
}

// storyboard is the picture of a video, and its type.
func (f *videoFetcher) storyboard(ctx context.Context, address, referrer string) ([]byte, string, error) {
	if f == nil {
		return nil, "", social.Errorf(social.CodeInvalid, "frames of videos are not looked at here: pictures.videos is off, or ffmpeg is not installed")
	}
	select {
	case f.alone <- struct{}{}:
		defer func() { <-f.alone }()
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
	answer, err := f.files.Get(ctx, address, videoAccept, referrer)
	if _, slow := errors.AsType[*fetch.SlowBody](err); slow {
		// As of pictures: it would be as slow again.
		return nil, "", social.Errorf(social.CodeBroken, "%w", err)
	}
	if err != nil {
		return nil, "", err
	}
	frames, err := f.program.Frames(ctx, answer.Body, frameEvery, longestVideo)
	if err != nil {
		return nil, "", err
	}
	board, err := video.Storyboard(frames)
	return board, "image/jpeg", err
}
