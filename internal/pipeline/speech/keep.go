package speech

import (
	"context"
	"fmt"

	"earshot/internal/social"
)

// write writes what came of a recording, or keeps it to be written later: it was paid for.
func (w *Worker) write(ctx context.Context, ask social.TranscriptAsk) error {
	err := w.note(ctx, ask)
	if err != nil {
		w.unwritten.Keep(ask.URL, ask)
	}
	return err
}

// note writes what came of a recording. What was heard is not written where the last post with
// the recording was erased meanwhile, and forgotten where that happens while it is.
func (w *Worker) note(ctx context.Context, known social.TranscriptAsk) error {
	heard := known.Step == social.TranscriptHeard
	known.Model, known.Host, known.At = w.opts.Budget.Hearer, w.opts.Budget.Host, w.after(known.At)
	if heard {
		known.Model = w.opts.Budget.Model
		if gone, err := w.forgotten(ctx, known); gone || err != nil {
			return err
		}
	}
	if err := w.opts.Store.WriteTranscripts(ctx, known); err != nil {
		return fmt.Errorf("speech: note what became of a recording: %w", err)
	}
	if heard {
		_, err := w.forgotten(ctx, known)
		return err
	}
	return nil
}

// forgotten tells whether no stored post has a recording any more, and notes that.
func (w *Worker) forgotten(ctx context.Context, known social.TranscriptAsk) (bool, error) {
	shown, err := w.opts.Store.RecordingsShown(ctx, []string{known.URL})
	if err != nil {
		return false, fmt.Errorf("speech: look for posts with a recording: %w", err)
	}
	if shown[known.URL] {
		return false, nil
	}
	forgotten := social.TranscriptAsk{URL: known.URL, Step: social.TranscriptForgotten, At: w.after(known.At)}
	if err := w.opts.Store.WriteTranscripts(ctx, forgotten); err != nil {
		return true, fmt.Errorf("speech: forget a recording: %w", err)
	}
	return true, nil
}

// writeKept writes what could not be written before. Nothing is asked meanwhile that might
// come to it.
func (w *Worker) writeKept(ctx context.Context) error {
	for _, ask := range w.unwritten.All() {
		if err := w.note(ctx, ask); err != nil {
			return err
		}
		w.unwritten.LetGo(ask.URL)
		if ask.Step != social.TranscriptHeard {
			continue
		}
		if err := w.opts.Match(ctx, []string{ask.URL}); err != nil { // it is due all the same
			return err
		}
	}
	return nil
}

// end tries once more to write what is kept, as nobody will afterwards.
func (w *Worker) end(ctx context.Context) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	if err := w.writeKept(ctx); err != nil {
		w.opts.Log.Warn("what was heard could not be written, it will be asked for again", "error", err)
	}
	w.unwritten.LetAllGo()
}
