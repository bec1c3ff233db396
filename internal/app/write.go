package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/stream"
)

// write stores a batch and tells whether it did. When it cannot, the batch goes
// back to the stream.
func (a *analysing) write(ctx context.Context, b batch) bool {
	started := time.Now()
	a.owe(b)
	// What the posts change in others comes before them: dying in between, the
	// batch is read again beside what was stored before it and changes the same.
	if err := a.store.Regroup(ctx, latestFirst(a.unwritten)); err != nil {
		a.handBack(ctx, b, err)
		return false
	}
	clear(a.unwritten)
	if err := a.insert(ctx, b.entries); err != nil {
		a.handBack(ctx, b, err)
		return false
	}
	a.log.Debug("posts stored", "posts", len(b.entries), "analysis", b.analysis, "storage", time.Since(started))
	return true
}

// owe notes the originals that are to be stored with a batch.
func (a *analysing) owe(b batch) {
	maps.Copy(a.unwritten, b.originals)
	for _, e := range b.entries {
		// One that was owed since a batch before has an answer that is newer.
		if c, owed := a.unwritten[e.Post.Key()]; owed && !e.Post.Deleted {
			c.Original = e.Analysis.Original
			a.unwritten[c.Key] = c
		}
	}
}

// settle asks for the pictures of a stored batch and for opinions on it, and
// acknowledges it.
func (a *analysing) settle(ctx context.Context, b batch) {
	if err := errors.Join(a.askPictures(ctx, b.entries), a.opinions.askOpinions(ctx, b.entries)); err != nil {
		a.handBack(ctx, b, err)
		return
	}
	for _, d := range b.deliveries {
		if err := d.Ack(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("posts not acknowledged, they will be read again", "error", err)
		}
	}
}

// handBack returns a batch to the stream, to be tried again.
func (a *analysing) handBack(ctx context.Context, b batch, why error) {
	if ctx.Err() == nil {
		a.log.Warn("posts not stored, will try again", "posts", len(b.entries), "error", why)
	}
	for _, d := range b.deliveries {
		if err := d.Nak(retryWait); err != nil && ctx.Err() == nil {
			a.log.Warn("posts not handed back, they return by themselves", "error", err)
		}
	}
}

// insert writes entries. Posts that storage refuses, because they can never be
// stored, are counted and logged; the others of the batch are stored.
func (a *analysing) insert(ctx context.Context, entries []storage.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	if err := a.forgetPictures(ctx, entries); err != nil {
		return err
	}
	written, err := a.store.Write(ctx, entries)
	if err != nil && social.CodeOf(err) != social.CodeInvalid {
		return err
	}
	a.counts.new.Add(int64(written.New))
	a.counts.updated.Add(int64(written.Updated))
	a.counts.stale.Add(int64(written.Stale))
	a.counts.erased.Add(int64(written.Erased))
	if err != nil {
		refused := len(entries) - written.New - written.Updated - written.Stale - written.Erased - written.Unknown
		a.counts.refused.Add(int64(refused))
		a.log.Error("posts refused by storage", "posts", refused, "error", err)
	}
	return nil
}

// askPictures puts the pictures of the stored posts on the media stream. The
// key is the address, so a picture asked for twice waits once.
func (a *analysing) askPictures(ctx context.Context, entries []storage.Entry) error {
	var messages []stream.Message
	for _, e := range entries {
		for _, img := range e.Post.Images {
			task, err := json.Marshal(social.MediaTask{URL: img.URL, Referrer: e.Post.URL, Source: e.Post.Source})
			if err != nil {
				return fmt.Errorf("app: encode media task: %w", err)
			}
			messages = append(messages, stream.Message{Key: img.URL, Data: task})
		}
	}
	if len(messages) == 0 {
		return nil
	}
	if err := a.pictures.Put(ctx, messages...); err != nil {
		return fmt.Errorf("app: ask for pictures: %w", err)
	}
	return nil
}
