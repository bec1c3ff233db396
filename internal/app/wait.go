package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
)

// idlePoll is how often work that must end is asked whether it has.
const idlePoll = 50 * time.Millisecond

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

// WaitFor returns when done says so.
func (a *App) WaitFor(ctx context.Context, done func() (bool, error)) error {
	tick := time.NewTicker(idlePoll)
	defer tick.Stop()
	for {
		ended, err := done()
		if err != nil || ended {
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
