package dashboard

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"earshot/dashboard/component"
)

// longestCall bounds one question to the reader.
const longestCall = time.Minute

// call is one question to the reader, asked at most once and in the
// background, so that the panels of a page do not wait for one another. It goes
// on when the page that asked has been sent: what is missing in it comes for
// the answer later (see kept).
type call[T any] struct {
	name  string
	log   *slog.Logger
	ask   func(context.Context) (T, error)
	ctx   context.Context
	once  sync.Once
	done  chan struct{}
	value T
	err   error
}

func newCall[T any](ctx context.Context, s *site, name string, ask func(context.Context) (T, error)) *call[T] {
	return &call[T]{name: name, log: s.Log, ask: ask, ctx: context.WithoutCancel(ctx), done: make(chan struct{})}
}

func (c *call[T]) begin() {
	c.once.Do(func() {
		go func() {
			defer close(c.done)
			defer func() {
				if fault := recover(); fault != nil {
					c.err = fmt.Errorf("dashboard: panic: %v", fault)
				}
			}()
			ctx, cancel := context.WithTimeout(c.ctx, longestCall)
			defer cancel()
			began := time.Now()
			c.value, c.err = c.ask(ctx)
			c.log.Debug("question answered", "question", c.name, "took", time.Since(began), "error", c.err)
		}()
	})
}

// errPending: the answer is not there in time.
var errPending = errors.New("dashboard: not ready in time")

// wait returns when the answer is there, or errPending when patience ends first.
func (c *call[T]) wait(patience context.Context) error {
	select {
	case <-c.done:
		return c.err
	default:
	}
	select {
	case <-c.done:
		return c.err
	case <-patience.Done():
		return errPending
	}
}

// answered tells whether the answer is there, and its fault.
func (c *call[T]) answered() (bool, error) {
	select {
	case <-c.done:
		return true, c.err
	default:
		return false, nil
	}
}

// asked is a call of any type.
type asked interface {
	begin()
	answered() (bool, error)
	wait(patience context.Context) error
}

// settle waits for the calls a panel needs and returns the state to draw it
// in. The first fault is the panel's; other panels are not touched by it.
func (s *site) settle(patience context.Context, panel, load string, calls ...asked) component.State {
	for _, c := range calls {
		c.begin()
	}
	for _, c := range calls {
		switch err := c.wait(patience); {
		case errors.Is(err, errPending):
			return component.State{Load: load}
		case err != nil:
			s.Log.Error("panel failed", "panel", panel, "error", err)
			note := s.explain(load, err)
			note.Title = "This panel could not be filled"
			return component.State{Fault: &note}
		}
	}
	return component.State{}
}
