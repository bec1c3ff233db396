package ffmpeg

import (
	"bytes"
	"image/jpeg"
	"testing"
	"time"

	"earshot/internal/social"
)

func TestFrames(t *testing.T) {
	p, err := Find(t.Context())
	if err != nil {
		t.Fatalf("this test needs ffmpeg (on Debian: apt-get install ffmpeg): %v", err)
	}
	video := func(name, size, seconds string, more ...string) []byte {
		return made(t, p, name, append([]string{"-f", "lavfi", "-i", "testsrc=size=" + size + ":rate=2:duration=" + seconds}, more...)...)
	}
	for name, c := range map[string]struct {
		data          []byte
		frames        int
		width, height int
	}{
		"MP4 of 9 seconds":               {video("v.mp4", "320x240", "9"), 5, 320, 240},
		"WebM, large":                    {video("v.webm", "1280x720", "3", "-c:v", "libvpx", "-deadline", "realtime"), 2, 640, 360},
		"upright":                        {video("v.mov", "360x1280", "1"), 1, 180, 640},
		"no longer than it may be":       {video("v.mkv", "64x48", "30"), 10, 64, 48},
		"its beginning, where it is cut": {video("v.ts", "64x48", "9", "-f", "mpegts"), 5, 64, 48},
	} {
		frames, err := p.Frames(t.Context(), c.data, 2*time.Second, 20*time.Second)
		if err != nil || len(frames) != c.frames {
			t.Errorf("%s: %d frames, want %d: %v", name, len(frames), c.frames, err)
			continue
		}
		for _, f := range frames {
			if size, err := jpeg.DecodeConfig(bytes.NewReader(f)); err != nil || size.Width != c.width || size.Height != c.height {
				t.Errorf("%s: a frame of %d x %d, want %d x %d: %v", name, size.Width, size.Height, c.width, c.height, err)
			}
		}
	}
}

// TestFramesOfOtherFiles: what is no video is refused by what it is, and nothing else is opened.
func TestFramesOfOtherFiles(t *testing.T) {
	p, err := Find(t.Context())
	if err != nil {
		t.Fatalf("this test needs ffmpeg (on Debian: apt-get install ffmpeg): %v", err)
	}
	whole := made(t, p, "v.mp4", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=3")
	for name, c := range map[string]struct {
		data []byte
		code social.Code
	}{
		"sound":              {made(t, p, "s.mp3", "-f", "lavfi", "-i", "sine=duration=1"), social.CodeInvalid},
		"sound with a cover": {made(t, p, "c.mp3", "-f", "lavfi", "-i", "sine=duration=1", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=1:duration=1", "-map", "0", "-map", "1", "-frames:v", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic"), social.CodeInvalid},
		"a playlist":         {[]byte("#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile:///etc/hostname\n"), social.CodeBroken},
		"a list of files":    {[]byte("ffconcat version 1.0\nfile /etc/hostname\n"), social.CodeBroken},
		"text":               {[]byte("<html>Log in</html>"), social.CodeBroken},
		"the half of one":    {whole[:len(whole)/2], social.CodeBroken},
	} {
		if frames, err := p.Frames(t.Context(), c.data, time.Second, time.Minute); social.CodeOf(err) != c.code {
			t.Errorf("%s: %d frames, %v", name, len(frames), err)
		}
	}
}
