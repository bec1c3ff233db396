//go:build !linux

package tesseract

// bound does nothing: the picture is bounded in pixels, and the run in time.
func bound(int, uint64) {}
