package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"earshot/internal/social"
)

// Probe is what a first look at a lane of a source found.
type Probe struct {
	Lane string
	// Requests are the addresses asked, in order.
	Requests []string
	Posts    []social.Post
	// Skipped are the items that a crawl would not store, with why.
	Skipped []Skip
	// More tells whether the lane goes on.
	More bool
	// Fault is why the lane ended; nil when it did not fail.
	Fault error
}

// State is what the state of a source would be after this look.
func (p Probe) State() social.SourceState {
	switch {
	case p.Fault != nil:
		return stateOf(p.Fault)
	case len(p.Skipped) > 0:
		return social.SourcePartial
	default:
		return social.SourceOK
	}
}

// Look reads the beginning of each lane of src, as a crawl would, and stores
// nothing: at most answers of a lane, and no further than the first with posts.
func Look(ctx context.Context, log *slog.Logger, fetcher *Fetcher, adapter Adapter, src social.Source, answers int) ([]Probe, error) {
	if stream, ok := streamer(adapter, src); ok {
		return []Probe{eavesdrop(ctx, fetcher, stream, src)}, nil
	}
	names, err := laneNames(adapter, src)
	if err != nil {
		return nil, err
	}
	probes := make([]Probe, 0, len(names))
	for _, name := range names {
		probe := look(ctx, log, fetcher, adapter, Scope{Source: src, Lane: name}, answers)
		if ctx.Err() != nil {
			return probes, fmt.Errorf("crawler: look at %s: %w", src.Name, context.Cause(ctx))
		}
		probes = append(probes, probe)
	}
	return probes, nil
}

func look(ctx context.Context, log *slog.Logger, fetcher *Fetcher, adapter Adapter, scope Scope, answers int) Probe {
	p := Probe{Lane: scope.Lane}
	first, err := start(adapter, scope)
	if err != nil {
		p.Fault = err
		return p
	}
	frontier := []Request{first}
	for len(frontier) > 0 && len(p.Requests) < answers && len(p.Posts) == 0 {
		req := frontier[0]
		frontier = frontier[1:]
		p.Requests = append(p.Requests, req.URL)
		resp, err := fetcher.ask(ctx, adapter, scope.Source, req, fetcher.errand(adapter))
		if other := req.instead(err); len(other) > 0 {
			frontier = append(frontier, other...)
			continue
		}
		if err != nil {
			p.Fault = err
			return p
		}
		resp.Request = req
		page, err := parse(ctx, log, adapter, scope, resp)
		if other := req.instead(err); len(other) > 0 {
			frontier = append(frontier, other...)
			continue
		}
		if err != nil {
			p.Fault = err
			return p
		}
		p.take(page, adapter.Info().Platform, resp.At)
		frontier = append(frontier, page.Next...)
	}
	p.More = len(frontier) > 0
	return p
}

// take sorts the posts of a page into those a crawl would store and the others.
func (p *Probe) take(page Page, platform string, at time.Time) {
	p.Skipped = append(p.Skipped, page.Skipped...)
	for i, post := range page.Posts {
		if why := unfit(post, platform, at); why != "" {
			p.Skipped = append(p.Skipped, Skip{Where: fmt.Sprintf("post %d (%q)", i+1, post.ID), Err: errors.New(why)})
			continue
		}
		p.Posts = append(p.Posts, post)
	}
}
