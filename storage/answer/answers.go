package answer

import (
	"container/list"
	"context"
	"sync"
	"time"
)

// Question is what is asked, without the state of what is stored.
type Question [32]byte

// State is what an answer depends on beside its question.
type State struct {
	// Data changes with what is stored.
	Data string
	// Own counts what readers themselves changed: nobody is shown what was so before.
	Own uint64
}

// Tolerance is how old an answer may be of which the data, but nothing that readers did,
// has changed since; one that took long may be up to twice as old as it took. 0 is not at all.
type Tolerance time.Duration

// longest is how many times older than is tolerated an answer may be that took long.
const longest = 10

// Options bound what is kept.
type Options struct {
	// Bytes is about how much memory the answers may take.
	Bytes int
	// Linger is how long an answer is looked for that nobody waits for any more.
	Linger time.Duration
}

// Answers keeps answers. It is safe for concurrent use.
type Answers struct {
	opts Options

	mu    sync.Mutex
	known map[Question]*list.Element
	// recent holds the answers, the last used first.
	recent *list.List
	bytes  int
}

// kept is an answer, complete once done is closed.
type kept struct {
	question Question
	state    State
	began    time.Time
	took     time.Duration
	waiting  int
	cancel   context.CancelFunc
	done     chan struct{}
	rows     *Rows
	err      error
}

// New keeps nothing yet.
func New(opts Options) *Answers {
	return &Answers{opts: opts, known: map[Question]*list.Element{}, recent: list.New()}
}

// Ask returns the answer to a question as of state, or one that is a little older as far
// as tolerated: the one that is kept, or that somebody looks for, or what find finds.
// find is called once for all who ask meanwhile; its context ends when none of them
// waits any more, not with that of the first.
func (a *Answers) Ask(ctx context.Context, q Question, state State, tolerated Tolerance, find func(context.Context) (*Rows, error)) (*Rows, error) {
	k := a.join(ctx, q, state, tolerated, find)
	defer a.part(k)
	select {
	case <-k.done:
		return k.rows, k.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Kept returns the answer to a question that was found last, whatever has changed since
// but by readers themselves, and since when it is; nil when there is none.
func (a *Answers) Kept(q Question, own uint64) (*Rows, time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	at, ok := a.known[q]
	if !ok {
		return nil, time.Time{}
	}
	k := at.Value.(*kept)
	if !k.complete() || k.err != nil || k.state.Own != own {
		return nil, time.Time{}
	}
	return k.rows, k.began
}

// join returns what is kept or looked for, or begins to look.
func (a *Answers) join(ctx context.Context, q Question, state State, tolerated Tolerance, find func(context.Context) (*Rows, error)) *kept {
	a.mu.Lock()
	defer a.mu.Unlock()
	if at, ok := a.known[q]; ok {
		k := at.Value.(*kept)
		if k.holds(state, tolerated) {
			k.waiting++
			a.recent.MoveToFront(at)
			return k
		}
		a.drop(at)
	}
	looking, cancel := context.WithCancel(context.WithoutCancel(ctx))
	k := &kept{question: q, state: state, began: time.Now(), waiting: 1, cancel: cancel, done: make(chan struct{})}
	a.known[q] = a.recent.PushFront(k)
	go a.look(looking, k, find)
	return k
}

// holds tells whether k is an answer as of state.
func (k *kept) holds(state State, tolerated Tolerance) bool {
	if k.state.Own != state.Own || k.complete() && k.err != nil {
		return false
	}
	if k.state.Data == state.Data {
		return true
	}
	if tolerated > 0 && !k.complete() {
		return true // whoever began anew would be answered later still
	}
	return time.Since(k.began) <= max(time.Duration(tolerated), min(longest*time.Duration(tolerated), k.took*2)) && tolerated > 0
}

func (k *kept) complete() bool {
	select {
	case <-k.done:
		return true
	default:
		return false
	}
}

// look looks for an answer, and keeps it.
func (a *Answers) look(ctx context.Context, k *kept, find func(context.Context) (*Rows, error)) {
	defer k.cancel()
	rows, err := find(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	k.rows, k.err, k.took = rows, err, time.Since(k.began)
	close(k.done)
	at, ok := a.known[k.question]
	if !ok || at.Value != k {
		return // a later state was asked for meanwhile
	}
	if err != nil {
		a.drop(at)
		return
	}
	a.bytes += rows.size
	for a.bytes > a.opts.Bytes && a.recent.Len() > 0 {
		a.drop(a.recent.Back())
	}
}

// drop forgets an answer; who waits for it still gets it.
func (a *Answers) drop(at *list.Element) {
	k := a.recent.Remove(at).(*kept)
	delete(a.known, k.question)
	if k.complete() && k.rows != nil {
		a.bytes -= k.rows.size
	}
}

// part notes that one who waited does no longer. What nobody waits for is looked for a
// little longer, as readers who leave often come back, and then no more.
func (a *Answers) part(k *kept) {
	a.mu.Lock()
	defer a.mu.Unlock()
	k.waiting--
	if k.waiting > 0 || k.complete() {
		return
	}
	time.AfterFunc(a.opts.Linger, func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		if k.waiting > 0 || k.complete() {
			return
		}
		if at, ok := a.known[k.question]; ok && at.Value == k {
			a.drop(at)
		}
		k.cancel()
	})
}
