package run

import (
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// reach is how far back the lists of a lane were read in this run.
type reach struct {
	// Paged is set once a list led to its next page: then what lies between its
	// pages was read, and not only what it shows first.
	Paged bool `json:"paged,omitempty"`
	// From is the time from which all of the lane's lists were read; zero where
	// one of them shows only the present.
	From time.Time `json:"from,omitzero"`
	// Page is the oldest post of the page of a list that was read last.
	Page time.Time `json:"page,omitzero"`
	// Present is set once a list ended on its first page, before the time it was
	// to be read back to: how long ago it began to show its posts is not known.
	Present bool `json:"present,omitempty"`
}

// noteReach looks at an answer to req, before its posts are filtered. atEnd tells
// that all of them are older than the lane is read back to, since.
func (r *reach) noteReach(req crawler.Request, page crawler.Page, atEnd bool, since time.Time) {
	if isBelow(req) || req.Asks != nil || req.Within > 0 || len(page.Posts) == 0 {
		return
	}
	oldest := oldestOf(page.Posts)
	if page.Unordered || oldest.IsZero() {
		r.Present = true
		return
	}
	r.Page = oldest
	switch {
	case atEnd:
		r.close(since)
	case leadsOn(page.Next):
		r.Paged = true
	case r.Paged:
		r.close(oldest)
	default:
		r.Present = true
	}
}

// close ends a list that was read back to from.
func (r *reach) close(from time.Time) {
	if from.After(r.From) {
		r.From = from
	}
	r.Paged = false
}

// reached is the time from which the lane's answers cover what was posted; zero
// for those that show only the present.
func (r *reach) reached() time.Time {
	switch {
	case r.Present:
		return time.Time{}
	case r.Paged && r.Page.After(r.From):
		// The list went on; it was left at the limit of pages.
		return r.Page
	default:
		return r.From
	}
}

func leadsOn(next []crawler.Request) bool {
	for _, req := range next {
		if req.Within == 0 && !isBelow(req) {
			return true
		}
	}
	return false
}

// oldestOf is when the oldest dated post was published; zero for none.
func oldestOf(posts []social.Post) (oldest time.Time) {
	for _, p := range posts {
		if !p.Deleted && !p.CreatedAt.IsZero() && (oldest.IsZero() || p.CreatedAt.Before(oldest)) {
			oldest = p.CreatedAt
		}
	}
	return oldest
}
