package run

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/social"
)

// backfillPages is the factor by which a lane may have more pages in a back-fill
// than in an ordinary run.
const backfillPages = 20

// Window is a time in the past: From <= t < To.
type Window struct{ From, To time.Time }

// Backfill starts a run that reads what source published in a window, and
// returns its ID. It neither reads nor changes the cursors of
// the source, and continues after a crash as any run does. The errors are those of
// Begin, and social.CodeInvalid for a window that does not begin before its end.
func (r *Runner) Backfill(ctx context.Context, source string, w Window) (string, error) {
	if w.From.IsZero() || !w.From.Before(w.To) {
		return "", social.Errorf(social.CodeInvalid, "crawler: back-fill of %s: it is from %s to %s, and must be from an earlier time to a later",
			source, w.From.Format(time.RFC3339), w.To.Format(time.RFC3339))
	}
	return r.begin(ctx, source, w)
}

// progress is how far a lane of a back-fill is, kept in the state for people to see.
type progress struct {
	Run      string        `json:"run"`
	Posts    int64         `json:"posts"`
	Requests int64         `json:"requests"`
	Oldest   time.Time     `json:"oldest,omitzero"`
	Worked   time.Duration `json:"worked"`
}

func progressKey(source, lane string) string { return "backfill/" + source + "/" + lane }

// saveProgress writes how far the lane of a back-fill is. Nothing depends on it:
// when it cannot be written, the lane continues.
func (s *step) saveProgress(ctx context.Context) {
	data, err := json.Marshal(progress{Run: s.Run, Posts: s.Posts, Requests: s.Requests, Oldest: s.Oldest, Worked: s.Worked})
	if err == nil {
		err = s.runner.opts.State.Put(ctx, progressKey(s.Source, s.Lane), data)
	}
	if err != nil {
		s.runner.opts.Log.WarnContext(ctx, "the progress of a back-fill could not be shown", "source", s.Source, "lane", s.Lane, "error", err)
	}
}

// Progress is how far the active back-fill of a source is; nil when there is none.
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
		data, _, err := r.opts.State.Get(ctx, progressKey(source, lane.Name))
		if err != nil {
			return nil, fmt.Errorf("crawler: progress of %s/%s: %w", source, lane.Name, err)
		}
		var at progress
		if data != nil {
			if err := json.Unmarshal(data, &at); err != nil {
				return nil, social.Errorf(social.CodeInternal, "crawler: progress of %s/%s: %w", source, lane.Name, err)
			}
		}
		if at.Run != known.Run.ID {
			at = progress{} // of an earlier back-fill
		}
		b.Posts, b.Requests = b.Posts+at.Posts, b.Requests+at.Requests
		lanes = append(lanes, social.Lane{Oldest: at.Oldest, Worked: at.Worked})
	}
	b.Advance(lanes)
	return b, nil
}
