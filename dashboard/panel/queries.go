package panel

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// pageLimit bounds a query of a page.
const pageLimit = time.Minute

// Queries are the pending queries of one page at one view. Panels that need the
// same query share it.
type Queries struct {
	*Site
	View urlstate.View

	ctx   context.Context
	limit time.Duration
	mu    sync.Mutex
	// pending holds a *Pending[T] at each key[T].
	pending map[any]Query
}

// Now is the current time in the time zone of the page.
func (q *Queries) Now() time.Time { return q.Site.Now().In(q.View.Zone()) }

// key names a query whose answer is a T.
type key[T any] struct{ name string }

// Queries returns the queries of a page at v, none of them started. They go on when
// ctx is cancelled.
func (s *Site) Queries(ctx context.Context, v urlstate.View) *Queries {
	return &Queries{Site: s, View: v, ctx: context.WithoutCancel(ctx), limit: pageLimit, pending: map[any]Query{}}
}

// FileQueries is Queries for a file, which may take as long as it needs.
func (s *Site) FileQueries(ctx context.Context, v urlstate.View) *Queries {
	q := s.Queries(ctx, v)
	q.limit = 0
	return q
}

// Ask returns the query of q that has this name and type, and makes it of run
// where there is none.
func Ask[T any](q *Queries, name string, run func(context.Context) (T, error)) *Pending[T] {
	q.mu.Lock()
	defer q.mu.Unlock()
	if known, ok := q.pending[key[T]{name}].(*Pending[T]); ok {
		return known
	}
	p := &Pending[T]{name: name, run: run, ctx: q.ctx, limit: q.limit, log: q.Log, done: make(chan struct{})}
	q.pending[key[T]{name}] = p
	return p
}

// all is every query that a panel has declared so far.
func (q *Queries) all() []Query {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := make([]Query, 0, len(q.pending))
	for _, p := range q.pending {
		all = append(all, p)
	}
	return all
}

// failed reports whether one of the queries has returned an error.
func (q *Queries) failed() bool {
	return slices.ContainsFunc(q.all(), func(p Query) bool {
		_, err := p.Done()
		return err != nil
	})
}

// late reports whether one of the queries has not returned yet.
func (q *Queries) late() bool {
	return slices.ContainsFunc(q.all(), func(p Query) bool {
		done, _ := p.Done()
		return !done
	})
}

// wait starts queries side by side and waits for all of them. It returns the
// first error, or ErrLate when patience ends first.
func wait(patience context.Context, queries ...Query) error {
	for _, p := range queries {
		p.Start()
	}
	for _, p := range queries {
		if err := p.Wait(patience); err != nil {
			return err
		}
	}
	return nil
}

// Settle waits for the queries that a panel needs and returns the state to draw
// it in; load is the address of the panel. The first error is the panel's and
// touches no other.
func (q *Queries) Settle(patience context.Context, name, load string, needs ...Query) component.State {
	switch err := wait(patience, needs...); {
	case err == nil:
		return component.State{}
	case errors.Is(err, ErrLate):
		state := component.State{Load: load}
		if out := q.outages(); len(out) > 0 {
			state.Waiting = viewmodel.Outage(out[0])
		}
		return state
	default:
		q.Log.Error("panel failed", "panel", name, "error", err)
		outages, code := q.outages(), social.CodeOf(err)
		note := viewmodel.Fault(load, err, outages)
		if len(outages) > 0 || code == social.CodeUnavailable || code == social.CodeBusy {
			return component.State{Fault: &note, Again: load}
		}
		note.Title = "This panel could not be filled"
		return component.State{Fault: &note}
	}
}
