package run

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// task is a lane's state between two steps, as stored in the crawl stream: what
// its next step needs, and what the run has learned so far.
type task struct {
	Run     string    `json:"run"`
	Source  string    `json:"source"`
	Lane    string    `json:"lane"`
	Started time.Time `json:"started"`
	Since   time.Time `json:"since"`
	Horizon time.Time `json:"horizon"`
	// Until is the end of the window of a back-fill; zero in an ordinary run.
	Until time.Time `json:"until,omitzero"`
	// Oldest is the oldest post seen and Worked how long the lane's steps took; both
	// are kept in a back-fill only.
	Oldest time.Time     `json:"oldest,omitzero"`
	Worked time.Duration `json:"worked,omitempty"`
	// Begun is set once Start was called; until then Frontier is empty.
	Begun    bool              `json:"begun,omitempty"`
	Frontier []crawler.Request `json:"frontier,omitempty"`
	// Seen holds the marks of all requests of the lane, 8 bytes each. It is most of
	// a long lane, and is stored as it is, after the JSON.
	Seen []byte `json:"-"`
	// Pages counts the answers read.
	Pages int `json:"pages"`
	// Unchanged is set once an answer was 304.
	Unchanged bool `json:"unchanged,omitempty"`
	// Reach is how far back the lists of the lane were read.
	Reach reach `json:"reach,omitzero"`
	// Refused counts the requests for items that were refused in a row.
	Refused int `json:"refused,omitempty"`
	// RefusedBy is the host that refused them: articles of many sites are asked of each.
	RefusedBy string `json:"refused_by,omitempty"`
	// RefusedBelow counts those for what stands below posts.
	RefusedBelow int `json:"refused_below,omitempty"`
	// ClosedBelow are the hosts that refuse what stands below their posts.
	ClosedBelow []string `json:"closed_below,omitempty"`
	record.Counts
	// Known is the newest post read by the runs before this one.
	Known  time.Time `json:"known,omitzero"`
	Cursor cursor    `json:"cursor"`
	// ThreadPages counts the threads asked for, and Threads are the states in
	// which they were read or known.
	ThreadPages int               `json:"thread_pages,omitempty"`
	Threads     map[string]string `json:"threads,omitempty"`
	// Shown is what the lane's lists showed.
	Shown seen `json:"shown,omitzero"`
	// Asked counts the posts that are read again, Shared those of them that are on a page
	// which is asked for another already, Failed those whose request failed,
	// the first because of Why, and Gone are those that were not found.
	Asked  int        `json:"asked,omitempty"`
	Shared int        `json:"shared,omitempty"`
	Failed int        `json:"failed,omitempty"`
	Why    string     `json:"why,omitempty"`
	Gone   []gonePost `json:"gone,omitempty"`
	// Found are the hosts that showed a post that was asked for, and Earlier those that
	// did before they did not find another. Controlled is set once posts were asked for
	// that must be there.
	Found      []string `json:"found,omitempty"`
	Earlier    []string `json:"earlier,omitempty"`
	Controlled bool     `json:"controlled,omitempty"`
	// Halved counts the requests for several posts that were made anew for half of them.
	Halved int `json:"halved,omitempty"`
	// Repeated counts the requests that are made anew because posts were not found, and
	// Left the posts for which none is: more were not found.
	Repeated int `json:"repeated,omitempty"`
	Left     int `json:"left,omitempty"`
	// UndatedMarks are the marks of the posts without a believable date.
	UndatedMarks []byte `json:"undated_marks,omitempty"`
	// Fresh are the validators received in this run.
	Fresh map[string]validator `json:"fresh,omitempty"`
}

// isBackfill tells whether the lane reads a window of the past.
func (t *task) isBackfill() bool { return !t.Until.IsZero() }

// laneKey names a lane in the crawl stream.
func laneKey(source, lane string) string { return source + "/" + lane }

// firstTask is the lane's state at the beginning of the run. It depends on stored
// state alone, so that a lane whose message was lost starts again the same way.
func (r *Runner) firstTask(ctx context.Context, run social.Run, lane string) (task, error) {
	if run.Backfill() {
		return task{
			Run: run.ID, Source: run.Source, Lane: lane, Started: run.Started,
			Since: run.From, Horizon: run.From, Until: run.To,
		}, nil
	}
	known, err := r.loadCursor(ctx, run.Source, lane)
	if err != nil {
		return task{}, err
	}
	if lane == record.RevisitLane {
		return task{Run: run.ID, Source: run.Source, Lane: lane, Started: run.Started, Known: run.Started, Cursor: known}, nil
	}
	// A source that is no longer configured fails in the lane's first step.
	src, adapter, _ := r.sources.Lookup(run.Source)
	horizon := r.horizon(src, known, run.Started)
	if adapter != nil && crawler.ListsChanges(adapter, lane) {
		return task{
			Run: run.ID, Source: run.Source, Lane: lane, Started: run.Started,
			Since: sinceChanged(src, known, run.Started, crawler.ListsComments(adapter, lane)), Horizon: horizon, Known: run.Started, Cursor: known,
		}, nil
	}
	return task{
		Run: run.ID, Source: run.Source, Lane: lane, Started: run.Started,
		Since: r.since(src, known, horizon), Horizon: horizon, Known: known.Newest, Cursor: known,
	}, nil
}

// encode writes t as a line of JSON, followed by the bytes of Seen.
func (t *task) encode() ([]byte, error) {
	head, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("crawler: encode lane %s: %w", laneKey(t.Source, t.Lane), err)
	}
	return slices.Concat(head, []byte{'\n'}, t.Seen), nil
}

// decodeTask reads what encode wrote.
func decodeTask(data []byte) (task, error) {
	head, seen, _ := bytes.Cut(data, []byte{'\n'})
	var t task
	if err := json.Unmarshal(head, &t); err != nil {
		return task{}, fmt.Errorf("crawler: decode lane: %w", err)
	}
	if t.Run == "" || t.Source == "" || t.Lane == "" || len(seen)%8 != 0 {
		return task{}, errors.New("crawler: decode lane: it is not whole")
	}
	t.Seen = seen
	return t, nil
}

// putTask makes t the lane's message in the crawl stream.
func (r *Runner) putTask(ctx context.Context, t *task) error {
	data, err := t.encode()
	if err != nil {
		return err
	}
	if err := r.opts.Lanes.Put(ctx, laneKey(t.Source, t.Lane), data); err != nil {
		return fmt.Errorf("crawler: put lane %s: %w", laneKey(t.Source, t.Lane), err)
	}
	return nil
}
