package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
)

// idlePoll is how often work that must end is asked whether it has.
const idlePoll = 50 * time.Millisecond

// awayFor is how long a part may be out of reach before work that must end fails.
const awayFor = 30 * time.Second

// WhileStreamsAnswer returns a context that ends, with social.CodeUnavailable, when the
// streams have been out of reach for awayFor, as when the Earshot that holds them was
// killed. It is to be left.
func (a *App) WhileStreamsAnswer(ctx context.Context) (here context.Context, leave func()) {
	here, end := context.WithCancelCause(ctx)
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-here.Done():
				return
			case <-tick.C:
			}
			if out, away := a.Streams.Outage(); away && time.Since(out.Since) >= awayFor {
				end(social.Errorf(social.CodeUnavailable, "app: the streams have not answered for %s: what was worked beside may have ended", awayFor))
			}
		}
	})
	return here, func() {
		end(nil)
		watching.Wait()
	}
}

// Chosen is the named sources, or all of them.
func (a *App) Chosen(names []string) ([]string, error) {
	var known []string
	for _, s := range a.Sources {
		known = append(known, s.Name)
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return nil, social.Errorf(social.CodeInvalid, "%s", query.UnknownName("source", n, known))
		}
	}
	if len(names) == 0 {
		names = known
	}
	if len(names) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "the configuration has no sources")
	}
	return names, nil
}

// WaitFor returns when done says so. A part that cannot be reached for a moment, as a
// server that is started anew, is asked again for awayFor.
func (a *App) WaitFor(ctx context.Context, done func() (bool, error)) error {
	tick := time.NewTicker(idlePoll)
	defer tick.Stop()
	var away time.Time
	for {
		ended, err := done()
		switch {
		case err == nil && ended:
			return nil
		case err == nil:
			away = time.Time{}
		case social.CodeOf(err) != social.CodeUnavailable:
			return err
		case away.IsZero():
			away = time.Now()
		case time.Since(away) >= awayFor:
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// WaitForPosts returns when no more than most messages wait in the posts stream.
func (a *App) WaitForPosts(ctx context.Context, most int) error {
	return a.WaitFor(ctx, func() (bool, error) {
		n, err := a.Streams.Posts.Pending(ctx)
		if err != nil {
			return false, fmt.Errorf("app: count what waits: %w", err)
		}
		return n <= most, nil
	})
}

// PicturesPending is how many pictures are to be fetched or described, but for those that
// wait for hosts which are left alone.
func (a *App) PicturesPending(ctx context.Context) (int, error) {
	n, err := a.Streams.Media.Pending(ctx)
	return max(0, n-a.PictureWorker.Waiting()), err
}
