package run

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// frontierBytes bounds the pending requests of a lane, so that a task always
// fits into one message of the stream.
const frontierBytes = 256 << 10

// task is a lane on its way: all that its next step needs, and what the run
// learned on it so far. It is the lane's message in the crawl stream.
type task struct {
	Run     string    `json:"run"`
	Source  string    `json:"source"`
	Lane    string    `json:"lane"`
	Started time.Time `json:"started"`
	Since   time.Time `json:"since"`
	Horizon time.Time `json:"horizon"`
	// Until is the end of the window of a back-fill; zero in an ordinary run.
	Until time.Time `json:"until,omitzero"`
	// Oldest is the oldest post seen and Worked how long the lane was worked on;
	// both are kept in a back-fill only.
	Oldest time.Time     `json:"oldest,omitzero"`
	Worked time.Duration `json:"worked,omitempty"`
	// Begun is set once Start was called; until then Frontier is empty.
	Begun    bool              `json:"begun,omitempty"`
	Frontier []crawler.Request `json:"frontier,omitempty"`
	// Seen holds the first 8 bytes of the hash of every request of the lane,
	// one after the other. It is most of a long lane, and travels as it is.
	Seen []byte `json:"-"`
	// Pages counts the answers read.
	Pages int `json:"pages"`
	// Items counts the posts that were there, wanted or not, and those that could
	// not be read; Unchanged is set once an answer was 304.
	Items     int  `json:"items,omitempty"`
	Unchanged bool `json:"unchanged,omitempty"`
	// Refused counts the requests for items and threads that were refused in a row.
	Refused int `json:"refused,omitempty"`
	record.Counts
	// Known is the newest post read by the runs before this one.
	Known  time.Time `json:"known,omitzero"`
	Cursor cursor    `json:"cursor"`
	// ThreadPages counts the threads asked for, and Threads are the states in
	// which they were read or known.
	ThreadPages int               `json:"thread_pages,omitempty"`
	Threads     map[string]string `json:"threads,omitempty"`
	// Asked counts the posts that are asked for again, Failed those that did not
	// answer, the first because of Why, and Gone are those that were not found.
	Asked  int       `json:"asked,omitempty"`
	Failed int       `json:"failed,omitempty"`
	Why    string    `json:"why,omitempty"`
	Gone   []absence `json:"gone,omitempty"`
	// Fresh are the validators received in this run.
	Fresh map[string]validator `json:"fresh,omitempty"`

	// read are the posts of this step, not yet published. They never travel.
	read []social.Post
}

func laneKey(source, lane string) string { return source + "/" + lane }

// firstTask is the lane at the beginning of the run. It depends on stored state
// alone, so a lane whose message was lost starts again the same way.
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
	src, _, _ := r.sources.Lookup(run.Source)
	horizon := r.horizon(src, known, run.Started)
	return task{
		Run: run.ID, Source: run.Source, Lane: lane, Started: run.Started,
		Since: r.since(src, known, horizon), Horizon: horizon, Known: known.Newest, Cursor: known,
	}, nil
}

// encode writes t as a line of JSON and, after it, the bytes of Seen.
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

func (r *Runner) putTask(ctx context.Context, t task) error {
	data, err := t.encode()
	if err != nil {
		return err
	}
	if err := r.opts.Lanes.Put(ctx, laneKey(t.Source, t.Lane), data); err != nil {
		return fmt.Errorf("crawler: put lane %s: %w", laneKey(t.Source, t.Lane), err)
	}
	return nil
}

// enqueue adds requests to the frontier, each at most once in a run: a platform
// whose pages lead in a circle ends the lane instead of keeping it for ever.
func (t *task) enqueue(requests []crawler.Request) {
	size := 0
	for _, req := range t.Frontier {
		size += requestSize(req)
	}
	for _, req := range requests {
		mark := requestMark(req)
		if req.Within > 0 && (len(t.Seen)/len(mark) >= req.Within || t.seen(mark)) {
			continue
		}
		if t.seen(mark) {
			t.Skipped++
			t.Note("the pages lead in a circle: %s was asked for before and is not followed", req.URL)
			continue
		}
		if size += requestSize(req); size > frontierBytes {
			t.Skipped++
			t.Note("more requests are pending than the limit of %d bytes; %s and later ones are left out", frontierBytes, req.URL)
			return
		}
		t.see(mark)
		t.Frontier = append(t.Frontier, req)
	}
}

// maxRefused is how many items may be refused in a row: one may be for members
// only, but a server that refuses all of them refuses Earshot.
const maxRefused = 3

// spares tells whether the lane can do without the answer to req.
func (t *task) spares(req crawler.Request, err error) bool {
	switch code := social.CodeOf(err); {
	case t.Pages == 0:
		return false
	case code == social.CodeNotFound:
		// A page that is gone from the middle of a lane is an item that cannot
		// be read, as posts are deleted while they are read.
		return true
	case req.Within == 0 && req.Thread == "":
		return false
	case code == social.CodeBlocked, code == social.CodeLogin, code == social.CodeCaptcha:
		t.Refused++
		return t.Refused < maxRefused
	default:
		return code == social.CodeBroken || code == social.CodeDisallowed || code == social.CodeInvalid
	}
}

// see notes that a request was made.
func (t *task) see(mark [8]byte) {
	// Clipped, because Seen may be part of a message that others read.
	t.Seen = append(slices.Clip(t.Seen), mark[:]...)
}

func (t *task) seen(mark [8]byte) bool {
	want := binary.BigEndian.Uint64(mark[:])
	for i := 0; i+8 <= len(t.Seen); i += 8 {
		if binary.BigEndian.Uint64(t.Seen[i:]) == want {
			return true
		}
	}
	return false
}

// requestMark identifies what a request asks for.
func requestMark(q crawler.Request) (m [8]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00", q.Method, q.URL, q.Body)
	copy(m[:], h.Sum(nil))
	return m
}

// requestSize is about how many bytes the request takes in a message.
func requestSize(q crawler.Request) int {
	n := 64 + len(q.Method) + len(q.URL) + len(q.Body)*4/3 + len(q.Step)
	if q.Asks != nil {
		n += 160 + len(q.Asks.ID) + len(q.Asks.URL)
	}
	for name, value := range q.Header {
		n += 6 + len(name) + len(value)
	}
	for name, value := range q.Vars {
		n += 6 + len(name) + len(value)
	}
	for _, other := range q.Else {
		n += requestSize(other)
	}
	return n
}
