package speech

import (
	"context"
	"fmt"

	"earshot/internal/social"
)

// kept is what came of a recording and could not be written yet.
type kept struct {
	ask social.TranscriptAsk
	// release ends the claim to the recording: until then no other process is to ask about it.
	release func()
}

// write writes what came of a recording, or keeps it to be written later: it was paid for.
func (w *Worker) write(ctx context.Context, ask social.TranscriptAsk) error {
	err := w.note(ctx, ask)
	if err != nil {
		w.mu.Lock()
		w.unwritten[ask.URL] = kept{ask: ask}
		w.mu.Unlock()
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

// settle ends the claim to a recording, now or when what came of it is written.
func (w *Worker) settle(url string, release func()) {
	w.mu.Lock()
	k, ok := w.unwritten[url]
	if ok {
		k.release = release
		w.unwritten[url] = k
	}
	w.mu.Unlock()
	if !ok {
		release()
	}
}

// writeKept writes what could not be written before. Nothing is asked meanwhile that might
// come to it.
func (w *Worker) writeKept(ctx context.Context) error {
	w.mu.Lock()
	var asks []social.TranscriptAsk
	for _, k := range w.unwritten {
		asks = append(asks, k.ask)
	}
	w.mu.Unlock()
	for _, ask := range asks {
		if err := w.note(ctx, ask); err != nil {
			return err
		}
		w.letGo(ask.URL)
		if ask.Step != social.TranscriptHeard {
			continue
		}
		if err := w.opts.Match(ctx, []string{ask.URL}); err != nil { // it is due all the same
			return err
		}
	}
	return nil
}

// letGo keeps nothing of a recording any longer.
func (w *Worker) letGo(url string) {
	w.mu.Lock()
	k := w.unwritten[url]
	delete(w.unwritten, url)
	w.mu.Unlock()
	if k.release != nil {
		k.release()
	}
}

// end tries once more to write what is kept, as nobody will afterwards.
func (w *Worker) end(ctx context.Context) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	if err := w.writeKept(ctx); err != nil {
		w.opts.Log.Warn("what was heard could not be written, it will be asked for again", "error", err)
	}
	w.mu.Lock()
	var left []string
	for url := range w.unwritten {
		left = append(left, url)
	}
	w.mu.Unlock()
	for _, url := range left {
		w.letGo(url)
	}
}

// keeps tells whether something is kept.
func (w *Worker) keeps() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.unwritten) > 0
}
