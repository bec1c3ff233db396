package picture

import (
	"context"
	"time"

	"earshot/internal/social"
)

// Captions is what became of asking a vision model about pictures.
type Captions interface {
	CaptionAsks(ctx context.Context, shas []string) (map[string]social.CaptionAsk, error)
}

// saidOf returns what a vision model said of those of the pictures that are ready and have no
// caption, by their bytes.
func (w *Worker) saidOf(ctx context.Context, known map[string]social.Media) (map[string]*social.Caption, error) {
	var shas []string
	for _, m := range known {
		if w.opts.Captions != nil && m.State == social.MediaReady && m.CaptionModel == "" && m.SHA256 != "" {
			shas = append(shas, m.SHA256)
		}
	}
	if len(shas) == 0 {
		return nil, nil
	}
	asks, err := w.opts.Captions.CaptionAsks(ctx, shas)
	if err != nil {
		return nil, err
	}
	said := map[string]*social.Caption{}
	for sha, a := range asks {
		if a.Step == social.CaptionSaid {
			said[sha] = &a.Said
		}
	}
	return said, nil
}

// after is now, and later than when a picture's row was written before.
func after(written time.Time) time.Time {
	now := time.Now().UTC()
	if least := written.Add(time.Microsecond); now.Before(least) {
		return least
	}
	return now
}
