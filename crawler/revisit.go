package crawler

import (
	"context"
	"slices"
	"time"

	"earshot/internal/social"
)

// revisitLane is the lane on which a run reads single posts again. It has no
// adapter's name: those of adapters are "kind:value".
const revisitLane = "revisit"

const (
	// remembered bounds the posts a revisit lane remembers of each kind.
	remembered = 500
	// goneBelieved is how many missing posts are believed without a doubt. Of
	// more, half of those asked for must be there: a server that finds none
	// has moved its interface, and its authors have deleted nothing.
	goneBelieved = 2
)

// Revisiter is an Adapter whose platform shows single posts. Parse reads the
// answers; of a request that Asks for a post only that post is taken. A status
// of 404 or 410, or a Deleted post on the page, says that it is gone.
type Revisiter interface {
	// Revisit returns the request for a post; false where the platform does not
	// show it by itself.
	Revisit(scope Scope, ref Reference) (Request, bool)
}

// Reference is a stored post that is to be read again.
type Reference struct {
	ID        string    `json:"id"`
	URL       string    `json:"url"`
	CreatedAt time.Time `json:"created_at"`
	FetchedAt time.Time `json:"fetched_at"`
	// Engagement is the total when it was last read; nil when unknown.
	Engagement *int64 `json:"engagement"`
}

// Wish says which posts of a source are wanted to be read again.
type Wish struct {
	Source string
	// Growing are the posts whose engagement had grown when they were last read
	// again; they are due sooner.
	Growing []string
	// Except are posts that did not answer lately.
	Except []string
	// Limit is the most posts wanted.
	Limit int
}

// Due knows which stored posts are due to be read again, the most overdue first.
type Due interface {
	Due(ctx context.Context, wish Wish) ([]Reference, error)
}

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
func (r *Runner) rereads(src social.Source, adapter Adapter) bool {
	_, able := adapter.(Revisiter)
	return able && r.opts.Due != nil && src.Revisits > 0
}

// startRevisits returns the requests of a revisit lane.
func (r *Runner) startRevisits(ctx context.Context, t *task, adapter Adapter, scope Scope) ([]Request, error) {
	again, able := adapter.(Revisiter)
	if !able || r.opts.Due == nil {
		return nil, nil
	}
	refs, err := r.opts.Due.Due(ctx, Wish{
		Source: t.Source, Growing: t.Cursor.Revisits.Growing, Except: t.Cursor.Revisits.Unanswered, Limit: scope.Source.Revisits,
	})
	if err != nil {
		return nil, social.Errorf(social.CodeInternal, "crawler: posts of %s that are due: %w", t.Source, err)
	}
	var requests []Request
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
func only(page Page, id string) Page {
	page.Posts = slices.DeleteFunc(page.Posts, func(p social.Post) bool { return p.ID != id })
	page.Next = nil
	return page
}

// reread takes in the answer to a request that asked for a post.
func (t *task) reread(ref Reference, posts []social.Post) {
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
func (t *task) unanswered(ref Reference, fault error, now time.Time) {
	t.Cursor.Revisits.forget(ref.ID)
	if social.CodeOf(fault) == social.CodeNotFound {
		t.Gone = append(t.Gone, absence{ref.ID, now})
		return
	}
	putLast(&t.Cursor.Revisits.Unanswered, ref.ID)
	t.Failed++
	if t.Why == "" {
		t.Why = shorten(fault.Error())
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
		t.note("none of %d posts could be read again, the first because %s", t.Asked, t.Why)
	}
	return nil
}
