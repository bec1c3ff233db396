//go:build !linux

package ffmpeg

// bound does nothing: the run is bounded in time, and its output in bytes.
func bound(int) {}
