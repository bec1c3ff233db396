package caption

import (
	"context"
	"fmt"

	"earshot/internal/social"
)

// write writes what came of a picture, or keeps it to be written later: it was paid for.
func (w *Worker) write(ctx context.Context, ask social.CaptionAsk) error {
	err := w.opts.Store.WriteCaptions(ctx, ask)
	if err != nil {
		w.unwritten.Keep(ask.SHA256, ask)
	}
	return err
}

// writeKept writes what could not be written before. Nothing is asked meanwhile that might
// come to it.
func (w *Worker) writeKept(ctx context.Context) error {
	asks := w.unwritten.All()
	if len(asks) == 0 {
		return nil
	}
	if err := w.opts.Store.WriteCaptions(ctx, asks...); err != nil {
		return fmt.Errorf("caption: note what came before: %w", err)
	}
	w.unwritten.LetAllGo()
	return nil
}

// end tries once more to write what is kept, as nobody will afterwards.
func (w *Worker) end(ctx context.Context) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	if err := w.writeKept(ctx); err != nil {
		w.opts.Log.Warn("answers about pictures could not be written, they will be asked for again", "error", err)
		w.unwritten.LetAllGo()
	}
}
