package run

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/social"
)

// backfillPages is how many times as many pages a lane may have in a back-fill
// as in an ordinary run.
const backfillPages = 20

// Window is a stretch of the past: From <= t < To.
type Window struct{ From, To time.Time }

// Backfill starts a run that reads what source published in a window, and
// returns its ID. The cursors of the source stay where they are, and are not
// looked at. It goes on after a crash as any run does. The errors are those of
// Begin, and social.CodeInvalid for a window that is none.
func (r *Runner) Backfill(ctx context.Context, source string, w Window) (string, error) {
	if w.From.IsZero() || !w.From.Before(w.To) {
		return "", social.Errorf(social.CodeInvalid, "crawler: back-fill of %s: it is from %s to %s, and must be from an earlier time to a later",
			source, w.From.Format(time.RFC3339), w.To.Format(time.RFC3339))
	}
	return r.begin(ctx, source, w)
}

// reach is what a lane of a back-fill keeps in the state for people to look at.
type reach struct {
	Run      string        `json:"run"`
	Posts    int64         `json:"posts"`
	Requests int64         `json:"requests"`
	Oldest   time.Time     `json:"oldest,omitzero"`
	Worked   time.Duration `json:"worked"`
}

func reachKey(source, lane string) string { return "backfill/" + source + "/" + lane }

// showReach writes how far a lane of a back-fill is. What is shown decides
// nothing: when it cannot be written, the lane goes on.
func (r *Runner) showReach(ctx context.Context, t task) {
	if t.Until.IsZero() {
		return
	}
	data, err := json.Marshal(reach{Run: t.Run, Posts: t.Posts, Requests: t.Requests, Oldest: t.Oldest, Worked: t.Worked})
	if err == nil {
		err = r.opts.State.Put(ctx, reachKey(t.Source, t.Lane), data)
	}
	if err != nil {
		r.opts.Log.WarnContext(ctx, "the progress of a back-fill could not be shown", "source", t.Source, "lane", t.Lane, "error", err)
	}
}

// Progress is how far the back-fill of a source that is under way has come; nil
// when there is none.
func (r *Runner) Progress(ctx context.Context, source string) (*social.Backfill, error) {
	known, _, err := r.records.Load(ctx, source)
	if err != nil || !known.Active() || !known.Run.Backfill() {
		return nil, err
	}
	b := &social.Backfill{From: known.Run.From, To: known.Run.To}
	var lanes []social.Lane
	for _, lane := range known.Lanes {
		if lane.State != "" {
			b.Posts, b.Requests = b.Posts+lane.Posts, b.Requests+lane.Requests
			lanes = append(lanes, social.Lane{Done: true})
			continue
		}
		data, _, err := r.opts.State.Get(ctx, reachKey(source, lane.Name))
		if err != nil {
			return nil, fmt.Errorf("crawler: progress of %s/%s: %w", source, lane.Name, err)
		}
		var at reach
		if data != nil {
			if err := json.Unmarshal(data, &at); err != nil {
				return nil, social.Errorf(social.CodeInternal, "crawler: progress of %s/%s: %w", source, lane.Name, err)
			}
		}
		if at.Run != known.Run.ID {
			at = reach{} // of an earlier back-fill
		}
		b.Posts, b.Requests = b.Posts+at.Posts, b.Requests+at.Requests
		lanes = append(lanes, social.Lane{Oldest: at.Oldest, Worked: at.Worked})
	}
	b.Advance(lanes)
	return b, nil
}
