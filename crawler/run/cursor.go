package run

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/social"
)

// maxValidators limits the validators kept for one lane.
const maxValidators = 16

// cursor is what a lane keeps from one run to the next. It changes only when a
// run of the lane came to its end, so that what a failed run did not read is
// read by the next.
type cursor struct {
	// First is when the lane's first complete run began.
	First time.Time `json:"first"`
	// Read is when the last complete run of a lane that lists changes began.
	Read time.Time `json:"read,omitzero"`
	// Newest is the time of the newest post ever read; zero before the first.
	Newest time.Time `json:"newest,omitzero"`
	// Filled counts the latest complete runs, in a row, that found items.
	Filled int `json:"filled,omitempty"`
	// Validators are those of the last complete run, by URL.
	Validators map[string]validator `json:"validators,omitempty"`
	// Threads are the states in which threads were read in the last complete run.
	Threads map[string]string `json:"threads,omitempty"`
	// Undated is what is kept of posts without a believable date.
	Undated undated `json:"undated,omitzero"`
	// Revisits is what a revisit lane keeps.
	Revisits revisits `json:"revisits,omitzero"`
}

// validator is what makes a request conditional (RFC 9110, 8.8).
type validator struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

func cursorKey(source, lane string) string { return "cursor/" + source + "/" + lane }

func (r *Runner) loadCursor(ctx context.Context, source, lane string) (cursor, error) {
	data, _, err := r.opts.State.Get(ctx, cursorKey(source, lane))
	if err != nil {
		return cursor{}, fmt.Errorf("crawler: load cursor of %s/%s: %w", source, lane, err)
	}
	var c cursor
	if data == nil {
		return c, nil
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return cursor{}, social.Errorf(social.CodeInternal, "crawler: cursor of %s/%s: %w", source, lane, err)
	}
	return c, nil
}

func (r *Runner) saveCursor(ctx context.Context, source, lane string, c cursor) error {
	data, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("crawler: save cursor of %s/%s: %w", source, lane, err)
	}
	if err := r.opts.State.Put(ctx, cursorKey(source, lane), data); err != nil {
		return fmt.Errorf("crawler: save cursor of %s/%s: %w", source, lane, err)
	}
	return nil
}

// horizon is the time before which posts of a lane are never wanted: the start
// of its first run less the source's history; zero where the source wants all
// posts.
func (r *Runner) horizon(src social.Source, c cursor, started time.Time) time.Time {
	if src.History <= 0 {
		return time.Time{}
	}
	first := c.First
	if first.IsZero() {
		first = started
	}
	return first.Add(-src.History)
}

// since is the time from which a run reads: the newest known post less the time
// in which posts are read again, or the horizon for a lane that has read none.
func (r *Runner) since(src social.Source, c cursor, horizon time.Time) time.Time {
	if c.Newest.IsZero() {
		return horizon
	}
	refresh := src.Refresh
	if refresh <= 0 {
		refresh = DefaultRefresh
	}
	since := c.Newest.Add(-refresh)
	if since.Before(horizon) {
		return horizon
	}
	return since
}

// changeOverlap is how far behind the last run changes are read again: clocks differ, and
// a server may take a while to list what was changed.
const changeOverlap = time.Hour

// sinceChanged is the time from which a run reads what was changed: the last run, or for
// the first the time in which posts are read again, as all else is new. Comments are read
// again for that time too.
func sinceChanged(src social.Source, c cursor, started time.Time, comments bool) time.Time {
	again := cmp.Or(max(src.Refresh, 0), DefaultRefresh)
	switch {
	case c.Read.IsZero():
		return started.Add(-again)
	case comments:
		return c.Read.Add(-max(again, changeOverlap))
	default:
		return c.Read.Add(-changeOverlap)
	}
}
