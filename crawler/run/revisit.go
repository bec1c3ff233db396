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

// readAsked reads the answer to a request that asked for a stored post. What else the
// answer holds was not asked for. One without the post, or in which it is odd, is none.
func (s *step) readAsked(req crawler.Request, resp crawler.Response, page crawler.Page) {
	var on []crawler.Request
	for _, next := range page.Next {
		if next.Continues {
			next.Asks, next.Within = req.Asks, anyNumber
			on = append(on, next)
		}
	}
	page.Next = nil
	page.Posts = slices.DeleteFunc(page.Posts, func(p social.Post) bool { return p.ID != req.Asks.ID })
	there, gone := page.There || len(page.Posts) > 0, len(page.Posts) > 0 && page.Posts[0].Deleted
	if !there && len(on) > 0 {
		s.enqueue(on)
		return
	}
	if gone {
		s.noteUnanswered(req, crawler.Withdrawn("%s says that the post is gone", resp.URL))
		return
	}
	for i := range page.Posts {
		p := &page.Posts[i]
		p.ParentID, p.ThreadID = cmp.Or(p.ParentID, req.Asks.ParentID), cmp.Or(p.ThreadID, req.Asks.ThreadID)
	}
	s.Items += int64(len(page.Posts) + len(page.Skipped))
	skipped := s.Skipped
	posts := s.filterPosts(page, s.scope.Source, s.adapter.Info().Platform, resp)
	s.Missed += s.Skipped - skipped
	s.posts = append(s.posts, posts...)
	s.Posts += int64(len(posts))
	if !there || !page.There && s.Skipped > skipped {
		s.noteUnanswered(req, social.Errorf(social.CodeBroken, "%s does not show the post, or not so that it can be read", resp.URL))
		return
	}
	s.noteFound(req)
	for _, p := range posts {
		if total := p.Engagement.Total(); s.Lane == record.RevisitLane && total != nil && req.Asks.Engagement != nil && *total > *req.Asks.Engagement {
			putLast(&s.Cursor.Revisits.Growing, req.Asks.ID)
		}
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
	if others := req.Fallback(fault); len(others) > 0 && !crawler.IsWithdrawn(fault) {
		for _, other := range others {
			other.Asks, other.Within = req.Asks, anyNumber
			s.enqueue([]crawler.Request{other})
		}
		return
	}
	id := req.Asks.ID
	s.Cursor.Revisits.drop(id)
	switch {
	case req.Asks.Control:
	case social.CodeOf(fault) == social.CodeNotFound:
		if !crawler.IsWithdrawn(fault) {
			s.mistrust(hostOf(req.URL))
		}
		s.Gone = append(s.Gone, gonePost{id, s.runner.opts.Clock.Now(), hostOf(req.URL), crawler.IsWithdrawn(fault)})
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
