// Package ffmpeg takes the sound and frames out of videos, and the sound out of recordings in many
// formats, by the program ffmpeg (https://ffmpeg.org/ffmpeg.html), where it is installed. What it reads is hostile: it
// runs once a recording, bounded in time, memory and output, without a shell, and opens nothing
// but the recording.
package ffmpeg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"earshot/internal/social"
)

const (
	// program is looked for on the PATH.
	program = "ffmpeg"
	// timeLimit is how long a recording may take, and how much processor time.
	timeLimit = 3 * time.Minute
	// askLimit is how long the program may take to say what it is.
	askLimit = 20 * time.Second
	// mostMemory is what a run may allocate, in bytes.
	mostMemory = 2 << 30
	// mostSaid bounds what is kept of its messages, in bytes.
	mostSaid = 2000
	// input is where it finds the recording: a file that has no name any more.
	input = "/dev/fd/3"
	// formats are the containers that are read. There are none that name other files: playlists
	// (hls, dash, concat) would have it open these.
	formats = "mov,matroska,ogg,flac,wav,w64,mp3,aac,avi,mpegts,mpeg,flv,asf,amr,aiff,caf,ac3,eac3"
)

// Program is the program. It is safe for concurrent use.
type Program struct{ path, version string }

// Find looks for the program. Where it is missing, or cannot write MP3, the error is
// unavailable and says what to install.
func Find(ctx context.Context) (*Program, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return nil, social.Errorf(social.CodeUnavailable, "ffmpeg: the program %s is not on the PATH; Debian has it in ffmpeg", program)
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	version, err := ask(ctx, path, "-version")
	if err != nil {
		return nil, err
	}
	encoders, err := ask(ctx, path, "-encoders")
	if err != nil {
		return nil, err
	}
	if !strings.Contains(encoders, " libmp3lame ") {
		return nil, social.Errorf(social.CodeUnavailable, "ffmpeg: %s is built without libmp3lame; Debian's ffmpeg has it", path)
	}
	words := strings.Fields(version) // ffmpeg version 5.1.9 Copyright ...
	if len(words) < 3 {
		return nil, social.Errorf(social.CodeUnavailable, "ffmpeg: %s does not say its version", path)
	}
	return &Program{path: path, version: words[2]}, nil
}

func ask(ctx context.Context, path, what string) (string, error) {
	cmd := exec.CommandContext(ctx, path, "-hide_banner", what)
	cmd.Env = environment()
	out, err := cmd.Output()
	if err != nil {
		return "", social.Errorf(social.CodeUnavailable, "ffmpeg: %s %s: %w", path, what, err)
	}
	return string(out), nil
}

// Name is the program and its version: "ffmpeg 5.1.9".
func (p *Program) Name() string { return program + " " + p.version }

// arguments have the program write up to longest of the first sound of the input as MP3 of one
// channel with 16,000 samples a second, which is what speech models hear. Nothing of video,
// subtitles and tags is kept, and there is no header, as output cannot be gone back in.
func arguments(longest time.Duration, mostBytes int) []string {
	rate := "32k"
	for _, r := range []string{"24k", "16k"} { // kbit/s of MPEG-2 layer III
		if bytesAt(rate, longest) > mostBytes {
			rate = r
		}
	}
	return append(reading(),
		"-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1",
		"-t", fmt.Sprintf("%.3f", longest.Seconds()), "-ac", "1", "-ar", "16000", "-c:a", "libmp3lame", "-b:a", rate,
		"-id3v2_version", "0", "-write_xing", "0", "-f", "mp3", "pipe:1",
	)
}

// reading has the program open the recording, and nothing but that.
func reading() []string {
	return []string{
		"-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1",
		"-protocol_whitelist", "file,pipe", "-format_whitelist", formats, "-max_streams", "64", "-i", "file:" + input,
	}
}

// bytesAt is the size of sound of a length at a bit rate.
func bytesAt(rate string, length time.Duration) int {
	var kilobits int
	_, _ = fmt.Sscanf(rate, "%dk", &kilobits) // it is one of arguments
	return int(length.Seconds()) * kilobits * 1000 / 8
}

// Extract returns up to longest of the sound of a recording as MP3, at most so many bytes.
// Errors have social.CodeInvalid where it has no sound or too much, CodeBroken where it cannot
// be decoded, and CodeUnavailable where the program cannot be run, or not to its end on a
// machine that has no time or memory left.
func (p *Program) Extract(ctx context.Context, recording []byte, longest time.Duration, mostBytes int) ([]byte, error) {
	return p.run(ctx, recording, "sound", mostBytes, arguments(longest, mostBytes))
}

// run has the program take what ("sound", "picture") out of a recording, at most so many bytes.
func (p *Program) run(ctx context.Context, recording []byte, what string, mostBytes int, arguments []string) ([]byte, error) {
	file, err := nameless(recording)
	if err != nil {
		return nil, social.Errorf(social.CodeUnavailable, "ffmpeg: keep the recording: %w", err)
	}
	defer file.Close()
	limit, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	cmd := exec.CommandContext(limit, p.path, arguments...)
	cmd.Env, cmd.ExtraFiles, cmd.WaitDelay = environment(), []*os.File{file}, askLimit
	out, said := &bounded{most: mostBytes}, &bounded{most: mostSaid, cuts: true}
	cmd.Stdout, cmd.Stderr = out, said
	if err := cmd.Start(); err != nil {
		return nil, social.Errorf(social.CodeUnavailable, "ffmpeg: start: %w", err)
	}
	bound(cmd.Process.Pid)
	err = cmd.Wait()
	why := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(string(said.kept), ""), "file:"+input, "the recording")), " ")
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limit.Err() != nil:
		return nil, social.Errorf(social.CodeUnavailable, "ffmpeg: it is not decoded within %s", timeLimit)
	case out.over:
		return nil, social.Errorf(social.CodeInvalid, "ffmpeg: its %s is more than %d MB", what, mostBytes>>20)
	case strings.Contains(why, "matches no streams"):
		return nil, social.Errorf(social.CodeInvalid, "ffmpeg: it has no %s", what)
	case isKilled(err):
		return nil, social.Errorf(social.CodeUnavailable, "ffmpeg: it was killed, as happens where memory is short: %w", err)
	case err != nil:
		return nil, social.Errorf(social.CodeBroken, "ffmpeg: its %s cannot be decoded: %w: %s", what, err, why)
	case len(out.kept) == 0:
		return nil, social.Errorf(social.CodeBroken, "ffmpeg: nothing can be decoded of its %s: %s", what, why)
	}
	return out.kept, nil
}

// isKilled tells whether a program was killed, rather than crashed: ended by the system where
// memory or processor time is used up, or by people.
func isKilled(err error) bool {
	ended, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return false
	}
	status, ok := ended.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// nameless is a file that nothing is left of when it is closed, or the program killed.
func nameless(data []byte) (*os.File, error) {
	file, err := os.CreateTemp("", "recording")
	if err != nil {
		return nil, err
	}
	if err = os.Remove(file.Name()); err == nil {
		if _, err = file.Write(data); err == nil {
			_, err = file.Seek(0, 0)
		}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// environment is what the program knows: no tokens and passwords.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "EARSHOT_") || strings.HasPrefix(v, "AWS_")
	})
}

// errTooMuch is that there is more output than is read.
var errTooMuch = errors.New("ffmpeg: too much output")

// bounded keeps the beginning of what is written to it. What is more is an error, or cut. It
// embeds no buffer, whose ReadFrom would take all.
type bounded struct {
	kept []byte
	most int
	cuts bool
	// over tells that there was more.
	over bool
}

func (b *bounded) Write(p []byte) (int, error) {
	left := max(b.most-len(b.kept), 0)
	if b.over = b.over || len(p) > left; b.over && !b.cuts {
		return 0, errTooMuch // it ends the program
	}
	b.kept = append(b.kept, p[:min(len(p), left)]...)
	return len(p), nil
}
