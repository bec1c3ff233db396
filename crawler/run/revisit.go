package run

import (
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
	// trustedGone is how many missing posts are taken as deleted without further
	// evidence. With more missing, at least half of those asked for must be found:
	// a server that finds none has moved its interface, and its authors have
	// deleted nothing.
	trustedGone = 2
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
}

// hasRevisitLane tells whether a run of src has a revisit lane.
func (r *Runner) hasRevisitLane(src social.Source, adapter crawler.Adapter) bool {
	_, able := adapter.(crawler.Revisiter)
	return able && r.opts.Due != nil && src.Revisits > 0
}

// revisitRequests returns the requests of a revisit lane.
func (s *step) revisitRequests(ctx context.Context) ([]crawler.Request, error) {
	revisiter, able := s.adapter.(crawler.Revisiter)
	if !able || s.runner.opts.Due == nil {
		return nil, nil
	}
	refs, err := s.runner.opts.Due.Due(ctx, crawler.Wish{
		Source: s.Source, Growing: s.Cursor.Revisits.Growing, Except: s.Cursor.Revisits.Unanswered, Limit: s.scope.Source.Revisits,
	})
	if err != nil {
		return nil, social.Errorf(social.CodeInternal, "crawler: posts of %s that are due: %w", s.Source, err)
	}
	var requests []crawler.Request
	for _, ref := range refs {
		if req, ok := revisiter.Revisit(s.scope, ref); ok {
			req.Asks = &ref
			requests = append(requests, req)
			continue
		}
		// It cannot be read, and would otherwise stay the most overdue for ever.
		putLast(&s.Cursor.Revisits.Unanswered, ref.ID)
	}
	s.Asked = len(requests)
	return requests, nil
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

// onlyPost leaves of a page the post that was asked for.
func onlyPost(page crawler.Page, id string) crawler.Page {
	page.Posts = slices.DeleteFunc(page.Posts, func(p social.Post) bool { return p.ID != id })
	page.Next = nil
	return page
}

// noteAnswered notes the answer to a request that asked for a stored post.
func (t *task) noteAnswered(ref crawler.Reference, posts []social.Post) {
	t.Cursor.Revisits.drop(ref.ID)
	for _, p := range posts {
		if total := p.Engagement.Total(); total != nil && ref.Engagement != nil && *total > *ref.Engagement {
			putLast(&t.Cursor.Revisits.Growing, ref.ID)
		}
	}
}

// noteAsked notes the answer to a request that asked for a stored post; one without that
// post, or in which it is odd, is none.
func (t *task) noteAsked(ref crawler.Reference, posts []social.Post, resp crawler.Response) {
	if len(posts) > 0 {
		t.noteAnswered(ref, posts)
		return
	}
	t.noteUnanswered(ref, social.Errorf(social.CodeBroken, "%s does not show the post, or not so that it can be read", resp.URL), resp.At)
}

// noteUnanswered notes the failure of a request that asked for a stored post. One
// server of many that is out of reach, or one post that is no longer public, does
// not end the lane.
func (t *task) noteUnanswered(ref crawler.Reference, fault error, now time.Time) {
	t.Cursor.Revisits.drop(ref.ID)
	if social.CodeOf(fault) == social.CodeNotFound {
		t.Gone = append(t.Gone, gonePost{ref.ID, now})
		return
	}
	putLast(&t.Cursor.Revisits.Unanswered, ref.ID)
	t.Failed++
	if t.Why == "" {
		t.Why = record.Shorten(fault.Error())
	}
}

// markDeleted adds a tombstone for each post that was not found, at the end of a
// revisit lane. It fails where too many were not found to be believed. A lane of
// another kind has none.
func (s *step) markDeleted() error {
	if len(s.Gone) > trustedGone && 2*len(s.Gone) > s.Asked {
		return social.Errorf(social.CodeBroken, "crawler: %d of %d posts that were asked for again are not found; that many are not taken for deleted", len(s.Gone), s.Asked)
	}
	for _, gone := range s.Gone {
		s.posts = append(s.posts, tombstone(s.adapter.Info().Platform, gone.ID, s.Source, gone.At))
	}
	s.Gone = nil
	if s.Failed > trustedGone && s.Failed == s.Asked {
		s.Note("none of %d posts could be read again, the first because %s", s.Asked, s.Why)
	}
	return nil
}
