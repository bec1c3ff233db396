package caption

import (
	"context"
	"fmt"

	"earshot/internal/social"
)

// kept is what came of a picture and could not be written yet.
type kept struct {
	ask social.CaptionAsk
	// release ends the claim to the picture: until then no other process is to ask about it.
	release func()
}

// write writes what came of a picture, or keeps it to be written later: it was paid for.
func (w *Worker) write(ctx context.Context, ask social.CaptionAsk) error {
	err := w.opts.Store.WriteCaptions(ctx, ask)
	if err != nil {
		w.mu.Lock()
		w.unwritten[ask.SHA256] = kept{ask: ask}
		w.mu.Unlock()
	}
	return err
}

// settle ends the claim to a picture, now or when what came of it is written.
func (w *Worker) settle(sha string, release func()) {
	w.mu.Lock()
	k, ok := w.unwritten[sha]
	if ok {
		k.release = release
		w.unwritten[sha] = k
	}
	w.mu.Unlock()
	if !ok {
		release()
	}
}

// writeKept writes what could not be written before. Nothing is asked meanwhile that might
// come to it.
func (w *Worker) writeKept(ctx context.Context) error {
	var asks []social.CaptionAsk
	w.mu.Lock()
	for _, k := range w.unwritten {
		asks = append(asks, k.ask)
	}
	w.mu.Unlock()
	if len(asks) == 0 {
		return nil
	}
	if err := w.opts.Store.WriteCaptions(ctx, asks...); err != nil {
		return fmt.Errorf("caption: note what came before: %w", err)
	}
	w.letGo()
	return nil
}

// letGo keeps nothing any longer.
func (w *Worker) letGo() {
	w.mu.Lock()
	was := w.unwritten
	w.unwritten = map[string]kept{}
	w.mu.Unlock()
	for _, k := range was {
		if k.release != nil {
			k.release()
		}
	}
}

// end tries once more to write what is kept, as nobody will afterwards.
func (w *Worker) end(ctx context.Context) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	if err := w.writeKept(ctx); err != nil {
		w.opts.Log.Warn("answers about pictures could not be written, they will be asked for again", "error", err)
		w.letGo()
	}
}

// keeps tells whether something is kept.
func (w *Worker) keeps() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.unwritten) > 0
}
