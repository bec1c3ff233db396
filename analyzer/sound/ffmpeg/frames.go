package ffmpeg

import (
	"bytes"
	"context"
	"fmt"
	"time"
)

const (
	// frameSide is the longest side of a frame, in pixels; smaller ones stay as they are.
	frameSide = 640
	// mostFrames is how many frames are taken of a video, and frameBytes the most that they
	// may have in all.
	mostFrames = 90
	frameBytes = 32 << 20
)

// Frames returns frames of the beginning of a video, up to longest of it, as JPEG files: the
// first one, and one each time that every has passed since. Errors are those of Extract; a cover
// of a recording of sound is no video.
func (p *Program) Frames(ctx context.Context, video []byte, every, longest time.Duration) ([][]byte, error) {
	out, err := p.run(ctx, video, "picture", frameBytes, append(reading(),
		"-map", "0:V:0", "-an", "-sn", "-dn", "-map_metadata", "-1", "-t", fmt.Sprintf("%.3f", longest.Seconds()),
		"-vf", fmt.Sprintf("select='isnan(prev_selected_t)+gte(t-prev_selected_t,%.3f)',scale=w='min(iw,%d)':h='min(ih,%d)':force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuvj420p",
			every.Seconds(), frameSide, frameSide),
		"-fps_mode", "passthrough", "-frames:v", fmt.Sprint(mostFrames), "-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe", "pipe:1",
	))
	if err != nil {
		return nil, err
	}
	return split(out), nil
}

// split takes apart JPEG files that follow on one another. Where one ends (EOI, ITU-T T.81 B.1.1.3)
// the next begins (SOI); within its data no such marker stands.
func split(files []byte) [][]byte {
	var list [][]byte
	for len(files) > 0 {
		end := bytes.Index(files, []byte{0xff, 0xd9, 0xff, 0xd8})
		if end < 0 {
			return append(list, files)
		}
		list, files = append(list, files[:end+2]), files[end+2:]
	}
	return list
}
