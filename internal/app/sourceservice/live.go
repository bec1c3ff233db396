package sourceservice

import (
	"context"
	"sync"
	"time"
)

// liveFor is how old what is told of runs under way may be: it takes a few exchanges with
// the streams for each source.
const liveFor = time.Second

// shared is an answer that is asked for once for all who want it, and that nobody may
// change.
type shared[T any] struct {
	mu   sync.Mutex
	last *asked[T]
}

// asked is one question, answered once done is closed.
type asked[T any] struct {
	at    time.Time
	done  chan struct{}
	value T
	err   error
}

// get is the answer of now, or that of a moment ago. It goes on being asked for when ctx
// ends, within most.
func (s *shared[T]) get(ctx context.Context, most time.Duration, ask func(context.Context) (T, error)) (T, error) {
	a := s.now(ctx, most, ask)
	select {
	case <-a.done:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

func (s *shared[T]) now(ctx context.Context, most time.Duration, ask func(context.Context) (T, error)) *asked[T] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last != nil {
		select {
		case <-s.last.done:
			if s.last.err == nil && time.Since(s.last.at) < liveFor {
				return s.last
			}
		default:
			return s.last
		}
	}
	a := &asked[T]{at: time.Now(), done: make(chan struct{})}
	s.last = a
	go func() {
		defer close(a.done)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), most)
		defer cancel()
		a.value, a.err = ask(ctx)
	}()
	return a
}

// forget lets the next who asks ask anew.
func (s *shared[T]) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = nil
}
