package caption

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// handOn hands answers that do not stand beside their pictures to the picture worker. Of
// those that do only what they took is kept.
func (w *Worker) handOn(ctx context.Context) error {
	said, err := w.opts.Store.CaptionsSaid(ctx, listed)
	if err != nil {
		return fmt.Errorf("caption: look for answers: %w", err)
	}
	var stand []string
	for sha, urls := range said {
		if len(urls) == 0 {
			stand = append(stand, sha)
			continue
		}
		if err := w.hand(ctx, sha, urls); err != nil {
			return err
		}
	}
	return w.settled(ctx, stand)
}

// hand puts the pictures with these bytes on the media stream, unless that was done just now.
func (w *Worker) hand(ctx context.Context, sha string, urls []string) error {
	w.mu.Lock()
	recent := time.Since(w.handed[sha]) < handedAgain
	w.mu.Unlock()
	if recent {
		return nil
	}
	jobs := make([]pipeline.Job, 0, len(urls))
	for _, url := range urls {
		data, err := json.Marshal(social.MediaTask{URL: url})
		if err != nil {
			return fmt.Errorf("caption: encode media task: %w", err)
		}
		jobs = append(jobs, pipeline.Job{Key: url, Data: data})
	}
	if err := w.opts.Pictures.Put(ctx, jobs...); err != nil {
		return fmt.Errorf("caption: hand on what was said: %w", err)
	}
	w.mu.Lock()
	w.handed[sha] = time.Now()
	w.mu.Unlock()
	return nil
}

// settled notes that answers stand beside their pictures.
func (w *Worker) settled(ctx context.Context, shas []string) error {
	known, err := w.opts.Store.CaptionAsks(ctx, shas)
	if err != nil {
		return err
	}
	var asks []social.CaptionAsk
	for sha, a := range known {
		if a.Step != social.CaptionSaid {
			continue
		}
		a.Step, a.Said, a.At = social.CaptionGiven, social.Caption{}, w.after(a.At)
		asks = append(asks, a)
		w.mu.Lock()
		delete(w.handed, sha)
		w.mu.Unlock()
	}
	return w.opts.Store.WriteCaptions(ctx, asks...)
}

// after is now, and later than what was noted before.
func (w *Worker) after(noted time.Time) time.Time {
	now := w.opts.Budget.Now().UTC()
	if least := noted.Add(time.Microsecond); now.Before(least) {
		return least
	}
	return now
}
