package run

import (
	"context"
	"net/http"
	"sync/atomic"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/internal/social"
)

// maxRefused is how many items may be refused in a row: one may be for members
// only, but a server that refuses all of them refuses Earshot.
const maxRefused = 3

// readPage reads the answer to the lane's next request. Its error ends the lane,
// or is a fault of our own.
func (s *step) readPage(ctx context.Context) error {
	req := s.Frontier[0]
	s.Frontier = s.Frontier[1:]
	resp, err := s.fetch(ctx, req)
	if err == nil {
		err = s.readAnswer(ctx, req, resp)
	}
	switch {
	case err == nil && isBelow(req):
		s.RefusedBelow = 0
	case err == nil:
		s.Refused = 0
	case crawler.IsInternal(ctx, err):
		return err
	case req.Asks != nil:
		s.noteFailed(req, err)
		return nil
	case len(req.Fallback(err)) > 0:
		s.enqueue(req.Fallback(err))
		return nil
	case s.lacksComments(err):
		s.Items, s.Missed = s.Items+1, s.Missed+1
		s.Skip("%v", err)
	case s.canSkip(req, err):
		s.leaveList(req.List)
		s.forgetThread(req)
		s.Items, s.Missed = s.Items+1, s.Missed+1
		s.Skip("%v", err)
		if req.Within == 0 && !isBelow(req) {
			s.Note("%v", err) // a page of the list: what it led to is not known
		}
	case s.canLeave(req, err):
		s.leaveBelow(req, err)
	default:
		return err
	}
	if req.Thread == "" {
		s.Pages++
	}
	if limit := s.pageLimit(); !s.exhausted() && s.Pages >= limit {
		s.Note("stopped at the limit of %d pages; older posts were not read", limit)
		s.leaveRepeats()
		s.Frontier, s.Shown.Cut = nil, true
	}
	return nil
}

// fetch sends req and counts what was sent.
func (s *step) fetch(ctx context.Context, req crawler.Request) (crawler.Response, error) {
	if err := s.spend(ctx); err != nil {
		return crawler.Response{}, err
	}
	var sent atomic.Int64
	observer := fetch.Observer{Requests: &sent, Keep: s.evidence(req)}
	resp, err := s.runner.opts.Fetcher.AskObserved(ctx, s.adapter, s.scope.Source, s.conditional(req), observer)
	s.Requests += sent.Load()
	resp.Request = req
	return resp, err
}

// readAnswer parses the answer to req, gathers its posts and follows what it
// leads to.
func (s *step) readAnswer(ctx context.Context, req crawler.Request, resp crawler.Response) error {
	if resp.Status == http.StatusNotModified {
		if !req.Conditional {
			return social.Errorf(social.CodeBroken, "crawler: %s answered 304 to a request without a condition", req.URL)
		}
		s.Unchanged = true
		s.leaveList(req.List)
		if req.Thread != "" {
			s.rememberThread(req)
		}
		return nil
	}
	page, err := crawler.Parse(ctx, s.runner.opts.Log, s.adapter, s.scope, resp)
	if err != nil {
		s.runner.opts.Fetcher.Hold(resp, err)
		return err
	}
	if page.Pause > 0 {
		s.runner.opts.Fetcher.Hold(resp, crawler.ComeBack(page.Pause, "a whole answer asks for a pause"))
	}
	if req.Asks != nil {
		s.readAsked(req, resp, page)
		return nil
	}
	atEnd, skipped := !page.Unordered && allBefore(page.Posts, s.Since), s.Skipped
	s.Reach.noteReach(req, page, atEnd, s.Since)
	s.Items += int64(len(page.Posts) + len(page.Skipped))
	posts := s.filterPosts(page, s.scope.Source, s.adapter.Info().Platform, resp)
	s.posts = append(s.posts, posts...)
	s.Posts += int64(len(posts))
	s.noteShown(req, page, posts, s.Skipped > skipped)
	// A page that could not be read whole is read again by the next run, changed
	// or not.
	if s.Skipped == skipped && !page.Cut {
		s.keepValidator(req, resp.Header)
	}
	if page.CutBy != nil {
		return social.Errorf(social.CodeBroken, "crawler: %s: %w; the %d posts before that are kept", resp.URL, page.CutBy, len(posts))
	}
	if page.Cut {
		return social.Errorf(social.CodeBroken, "crawler: %s ended before its end; the %d posts before that are kept, and the rest is read again", resp.URL, len(posts))
	}
	if req.Thread != "" {
		if !page.Later {
			s.rememberThread(req)
		}
		for i := range page.Next {
			page.Next[i].Thread = req.Thread
		}
	}
	for i := range page.Next {
		page.Next[i].List = listOf(req, page.Next[i])
	}
	if !atEnd || req.Thread != "" {
		s.follow(page.Next, s.pageLimit())
	}
	s.noteEnd(req, page)
	return nil
}

// pageLimit is how many pages the lane may have. The window of a back-fill is read
// once and may be long.
func (s *step) pageLimit() int {
	if s.isBackfill() {
		return backfillPages * s.runner.opts.MaxPages
	}
	return s.runner.opts.MaxPages
}

// canSkip tells whether the lane can continue without an answer to req, which
// failed with err.
func (s *step) canSkip(req crawler.Request, err error) bool {
	switch code := social.CodeOf(err); {
	case s.Pages == 0:
		return false
	case code == social.CodeNotFound:
		// A page that is gone from the middle of a lane is an item that cannot
		// be read, as posts are deleted while they are read.
		return true
	case req.Within == 0 && !isBelow(req):
		return false
	case isRefusal(code) && isBelow(req):
		s.RefusedBelow++
		return s.RefusedBelow < maxRefused
	case isRefusal(code):
		if host := hostOf(req.URL); host != s.RefusedBy {
			s.Refused, s.RefusedBy = 0, host
		}
		s.Refused++
		return s.Refused < maxRefused
	default:
		return code == social.CodeBroken || code == social.CodeDisallowed || code == social.CodeInvalid
	}
}
