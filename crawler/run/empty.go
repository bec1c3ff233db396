package run

import (
	"earshot/crawler/record"
	"earshot/internal/social"
)

// enoughHistory is after how many complete runs that all found posts a lane
// without any is no longer believed.
const enoughHistory = 3

// silence names a lane that came to its end without a single post although it
// must have found some: every complete run before did, and the newest of those
// posts is in the span that this run read again. An answer of 304 is no silence.
func (t *task) silence() error {
	known := t.Cursor
	// A window of the past, or the posts that are read again, may well be empty.
	if !t.Until.IsZero() || t.Lane == record.RevisitLane || t.Items > 0 || t.Unchanged || known.Filled < enoughHistory || known.Newest.IsZero() || known.Newest.Before(t.Since) {
		return nil
	}
	return social.Errorf(social.CodeEmpty,
		"the answers hold no posts at all, where each of the last %d runs found some, the newest of %s; see in a browser whether the address moved, was closed or hides its posts from programs",
		known.Filled, known.Newest.Format("2006-01-02 15:04 MST"))
}

// filled counts the complete runs in a row that found something.
func (t *task) filled() int {
	const enough = 1000
	switch {
	case t.Items > 0:
		return min(t.Cursor.Filled+1, enough)
	case t.Unchanged:
		return t.Cursor.Filled
	default:
		return 0
	}
}
