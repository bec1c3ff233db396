// Package probe takes a first look at a source, as a crawl would see it, and
// stores nothing.
package probe

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// Lane is what a first look at a lane of a source found.
type Lane struct {
	Name string
	// Requests are the addresses asked, in order.
	Requests []string
	Posts    []social.Post
	// Skipped are the items that a crawl would not store, with why.
	Skipped []crawler.Skip
	// Unread are the values that could not be read of Posts, with why.
	Unread []crawler.Skip
	// Notes say what was guessed of the answers.
	Notes []string
	// Undated are the posts without a believable date, with why: a crawl dates
	// them by when it saw them first.
	Undated []crawler.Skip
	// More tells whether the lane continues.
	More bool
	// Fault is why the lane ended; nil when it did not fail.
	Fault error
}

// State is what the state of a source would be after this look.
func (l Lane) State() social.SourceState {
	switch {
	case l.Fault != nil:
		return record.StateOf(l.Fault)
	case len(l.Skipped) > len(l.Posts):
		return social.SourcePartial // as of a crawl; see record.Ended
	default:
		return social.SourceOK
	}
}

// Look reads the beginning of each lane of src: at most the given number of
// answers of a lane, and no further than the first with posts.
func Look(ctx context.Context, log *slog.Logger, fetcher *fetch.Fetcher, adapter crawler.Adapter, src social.Source, answers int) ([]Lane, error) {
	if stream, ok := crawler.StreamerOf(adapter, src); ok {
		return []Lane{lookAtStream(ctx, fetcher, stream, src)}, nil
	}
	names, err := crawler.LaneNames(adapter, src)
	if err != nil {
		return nil, err
	}
	lanes := make([]Lane, 0, len(names))
	for _, name := range names {
		lane := look(ctx, log, fetcher, adapter, crawler.Scope{Source: src, Lane: name}, answers)
		if ctx.Err() != nil {
			return lanes, fmt.Errorf("crawler: look at %s: %w", src.Name, context.Cause(ctx))
		}
		lanes = append(lanes, lane)
	}
	return lanes, nil
}

// First reads the first answer of the first lane of src.
func First(ctx context.Context, log *slog.Logger, fetcher *fetch.Fetcher, adapter crawler.Adapter, src social.Source) Lane {
	if stream, ok := crawler.StreamerOf(adapter, src); ok {
		return lookAtStream(ctx, fetcher, stream, src)
	}
	names, err := crawler.LaneNames(adapter, src)
	if err != nil {
		return Lane{Name: src.Name, Fault: err}
	}
	return look(ctx, log, fetcher, adapter, crawler.Scope{Source: src, Lane: names[0]}, 1)
}

func look(ctx context.Context, log *slog.Logger, fetcher *fetch.Fetcher, adapter crawler.Adapter, scope crawler.Scope, answers int) Lane {
	l := Lane{Name: scope.Lane}
	first, err := crawler.Start(adapter, scope)
	if err != nil {
		l.Fault = err
		return l
	}
	frontier := []crawler.Request{first}
	for len(frontier) > 0 && len(l.Requests) < answers && len(l.Posts) == 0 {
		req := frontier[0]
		frontier = frontier[1:]
		l.Requests = append(l.Requests, req.URL)
		resp, err := fetcher.Ask(ctx, adapter, scope.Source, req)
		if other := req.Fallback(err); len(other) > 0 {
			frontier = append(frontier, other...)
			continue
		}
		if err != nil {
			l.Fault = err
			return l
		}
		resp.Request = req
		page, err := crawler.Parse(ctx, log, adapter, scope, resp)
		if other := req.Fallback(err); len(other) > 0 {
			frontier = append(frontier, other...)
			continue
		}
		if err != nil {
			l.Fault = err
			return l
		}
		if page.Pause > 0 {
			fetcher.Hold(resp, crawler.ComeBack(page.Pause, "a whole answer asks for a pause"))
		}
		if resp.Unheeded != nil {
			l.Notes = append(l.Notes, fmt.Sprintf("%v; it is an interface offered to programs, whose terms decide", resp.Unheeded))
		}
		if page.CutBy != nil {
			l.Notes = append(l.Notes, page.CutBy.Error())
		}
		l.addPage(page, adapter.Info().Platform, resp.At)
		frontier = append(frontier, page.Next...)
	}
	l.More = len(frontier) > 0
	return l
}

// addPage sorts the posts of a page into those a crawl would store and the others.
func (l *Lane) addPage(page crawler.Page, platform string, at time.Time) {
	l.Skipped = append(l.Skipped, page.Skipped...)
	l.Unread = append(l.Unread, page.Unread...)
	l.Notes = append(l.Notes, page.Notes...)
	for i, post := range page.Posts {
		if post.Deleted {
			continue
		}
		where := fmt.Sprintf("post %d (%q)", i+1, post.ID)
		if err := crawler.CheckPost(post, platform); err != nil {
			l.Skipped = append(l.Skipped, crawler.Skip{Where: where, Err: err})
			continue
		}
		if why := page.DatePost(&post, at); why != nil {
			l.Undated = append(l.Undated, crawler.Skip{Where: where, Err: why})
		}
		l.Posts = append(l.Posts, post)
	}
}
