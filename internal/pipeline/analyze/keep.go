package analyze

import (
	"context"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// hold keeps of entries that mention nobody those whose pictures may.
func (w *Worker) hold(ctx context.Context, entries []social.Entry) (held, dropped []social.Entry, err error) {
	if w.opts.Pictures == nil {
		return nil, entries, nil
	}
	return w.opts.Pictures.Hold(ctx, entries)
}

// analyzeEach analyses the posts on every core, with what is known of their pictures, and parts those to
// be kept from the others.
func (w *Worker) analyzeEach(ctx context.Context, united []social.Entry) (entries, dropped []social.Entry, err error) {
	media := func(social.Post) []social.Media { return nil }
	if w.opts.Pictures != nil {
		if media, err = w.opts.Pictures.Media(ctx, united); err != nil {
			return nil, nil, err
		}
	}
	pipeline.OnEveryCore(len(united), func(i int) {
		united[i].Analysis = w.opts.Analyzer.Analyze(united[i].Post, media(united[i].Post)...)
	})
	entries = make([]social.Entry, 0, len(united))
	for _, e := range united {
		// A deleted post matches nothing, and is news all the same.
		if !e.Post.Deleted && e.Post.Keep != social.KeepAll && len(e.Analysis.Brands) == 0 {
			dropped = append(dropped, e)
			continue
		}
		entries = append(entries, e)
	}
	return entries, dropped, nil
}
