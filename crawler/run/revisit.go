package run

import (
	"cmp"
	"context"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

const (
	// maxRemembered limits the posts a revisit lane remembers of each kind.
	maxRemembered = 500
	// trustedGone is how many posts that are just not found are taken as deleted while
	// fewer than half of those asked for are found: a server that finds next to none
	// has moved its interface, and its authors have deleted nothing.
	trustedGone = 2
	// maxHalved is how many requests for several posts are made anew for half of them.
	maxHalved = 32
	// anyNumber is for requests whose number nothing bounds but what is asked for.
	anyNumber = 1 << 20
)

// revisits is what a revisit lane keeps from one run to the next.
type revisits struct {
	Growing    []string `json:"growing,omitempty"`
	Unanswered []string `json:"unanswered,omitempty"`
}

// gonePost is a post that was not found when it was read again.
type gonePost struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
	// Host was asked for it, and Said tells whether it said that there is no such post.
	Host string `json:"host,omitempty"`
	Said bool   `json:"said,omitempty"`
	// Page is the request that was made, where it was made for this post, or for all that
	// stands at its address. The address alone would not do: that of an interface may be
	// one for all posts, which the body then names.
	Page string `json:"page,omitempty"`
}

// hasRevisitLane tells whether a run of src has a revisit lane.
func (r *Runner) hasRevisitLane(src social.Source, adapter crawler.Adapter) bool {
	return r.opts.Due != nil && src.Revisits > 0 && crawler.CanRevisit(adapter, src) == nil
}

// beginRevisits asks for the posts that are due.
func (s *step) beginRevisits(ctx context.Context) error {
	if !s.runner.hasRevisitLane(s.scope.Source, s.adapter) {
		return nil
	}
	refs, err := s.runner.opts.Due.Due(ctx, crawler.Wish{
		Source: s.Source, Growing: s.Cursor.Revisits.Growing, Except: s.Cursor.Revisits.Unanswered, Limit: s.scope.Source.Revisits,
		Eager: s.scope.Source.Eager, Before: s.Started,
	})
	if err != nil {
		return social.Errorf(social.CodeInternal, "crawler: posts of %s that are due: %w", s.Source, err)
	}
	able := refs[:0]
	for _, ref := range refs {
		if _, ok := s.adapter.(crawler.Revisiter).Revisit(s.scope, ref); ok {
			able = append(able, ref)
			continue
		}
		// It cannot be read, and would otherwise stay the most overdue for ever.
		putLast(&s.Cursor.Revisits.Unanswered, ref.ID)
	}
	s.askAll(able, func(*crawler.Reference) {})
	return nil
}

// putLast moves or adds id to the end of a list, and drops the first when it is full.
func putLast(list *[]string, id string) {
	*list = append(slices.DeleteFunc(*list, func(known string) bool { return known == id }), id)
	if over := len(*list) - maxRemembered; over > 0 {
		*list = slices.Delete(*list, 0, over)
	}
}

// drop removes a post.
func (v *revisits) drop(id string) {
	same := func(known string) bool { return known == id }
	v.Growing, v.Unanswered = slices.DeleteFunc(v.Growing, same), slices.DeleteFunc(v.Unanswered, same)
}

// readAsked reads the answer to a request that asked for stored posts. What else the
// answer holds was not asked for. One without a post, or in which it is odd, is none.
func (s *step) readAsked(req crawler.Request, resp crawler.Response, page crawler.Page) {
	var on []crawler.Request
	for _, next := range page.Next {
		if next.Continues {
			on = append(on, next)
		}
	}
	page.Next = nil
	wanted, rest, gone := req.Wanted(), []crawler.Reference{}, map[string]bool{}
	page.Posts = slices.DeleteFunc(page.Posts, func(p social.Post) bool {
		gone[p.ID] = gone[p.ID] || p.Deleted
		return p.Deleted || !slices.ContainsFunc(wanted, func(ref crawler.Reference) bool { return ref.ID == p.ID })
	})
	if !page.There && len(page.Posts) == 0 && !gone[req.Asks.ID] && len(on) > 0 {
		for _, next := range on {
			s.askOn(*req.Asks, next)
		}
		return
	}
	// What is not there comes first: of a host that did not find one post, only what it
	// shows after that says that it shows posts.
	for _, ref := range wanted {
		switch {
		case gone[ref.ID]:
			s.noteUnanswered(asking(req, ref), crawler.Withdrawn("%s says that the post is gone", resp.URL))
		case slices.Contains(page.Absent, ref.ID):
			s.noteUnanswered(asking(req, ref), social.Errorf(social.CodeNotFound, "%s does not show the post", resp.URL))
		default:
			rest = append(rest, ref)
		}
	}
	if len(rest) > 0 {
		s.readShown(req, rest, page, resp)
	}
}

// readShown reads those of the posts which req asks for that its answer may show.
func (s *step) readShown(req crawler.Request, wanted []crawler.Reference, page crawler.Page, resp crawler.Response) {
	there := map[string]bool{}
	for i := range page.Posts {
		p := &page.Posts[i]
		at := slices.IndexFunc(wanted, func(ref crawler.Reference) bool { return ref.ID == p.ID })
		if at >= 0 {
			p.ParentID, p.ThreadID = cmp.Or(p.ParentID, wanted[at].ParentID), cmp.Or(p.ThreadID, wanted[at].ThreadID)
			p.URL = cmp.Or(p.URL, wanted[at].URL)
		}
		there[p.ID] = true
	}
	s.Items += int64(len(page.Posts) + len(page.Skipped))
	skipped := s.Skipped
	posts := s.filterPosts(page, s.scope.Source, s.adapter.Info().Platform, resp)
	odd := s.Skipped - skipped
	s.Missed += odd
	s.posts = append(s.posts, posts...)
	s.Posts += int64(len(posts))
	kept := map[string]social.Post{}
	for _, p := range posts {
		kept[p.ID] = p
	}
	for _, ref := range wanted {
		p, whole := kept[ref.ID]
		if !page.There && (!there[ref.ID] || odd > 0 && !whole) {
			s.noteUnanswered(asking(req, ref), social.Errorf(social.CodeBroken, "%s does not show the post, or not so that it can be read", resp.URL))
			continue
		}
		s.noteFound(asking(req, ref))
		if total := p.Engagement.Total(); s.Lane == record.RevisitLane && total != nil && ref.Engagement != nil && *total > *ref.Engagement {
			putLast(&s.Cursor.Revisits.Growing, ref.ID)
		}
	}
}

// asking is req as a request for one of its posts.
func asking(req crawler.Request, ref crawler.Reference) crawler.Request {
	req.Asks, req.Along = &ref, nil
	return req
}

// noteFailed notes the failure of a request for stored posts. What is said of several that
// were joined is not said of each: one of them may be why, so that halves of them are asked for.
func (s *step) noteFailed(req crawler.Request, fault error) {
	code := social.CodeOf(fault)
	if len(req.Along) > 0 && req.Join.Param != "" && (code == social.CodeNotFound || code == social.CodeBroken) {
		if first, second, ok := req.Halves(); ok && s.Halved < maxHalved {
			s.Halved++
			s.Frontier = append([]crawler.Request{first, second}, s.Frontier...)
			return
		}
		fault = social.Errorf(social.CodeBroken, "%v", fault)
	}
	for _, ref := range req.Wanted() {
		s.noteUnanswered(asking(req, ref), fault)
	}
}

// noteFound notes that the platform shows the post that req asks for.
func (t *task) noteFound(req crawler.Request) {
	t.Cursor.Revisits.drop(req.Asks.ID)
	t.settle(postMark(req.Asks.ID))
	if host := hostOf(req.URL); !slices.Contains(t.Found, host) {
		t.Found = append(slices.Clip(t.Found), host)
	}
}

// mistrust notes that a host did not find a post: what it showed before says no more that
// it still shows posts.
func (t *task) mistrust(host string) {
	if at := slices.Index(t.Found, host); at >= 0 {
		t.Found = slices.Delete(slices.Clone(t.Found), at, at+1)
		t.Earlier = append(slices.Clip(t.Earlier), host)
	}
}

// noteUnanswered notes the failure of a request that asked for a stored post. One
// server of many that is out of reach, or one post that is not for everybody, does not
// end the lane.
func (s *step) noteUnanswered(req crawler.Request, fault error) {
	if others := req.Fallback(fault); len(others) > 0 {
		for _, other := range others {
			s.askOn(*req.Asks, other)
		}
		return
	}
	silent := social.CodeOf(fault) == social.CodeNotFound && !crawler.IsWithdrawn(fault)
	if silent && !req.Asks.Again && !req.Asks.Control {
		s.repeat(*req.Asks)
		return
	}
	id := req.Asks.ID
	s.Cursor.Revisits.drop(id)
	switch {
	case req.Asks.Control:
	case social.CodeOf(fault) == social.CodeNotFound:
		if silent {
			s.mistrust(hostOf(req.URL))
		}
		gone := gonePost{ID: id, At: s.runner.opts.Clock.Now(), Host: hostOf(req.URL), Said: !silent}
		if req.Join.Param == "" {
			gone.Page = threadKey(requestMark(req))
		}
		s.Gone = append(s.Gone, gone)
	default:
		if s.Lane == record.RevisitLane {
			putLast(&s.Cursor.Revisits.Unanswered, id)
		}
		s.Failed++
		if s.Why == "" {
			s.Why = record.Shorten(fault.Error())
		}
	}
}
