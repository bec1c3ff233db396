package write

import (
	"context"
	"time"

	"earshot/internal/social"
)

// recordings is what was heard in the recordings of posts.
type recordings interface {
	// RecordingsOnlyOf are the recordings that were asked about and that only the posts with
	// these keys have.
	RecordingsOnlyOf(ctx context.Context, keys []social.Key) ([]string, error)
	WriteTranscripts(ctx context.Context, asks ...social.TranscriptAsk) error
}

// forgetHeard forgets what was heard in the recordings that only deleted posts have.
func (w *Writer) forgetHeard(ctx context.Context, gone []social.Key) error {
	urls, err := w.opts.Store.RecordingsOnlyOf(ctx, gone)
	if err != nil || len(urls) == 0 {
		return err
	}
	forgotten := make([]social.TranscriptAsk, len(urls))
	for i, url := range urls {
		forgotten[i] = social.TranscriptAsk{URL: url, Step: social.TranscriptForgotten, At: time.Now().UTC()}
	}
	return w.opts.Store.WriteTranscripts(ctx, forgotten...)
}
