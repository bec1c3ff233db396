package panel

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Query is a pending query, whatever its answer is.
type Query interface {
	// Start runs the query in the background. It runs once, however often it is started.
	Start()
	// Done reports whether the query has returned, and its error.
	Done() (bool, error)
	// Wait returns the query's error once it has returned, or ErrLate when
	// patience ends first.
	Wait(patience context.Context) error
}

// Pending is a query to the reader that runs at most once and in the
// background, so that the panels of a page do not wait for one another. It runs
// on after the page has been sent: the skeletons of the page fetch its answer
// later (see Cache).
type Pending[T any] struct {
	name  string
	run   func(context.Context) (T, error)
	ctx   context.Context
	limit time.Duration
	log   *slog.Logger

	once  sync.Once
	done  chan struct{}
	value T
	err   error
}

// ErrLate: the query has not returned in time.
var ErrLate = errors.New("dashboard: not ready in time")

// Start implements Query. The query is not cancelled with the request that
// started it; it ends after the limit of its page.
func (p *Pending[T]) Start() {
	p.once.Do(func() {
		go func() {
			defer close(p.done)
			defer func() {
				if fault := recover(); fault != nil {
					p.err = fmt.Errorf("dashboard: panic: %v", fault)
				}
			}()
			ctx, cancel := p.ctx, context.CancelFunc(func() {})
			if p.limit > 0 {
				ctx, cancel = context.WithTimeout(ctx, p.limit)
			}
			defer cancel()
			began := time.Now()
			p.value, p.err = p.run(ctx)
			p.log.Debug("query returned", "query", p.name, "took", time.Since(began), "error", p.err)
		}()
	})
}

// Done implements Query.
func (p *Pending[T]) Done() (bool, error) {
	select {
	case <-p.done:
		return true, p.err
	default:
		return false, nil
	}
}

// Wait implements Query. An answer that is there is returned even when
// patience has ended.
func (p *Pending[T]) Wait(patience context.Context) error {
	if done, err := p.Done(); done {
		return err
	}
	select {
	case <-p.done:
		return p.err
	case <-patience.Done():
		return ErrLate
	}
}

// Value is the answer. It panics when the query has not returned, which means
// that a panel reads a query that is not among its Asks.
func (p *Pending[T]) Value() T {
	if done, _ := p.Done(); !done {
		panic("dashboard: query " + p.name + " is read before it has returned")
	}
	return p.value
}
