package picture

import (
	"context"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// writeAll writes finished pictures a few at a time, because many small
// inserts cost ClickHouse more than one large one.
func (w *Worker) writeAll(ctx context.Context, done <-chan finished) {
	var waiting []finished
	tick := time.NewTicker(flushWait)
	defer tick.Stop()
	for {
		select {
		case f, open := <-done:
			if !open {
				return
			}
			waiting = append(waiting, f)
			if len(waiting) < batchTasks {
				continue
			}
		case <-tick.C:
		}
		for len(waiting) < batchTasks && len(done) > 0 { // this alone takes from done
			waiting = append(waiting, <-done)
		}
		if len(waiting) > 0 {
			w.write(ctx, waiting)
			waiting = nil
		}
	}
}

// store puts pictures into their families, stores them, and matches the posts that show
// them. The families come first, so that a picture that is stored as placed is.
func (w *Worker) store(ctx context.Context, media []social.Media, again map[string]bool) error {
	if err := w.place(ctx, media); err != nil {
		return err
	}
	if err := w.keepCaptions(ctx, media); err != nil {
		return err
	}
	if err := w.opts.Store.WriteMedia(ctx, media); err != nil {
		return err
	}
	if err := w.eraseGone(ctx, media, again); err != nil || w.opts.Posts == nil {
		return err
	}
	urls := make([]string, len(media))
	for i, m := range media {
		urls[i] = m.URL
	}
	return w.opts.Posts.Pictures(ctx, urls)
}

// place puts pictures into their families whose print was just taken.
func (w *Worker) place(ctx context.Context, media []social.Media) error {
	if w.opts.Families == nil {
		return nil
	}
	var prints []social.PicturePrint
	for _, m := range media {
		if m.Print != nil {
			prints = append(prints, *m.Print)
		}
	}
	return w.opts.Families.Place(ctx, prints)
}

func (w *Worker) write(ctx context.Context, batch []finished) {
	media, tasks := make([]social.Media, len(batch)), make([]*task, len(batch))
	again := map[string]bool{}
	for i, f := range batch {
		media[i], tasks[i] = f.media, f.task
		if f.again {
			again[f.media.URL] = true
		}
	}
	if err := pipeline.Guard(func() error { return w.store(ctx, media, again) }); err != nil {
		w.worker.Retry(ctx, err, tasks...)
		return
	}
	for i, m := range media {
		switch {
		case batch[i].over:
			w.Counts.Over.Add(1)
		case batch[i].captioned: // it was ready before
		case m.State == social.MediaReady:
			w.Counts.Ready.Add(1)
		default:
			w.Counts.Failed.Add(1)
			w.opts.Log.Info("picture not usable", "source", batch[i].task.Value.Source, "kind", pipeline.FaultKind(m.Fault), "url", m.URL)
		}
	}
	w.worker.Finish(ctx, tasks...)
}
