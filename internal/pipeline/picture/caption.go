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

// keepCaptions gives media the captions that another process stored beside the same pictures
// while they were looked at.
func (w *Worker) keepCaptions(ctx context.Context, media []social.Media) error {
	var urls []string
	for _, m := range media {
		if m.State == social.MediaReady && m.CaptionModel == "" {
			urls = append(urls, m.URL)
		}
	}
	if len(urls) == 0 {
		return nil
	}
	stored, err := w.opts.Store.MediaByURL(ctx, urls)
	if err != nil {
		return err
	}
	for i := range media {
		m, s := &media[i], stored[media[i].URL]
		if m.State != social.MediaReady || m.CaptionModel != "" || s.CaptionModel == "" || s.SHA256 != m.SHA256 {
			continue
		}
		m.Caption, m.CaptionModel, m.Tags, m.Description = s.Caption, s.CaptionModel, s.Tags, s.Description
		if m.OCRReader == "" {
			m.OCR, m.OCRReader, m.Lines = s.OCR, s.OCRReader, s.Lines
		}
		if !m.FetchedAt.After(s.FetchedAt) { // or it would be taken for the older row
			m.FetchedAt = s.FetchedAt.Add(time.Microsecond)
		}
	}
	return nil
}
