package dashboard

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"earshot/dashboard/component"
)

// call is one question to the reader, asked at most once and in the
// background, so that the panels of a page do not wait for one another.
type call[T any] struct {
	ask   func(context.Context) (T, error)
	ctx   context.Context
	once  sync.Once
	done  chan struct{}
	value T
	err   error
}

func newCall[T any](ctx context.Context, ask func(context.Context) (T, error)) *call[T] {
	return &call[T]{ask: ask, ctx: ctx, done: make(chan struct{})}
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
			c.value, c.err = c.ask(c.ctx)
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

// asked is a call of any type.
type asked interface {
	begin()
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
