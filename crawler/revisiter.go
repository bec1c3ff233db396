package crawler

import (
	"context"
	"time"
)

// Revisiter is an Adapter whose platform shows single posts, so that a stored
// post can be read again. Parse reads the answers; of a request with Asks only
// that post is taken. A status of 404 or 410, or a Deleted post on the page, says
// that the post is gone.
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

// Wish says which posts of a source are to be read again.
type Wish struct {
	Source string
	// Growing are the posts whose engagement had grown when they were last read
	// again; they are due sooner.
	Growing []string
	// Except are posts that failed to answer lately.
	Except []string
	// Limit is the most posts wanted.
	Limit int
}

// Due finds the stored posts that are due to be read again, the most overdue
// first.
type Due interface {
	Due(ctx context.Context, wish Wish) ([]Reference, error)
}
