package runtest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"earshot/internal/social"
)

// Ledger is a small durable store of streams, state and runs, which keeps
// everything when a process "dies" on one of its operations.
type Ledger struct {
	Mu    sync.Mutex
	Lanes map[string]Message
	seq   uint64
	State map[string]Versioned
	rev   uint64
	// Published counts how often each post was, by ID.
	Published map[string]int
	Last      map[string]social.Post
	Runs      map[string]social.Run
	Finished  int

	// ops counts the effects; Die is called with each before (even) and after
	// (odd) it takes place.
	ops int
	Die func(op int) error
	// FailPosts is the fault of the posts stream.
	FailPosts error
}

// Message is a lane's message.
type Message struct {
	Seq  uint64
	Data []byte
}

// Versioned is a value of the state.
type Versioned struct {
	Value []byte
	Rev   uint64
}

// NewLedger returns an empty Ledger.
func NewLedger() *Ledger {
	return &Ledger{Lanes: map[string]Message{}, State: map[string]Versioned{}, Published: map[string]int{},
		Last: map[string]social.Post{}, Runs: map[string]social.Run{}}
}

// effect runs change, and lets the process die before or after it.
func (l *Ledger) effect(change func() error) error {
	l.Mu.Lock()
	defer l.Mu.Unlock()
	op := l.ops
	l.ops += 2
	if l.Die != nil {
		if err := l.Die(op); err != nil {
			return err
		}
	}
	if err := change(); err != nil {
		return err
	}
	if l.Die != nil {
		return l.Die(op + 1)
	}
	return nil
}

// PostsPort, LanesPort, StatePort and RunsPort are the ports of a Ledger.
type (
	PostsPort struct{ *Ledger }
	LanesPort struct{ *Ledger }
	StatePort struct{ *Ledger }
	RunsPort  struct{ *Ledger }
)

func (p PostsPort) Publish(_ context.Context, posts []social.Post) error {
	return p.effect(func() error {
		if p.FailPosts != nil {
			return p.FailPosts
		}
		for _, post := range posts {
			p.Published[post.ID]++
			p.Last[post.ID] = post
		}
		return nil
	})
}

func (p LanesPort) Put(_ context.Context, lane string, task []byte) error {
	if len(task) > 1<<20 {
		return fmt.Errorf("message of %d bytes", len(task))
	}
	return p.effect(func() error {
		p.seq++
		p.Lanes[lane] = Message{p.seq, slices.Clone(task)}
		return nil
	})
}

func (p LanesPort) Has(_ context.Context, lane string) (bool, error) {
	p.Mu.Lock()
	defer p.Mu.Unlock()
	_, ok := p.Lanes[lane]
	return ok, nil
}

func (p StatePort) Get(_ context.Context, key string) ([]byte, uint64, error) {
	p.Mu.Lock()
	defer p.Mu.Unlock()
	v := p.State[key]
	return slices.Clone(v.Value), v.Rev, nil
}

func (p StatePort) Put(_ context.Context, key string, value []byte) error {
	return p.effect(func() error {
		p.rev++
		p.State[key] = Versioned{slices.Clone(value), p.rev}
		return nil
	})
}

func (p StatePort) Update(_ context.Context, key string, value []byte, rev uint64) error {
	return p.effect(func() error {
		if p.State[key].Rev != rev {
			return social.Errorf(social.CodeConflict, "%s changed", key)
		}
		p.rev++
		p.State[key] = Versioned{slices.Clone(value), p.rev}
		return nil
	})
}

func (p StatePort) Delete(_ context.Context, key string) error {
	return p.effect(func() error {
		delete(p.State, key)
		return nil
	})
}

func (p StatePort) Keys(context.Context) ([]string, error) {
	p.Mu.Lock()
	defer p.Mu.Unlock()
	return slices.Sorted(maps.Keys(p.State)), nil
}

func (p RunsPort) WriteRuns(_ context.Context, runs []social.Run) error {
	return p.effect(func() error {
		for _, run := range runs {
			if !run.Finished.IsZero() && p.Runs[run.ID].Finished.IsZero() {
				p.Finished++
			}
			p.Runs[run.ID] = run
		}
		return nil
	})
}

// Deliver hands one message to step and, when that succeeds, acknowledges it;
// false when there is none.
func (l *Ledger) Deliver(step func([]byte) error) (bool, error) {
	l.Mu.Lock()
	keys := slices.Sorted(maps.Keys(l.Lanes))
	if len(keys) == 0 {
		l.Mu.Unlock()
		return false, nil
	}
	key := keys[0]
	msg := l.Lanes[key]
	l.Mu.Unlock()
	if err := step(msg.Data); err != nil {
		return true, err
	}
	return true, l.effect(func() error {
		if l.Lanes[key].Seq == msg.Seq {
			delete(l.Lanes, key)
		}
		return nil
	})
}
