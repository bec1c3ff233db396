package app

import (
	"bytes"
	"context"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"earshot/analyzer/sound"
	"earshot/analyzer/sound/ffmpeg"
	"earshot/crawler/fetch"
	"earshot/internal/pipeline/speech"
	"earshot/internal/social"
)

const (
	// sentBytes is the largest recording that is sent: what the API takes
	// (https://platform.openai.com/docs/guides/speech-to-text).
	sentBytes = 25 << 20
	// videoBytes is the largest one that is fetched where its sound is taken out of it.
	videoBytes = 100 << 20
	// recordingTimeout bounds the fetching of one.
	recordingTimeout = 5 * time.Minute
	// recordingAccept is what is asked for.
	recordingAccept = "audio/*, video/*;q=0.9, */*;q=0.1"
	// toldBytes is how much of a file tells that it is text.
	toldBytes = 1024
)

// recordingFetcher fetches recordings as pictures are fetched: politely, within bounds, and
// from no private address. One that comes slowly may come faster at another time.
type recordingFetcher struct {
	files *fetch.Fetcher
	// program takes the sound out of what cannot be sent as it is; nil where it is not
	// installed, and missing says so.
	program *ffmpeg.Program
	missing error
}

func newRecordingFetcher(ctx context.Context, options fetch.Options) recordingFetcher {
	program, missing := ffmpeg.Find(ctx)
	options.MaxImageBytes, options.Timeout = sentBytes, max(options.Timeout, recordingTimeout)
	if program != nil {
		options.MaxImageBytes = videoBytes
	}
	return recordingFetcher{fetch.New(options), program, missing}
}

func (f recordingFetcher) fetch(ctx context.Context, address, referrer string, longest time.Duration) (speech.Recording, error) {
	answer, err := f.files.Get(ctx, address, recordingAccept, referrer)
	if err != nil {
		return speech.Recording{}, err
	}
	data := answer.Body
	format, length, err := sound.Measure(data)
	known := err == nil
	switch {
	case isText(data):
		if bytes.HasPrefix(data, []byte("#EXTM3U")) {
			err = social.Errorf(social.CodeInvalid, "it is offered in pieces (a playlist), which are not put together")
		}
	case known && length > longest:
		err = social.Errorf(social.CodeInvalid, "it is %s long, and %s are the most (llm.transcript_longest)", length.Round(time.Second), longest)
	case f.program == nil && !known:
		err = social.Errorf(social.CodeOf(err), "%w, and its sound is not taken out: %v", err, f.missing)
	case f.program != nil && (!known || !summed(format) || len(data) > sentBytes):
		return f.extract(ctx, data, longest)
	}
	if err != nil {
		return speech.Recording{}, err
	}
	name := "recording." + format.Name
	if u, err := url.Parse(address); err == nil && strings.EqualFold(path.Ext(u.Path), "."+format.Name) && len(path.Base(u.Path)) < 80 {
		name = path.Base(u.Path)
	}
	return speech.Recording{Data: data, Name: name, Type: format.Type, Length: length}, nil
}

// summed tells whether the length of a format is that of its frames, and not what a header says.
func summed(f sound.Format) bool { return f.Name == "wav" || f.Name == "mp3" }

// extract is the sound of a recording. More than longest is asked for, to tell what is too long.
func (f recordingFetcher) extract(ctx context.Context, data []byte, longest time.Duration) (speech.Recording, error) {
	out, err := f.program.Extract(ctx, data, longest+2*time.Second, sentBytes)
	if err != nil {
		return speech.Recording{}, err
	}
	format, length, err := sound.Measure(out)
	if err == nil && length > longest+time.Second {
		err = social.Errorf(social.CodeInvalid, "it is longer than %s (llm.transcript_longest)", longest)
	}
	return speech.Recording{Data: out, Name: "recording." + format.Name, Type: format.Type, Length: length}, err
}

// isText tells whether a file begins as text does: a page or a playlist.
func isText(data []byte) bool {
	head := data[:min(len(data), toldBytes)]
	for cut := 0; cut < utf8.UTFMax && len(head) > 0 && !utf8.Valid(head); cut++ {
		head = head[:len(head)-1] // it may end within a character
	}
	return utf8.Valid(head) && !bytes.ContainsFunc(head, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\f", r) })
}
