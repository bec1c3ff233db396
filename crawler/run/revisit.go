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
	// remembered bounds the posts a revisit lane remembers of each kind.
	remembered = 500
	// goneBelieved is how many missing posts are believed without a doubt. Of
	// more, half of those asked for must be there: a server that finds none
	// has moved its interface, and its authors have deleted nothing.
	goneBelieved = 2
)

// revisits is what a revisit lane remembers and learns.
type revisits struct {
	Growing    []string `json:"growing,omitempty"`
	Unanswered []string `json:"unanswered,omitempty"`
}

// absence is a post that was not found when it was asked for.
type absence struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}

// rereads tells whether a run of src has a revisit lane.
func (r *Runner) rereads(src social.Source, adapter crawler.Adapter) bool {
	_, able := adapter.(crawler.Revisiter)
	return able && r.opts.Due != nil && src.Revisits > 0
}

// startRevisits returns the requests of a revisit lane.
func (r *Runner) startRevisits(ctx context.Context, t *task, adapter crawler.Adapter, scope crawler.Scope) ([]crawler.Request, error) {
	again, able := adapter.(crawler.Revisiter)
	if !able || r.opts.Due == nil {
		return nil, nil
	}
	refs, err := r.opts.Due.Due(ctx, crawler.Wish{
		Source: t.Source, Growing: t.Cursor.Revisits.Growing, Except: t.Cursor.Revisits.Unanswered, Limit: scope.Source.Revisits,
	})
	if err != nil {
		return nil, social.Errorf(social.CodeInternal, "crawler: posts of %s that are due: %w", t.Source, err)
	}
	var requests []crawler.Request
	for _, ref := range refs {
		if req, ok := again.Revisit(scope, ref); ok {
			req.Asks = &ref
			requests = append(requests, req)
			continue
		}
		// It would be the most overdue for ever.
		putLast(&t.Cursor.Revisits.Unanswered, ref.ID)
	}
	t.Asked = len(requests)
	return requests, nil
}

// putLast puts id at the end of a list, and drops the longest known when it is full.
func putLast(list *[]string, id string) {
	*list = append(slices.DeleteFunc(*list, func(known string) bool { return known == id }), id)
	if over := len(*list) - remembered; over > 0 {
		*list = slices.Delete(*list, 0, over)
	}
}

func (v *revisits) forget(id string) {
	same := func(known string) bool { return known == id }
	v.Growing, v.Unanswered = slices.DeleteFunc(v.Growing, same), slices.DeleteFunc(v.Unanswered, same)
}

// only leaves of a page the post that was asked for.
func only(page crawler.Page, id string) crawler.Page {
	page.Posts = slices.DeleteFunc(page.Posts, func(p social.Post) bool { return p.ID != id })
	page.Next = nil
	return page
}

// reread takes in the answer to a request that asked for a post.
func (t *task) reread(ref crawler.Reference, posts []social.Post) {
	t.Cursor.Revisits.forget(ref.ID)
	for _, p := range posts {
		if total := p.Engagement.Total(); total != nil && ref.Engagement != nil && *total > *ref.Engagement {
			putLast(&t.Cursor.Revisits.Growing, ref.ID)
		}
	}
}

// unanswered takes in a fault of the platform on a request that asked for a
// post. One server of many that is out of reach, or one post that is not for
// everybody, does not end the lane.
func (t *task) unanswered(ref crawler.Reference, fault error, now time.Time) {
	t.Cursor.Revisits.forget(ref.ID)
	if social.CodeOf(fault) == social.CodeNotFound {
		t.Gone = append(t.Gone, absence{ref.ID, now})
		return
	}
	putLast(&t.Cursor.Revisits.Unanswered, ref.ID)
	t.Failed++
	if t.Why == "" {
		t.Why = record.Shorten(fault.Error())
	}
}

// bury turns what was missing into tombstones at the end of the lane, unless
// too much was.
func (t *task) bury(platform string) error {
	if len(t.Gone) > goneBelieved && 2*len(t.Gone) > t.Asked {
		return social.Errorf(social.CodeBroken, "crawler: %d of %d posts that were asked for again are not found; that many are not taken for deleted", len(t.Gone), t.Asked)
	}
	for _, gone := range t.Gone {
		t.read = append(t.read, tombstone(platform, gone.ID, t.Source, gone.At))
	}
	t.Gone = nil
	if t.Failed > goneBelieved && t.Failed == t.Asked {
		t.Note("none of %d posts could be read again, the first because %s", t.Asked, t.Why)
	}
	return nil
}
