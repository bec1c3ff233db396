package seen

import (
	"context"
	"errors"
	"time"

	"earshot/internal/pipeline"
)

const (
	// sweepEvery is how often is looked for what was forgotten or waits for too long, and
	// sweepAfter since when marks of pictures are taken for forgotten.
	sweepEvery = 20 * time.Second
	sweepAfter = time.Minute
	// sweepPage is how much is swept at once.
	sweepPage = 500
)

// Run sweeps until ctx ends: pictures that were written by someone who did not match their
// posts, and posts that wait for longer than they may.
func (m *Matcher) Run(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := pipeline.Guard(func() error { return m.Sweep(ctx) }); err != nil && ctx.Err() == nil {
			m.opts.Log.Warn("posts could not be matched with their pictures, will try again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Sweep is one look of Run. What keeps pictures from being matched keeps no post waiting, and
// nothing from being forgotten.
func (m *Matcher) Sweep(ctx context.Context) error {
	return errors.Join(m.sweepPictures(ctx), m.sweepHeld(ctx), m.sweepForgotten(ctx))
}

func (m *Matcher) sweepPictures(ctx context.Context) error {
	for {
		urls, err := m.opts.Store.PicturesDueBefore(ctx, m.opts.Now().Add(-sweepAfter), sweepPage)
		if err != nil || len(urls) == 0 {
			return err
		}
		if err := m.sweepEach(ctx, urls); err != nil || len(urls) < sweepPage {
			return err
		}
	}
}

// sweepEach matches the posts of pictures, and of each picture by itself where one of
// them cannot be matched: that is left to a later look, and due behind all others.
func (m *Matcher) sweepEach(ctx context.Context, urls []string) error {
	if err := m.Pictures(ctx, urls); err == nil || !errors.Is(err, errBusy) {
		return err
	}
	var stuck []string
	for _, url := range urls {
		err := m.Pictures(ctx, []string{url})
		if errors.Is(err, errBusy) {
			stuck = append(stuck, url)
			m.opts.Log.Warn("posts of a picture could not be matched with it, will try again", "url", url, "error", err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return m.opts.Store.MarkPicturesDue(ctx, stuck)
}

// sweepHeld lets go of posts that wait for too long. That nothing reads pictures here says
// nothing of other processes, for which posts wait.
func (m *Matcher) sweepHeld(ctx context.Context) error {
	before := m.opts.Now().Add(-m.opts.Caps.Time)
	for {
		held, err := m.opts.Store.HeldSince(ctx, before, sweepPage)
		if err != nil {
			return err
		}
		if err := m.put(ctx, held); err != nil || len(held) < sweepPage {
			return err
		}
	}
}
