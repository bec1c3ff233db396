package crawler

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"

	"earshot/internal/social"
)

// LaneNames calls the adapter's Lanes. The error has code invalid for a source
// that names nothing to read, and broken for an adapter that panicked.
func LaneNames(adapter Adapter, src social.Source) (names []string, err error) {
	defer func() {
		if p := recover(); p != nil {
			names, err = nil, social.Errorf(social.CodeBroken, "crawler: lanes of source %s: the adapter panicked: %v", src.Name, p)
		}
	}()
	names = adapter.Lanes(src)
	if len(names) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "crawler: source %s names nothing to read", src.Name)
	}
	return names, nil
}

// Start calls the adapter's Start; a panic there becomes an error with code
// broken, so that it ends the lane and not the process.
func Start(adapter Adapter, scope Scope) (req Request, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = social.Errorf(social.CodeBroken, "the adapter panicked: %v", p)
		}
	}()
	return adapter.Start(scope)
}

// Parse calls the adapter's Parse; a panic there becomes an error with code
// broken, so that it ends the lane and not the process. An error without a code
// gets code broken too: the answer is not what was promised. Where a login, a
// captcha or a bot wall explains an unreadable or empty answer, the error names it.
// An answer over the size limit is read as far as it goes, and is Cut.
func Parse(ctx context.Context, log *slog.Logger, adapter Adapter, scope Scope, resp Response) (page Page, err error) {
	defer func() {
		if p := recover(); p != nil {
			log.ErrorContext(ctx, "an adapter panicked", "source", scope.Source.Name, "lane", scope.Lane,
				"url", resp.URL, "panic", p, "stack", string(debug.Stack()))
			err = social.Errorf(social.CodeBroken, "%s: the adapter panicked: %v", resp.URL, p)
		}
	}()
	if resp.Over > 0 {
		resp.Body = beginning(resp.Body)
	}
	page, err = adapter.Parse(scope, resp)
	if social.CodeOf(err) == social.CodeInternal {
		err = social.Errorf(social.CodeBroken, "%s: %w", resp.URL, err)
	}
	if err = explain(resp, page, err); resp.Over > 0 {
		page.Cut, page.CutBy = true, OverLimit(resp.Over)
		if err != nil {
			err = social.Errorf(social.CodeOf(err), "%s: %w: %w", resp.URL, page.CutBy, err)
		}
	}
	return page, err
}

// explain returns the gate that stands in an answer which an adapter could not
// read, or in which it found nothing at all; else it returns fault as it is.
func explain(resp Response, page Page, fault error) error {
	switch {
	case fault == nil && (page.Valid || len(page.Posts)+len(page.Skipped)+len(page.Next) > 0),
		fault != nil && social.CodeOf(fault) != social.CodeBroken,
		resp.Status == http.StatusNotModified:
		return fault
	}
	if found := resp.Gate(); found != nil {
		return found
	}
	return fault
}

// IsInternal tells whether err is a fault of Earshot (a store that is down, a
// context that ended) and not of the platform.
func IsInternal(ctx context.Context, err error) bool {
	return ctx.Err() != nil || social.CodeOf(err) == social.CodeInternal
}
