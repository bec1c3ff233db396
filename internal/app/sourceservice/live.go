package sourceservice

import (
	"context"
	"slices"
	"sync"
	"time"

	"earshot/internal/social"
)

// liveFor is how old what is told of runs under way may be: it takes a few exchanges with
// the streams for each source.
const liveFor = time.Second

// live is how the runs stand, asked once for all who want to know.
type live struct {
	mu   sync.Mutex
	last *asked
}

// asked is one question, answered once done is closed.
type asked struct {
	at   time.Time
	done chan struct{}
	all  []social.SourceHealth
	err  error
}

func (l *live) get(ctx context.Context, ask func(context.Context) ([]social.SourceHealth, error)) ([]social.SourceHealth, error) {
	a := l.now(ctx, ask)
	select {
	case <-a.done:
		return slices.Clone(a.all), a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *live) now(ctx context.Context, ask func(context.Context) ([]social.SourceHealth, error)) *asked {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last != nil {
		select {
		case <-l.last.done:
			if l.last.err == nil && time.Since(l.last.at) < liveFor {
				return l.last
			}
		default:
			return l.last
		}
	}
	a := &asked{at: time.Now(), done: make(chan struct{})}
	l.last = a
	go func() {
		defer close(a.done)
		a.all, a.err = ask(context.WithoutCancel(ctx))
	}()
	return a
}

// forget lets the next who asks ask anew.
func (l *live) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = nil
}
