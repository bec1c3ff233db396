package ffmpeg

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/analyzer/sound"
	"earshot/internal/social"
)

// TestArguments: it opens nothing but the recording, and what it writes fits.
func TestArguments(t *testing.T) {
	args := arguments(30*time.Minute, 25<<20)
	all := strings.Join(args, " ")
	for _, want := range []string{"-nostdin", "-protocol_whitelist file,pipe -format_whitelist mov,", "-map 0:a:0 -vn", "-t 1800.000 -ac 1 -ar 16000", "-b:a 32k", "pipe:1"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %s", want, all)
		}
	}
	if slices.Index(args, "-protocol_whitelist") > slices.Index(args, "-i") {
		t.Error("what is behind the input is not for it")
	}
	for _, kind := range []string{"hls", "dash", "concat", "sdp", "rtsp", "image2", "lavfi"} {
		if slices.Contains(strings.Split(formats, ","), kind) {
			t.Errorf("%s opens other files", kind)
		}
	}
	for longest, rate := range map[time.Duration]string{time.Hour: "32k", 2 * time.Hour: "24k", 4 * time.Hour: "16k"} {
		if args := arguments(longest, 25<<20); args[slices.Index(args, "-b:a")+1] != rate {
			t.Errorf("%s: %v", longest, args)
		}
	}
}

// TestNoProgram: what to install is said where it is not.
func TestNoProgram(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(t.Context()); social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), "Debian has it in ffmpeg") {
		t.Errorf("%v", err)
	}
}

// made is a file that ffmpeg makes, by its own sources of sound and pictures.
func made(t *testing.T, p *Program, name string, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if out, err := exec.CommandContext(t.Context(), p.path, append(append([]string{"-nostdin", "-loglevel", "error"}, args...), path)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestKilled: a decoder that the system kills tells nothing of the recording.
func TestKilled(t *testing.T) {
	for script, want := range map[string]social.Code{"kill -9 $$": social.CodeUnavailable, "kill -SEGV $$": social.CodeBroken, "exit 1": social.CodeBroken} {
		path := filepath.Join(t.TempDir(), "ffmpeg")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		if _, err := (&Program{path: path}).Extract(t.Context(), []byte("sound"), time.Minute, 1<<20); social.CodeOf(err) != want {
			t.Errorf("%s: %v", script, err)
		}
	}
}

// TestExtract: the sound of videos is taken out whole, and what has none, is cut, lies, or
// names other files ends in a named fault.
func TestExtract(t *testing.T) {
	p, err := Find(t.Context())
	if err != nil {
		t.Fatalf("this test needs ffmpeg (on Debian: apt-get install ffmpeg): %v", err)
	}
	tone, picture := []string{"-f", "lavfi", "-i", "sine=frequency=440:duration=3"}, []string{"-f", "lavfi", "-i", "color=c=red:s=64x48:d=3:r=5"}
	video := slices.Concat(tone, picture)
	webm := made(t, p, "a.webm", append(video, "-c:v", "libvpx", "-c:a", "libopus")...)
	movie := made(t, p, "a.mp4", append(video, "-c:v", "mpeg4", "-c:a", "aac")...) // its header is at its end
	for name, data := range map[string][]byte{
		"webm": webm, "mp4": movie, "wav": made(t, p, "a.wav", tone...), "flac": made(t, p, "a.flac", tone...),
		"ogg": made(t, p, "a.ogg", append(tone, "-c:a", "libopus")...), "mpegts": made(t, p, "a.ts", append(video, "-c:v", "mpeg2video", "-c:a", "aac")...),
	} {
		out, err := p.Extract(t.Context(), data, time.Minute, 1<<20)
		format, length, measured := sound.Measure(out)
		if err != nil || measured != nil || format.Name != "mp3" || (length-3*time.Second).Abs() > 200*time.Millisecond || len(out) > 20_000 {
			t.Errorf("%s: %d bytes, %v, %s, %v, %v", name, len(out), format, length, err, measured)
		}
	}
	if out, err := p.Extract(t.Context(), webm, time.Second, 1<<20); err != nil {
		t.Error(err)
	} else if _, length, err := sound.Measure(out); err != nil || length > 1200*time.Millisecond {
		t.Errorf("a second is %s long, %v", length, err)
	}
	secret := filepath.Join(t.TempDir(), "secret.wav")
	if err := os.WriteFile(secret, made(t, p, "b.wav", tone...), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		most int
		code social.Code
		says string
	}{
		"no sound":  {made(t, p, "c.webm", append(picture, "-c:v", "libvpx")...), 1 << 20, social.CodeInvalid, "has no sound"},
		"too much":  {webm, 1000, social.CodeInvalid, "more than"},
		"cut":       {movie[:len(movie)/2], 1 << 20, social.CodeBroken, "cannot be decoded"},
		"noise":     {append([]byte{0x1a, 0x45, 0xdf, 0xa3}, strings.Repeat("noise", 1000)...), 1 << 20, social.CodeBroken, "cannot be decoded"},
		"nothing":   {nil, 1 << 20, social.CodeBroken, "cannot be decoded"},
		"playlist":  {[]byte("#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile://" + secret + "\n#EXT-X-ENDLIST\n"), 1 << 20, social.CodeBroken, "cannot be decoded"},
		"a listing": {[]byte("ffconcat version 1.0\nfile '" + secret + "'\n"), 1 << 20, social.CodeBroken, "cannot be decoded"},
	} {
		out, err := p.Extract(t.Context(), c.data, time.Minute, c.most)
		if social.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "/dev/fd") {
			t.Errorf("%s: %d bytes, %v", name, len(out), err)
		}
	}
}
