package answer

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const hour = Tolerance(time.Hour)

func found(size int) (*Rows, error) { return &Rows{size: size}, nil }

// TestIdenticalQuestionsAreAskedOnce: by fifty at once, and by those who come later.
func TestIdenticalQuestionsAreAskedOnce(t *testing.T) {
	a := New(Options{Bytes: 1000})
	var asked atomic.Int64
	let := make(chan struct{})
	find := func(context.Context) (*Rows, error) { asked.Add(1); <-let; return found(10) }
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if _, err := a.Ask(t.Context(), Question{1}, State{Data: "a"}, 0, find); err != nil {
				t.Error(err)
			}
		})
	}
	close(let)
	all.Wait()
	_, _ = a.Ask(t.Context(), Question{1}, State{Data: "a"}, 0, find)
	if n := asked.Load(); n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
}

// TestAnAnswerIsOfItsState: what changed is asked anew, unless a little age is
// tolerated, which it never is for what a reader did.
func TestAnAnswerIsOfItsState(t *testing.T) {
	a := New(Options{Bytes: 1000})
	asked := 0
	ask := func(q Question, s State, old Tolerance) int {
		t.Helper()
		if _, err := a.Ask(t.Context(), q, s, old, func(context.Context) (*Rows, error) { asked++; return found(10) }); err != nil {
			t.Fatal(err)
		}
		return asked
	}
	for i, c := range []struct {
		q    Question
		s    State
		old  Tolerance
		want int
	}{
		{Question{1}, State{"a", 0}, 0, 1},
		{Question{2}, State{"a", 0}, 0, 2},
		{Question{1}, State{"a", 0}, 0, 2},
		{Question{1}, State{"b", 0}, hour, 2},
		{Question{1}, State{"b", 0}, 0, 3},
		{Question{1}, State{"b", 1}, hour, 4},
	} {
		if n := ask(c.q, c.s, c.old); n != c.want {
			t.Errorf("%d: asked %d times, want %d", i, n, c.want)
		}
	}
	if rows, at := a.Kept(Question{1}, 1); rows == nil || at.IsZero() {
		t.Error("the last answer is not kept")
	}
	if rows, _ := a.Kept(Question{1}, 2); rows != nil {
		t.Error("an answer from before a reader's own change is kept")
	}
}

// TestNothingIsLookedForThatNobodyWaitsFor, and one who leaves takes nothing from others.
func TestNothingIsLookedForThatNobodyWaitsFor(t *testing.T) {
	a := New(Options{Bytes: 1000})
	ended, begun, let := make(chan struct{}), make(chan struct{}), make(chan struct{})
	ctx, leave := context.WithCancel(t.Context())
	go func() { <-begun; leave() }()
	_, err := a.Ask(ctx, Question{1}, State{}, 0, func(ctx context.Context) (*Rows, error) {
		close(begun)
		<-ctx.Done()
		close(ended)
		return nil, ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	<-ended

	ctx, leave = context.WithCancel(t.Context())
	var all sync.WaitGroup
	begun = make(chan struct{})
	find := func(ctx context.Context) (*Rows, error) { close(begun); <-let; return &Rows{}, ctx.Err() }
	all.Go(func() { _, _ = a.Ask(ctx, Question{2}, State{}, 0, find) })
	<-begun
	k := a.join(t.Context(), Question{2}, State{}, 0, find)
	leave()
	all.Wait()
	close(let)
	<-k.done
	if k.err != nil {
		t.Errorf("who stayed got %v", k.err)
	}
}

// TestALongSearchIsJoined where a little age is tolerated, however long it takes.
func TestALongSearchIsJoined(t *testing.T) {
	a := New(Options{Bytes: 1000})
	let := make(chan struct{})
	first := a.join(t.Context(), Question{1}, State{Data: "a"}, 0, func(context.Context) (*Rows, error) { <-let; return found(1) })
	if k := a.join(t.Context(), Question{1}, State{Data: "b"}, 1, nil); k != first {
		t.Error("an answer under way is looked for again")
	}
	if k := a.join(t.Context(), Question{1}, State{Data: "b"}, 0, func(context.Context) (*Rows, error) { return found(1) }); k == first {
		t.Error("an answer of another state is joined where no age is tolerated")
	}
	close(let)
	<-first.done
}

// TestFaultsAreNotKept, nor more than there is room for.
func TestFaultsAreNotKept(t *testing.T) {
	a := New(Options{Bytes: 100})
	if _, err := a.Ask(t.Context(), Question{1}, State{}, 0, func(context.Context) (*Rows, error) { return nil, errors.New("no") }); err == nil {
		t.Error("no fault")
	}
	for i := range byte(20) {
		if _, err := a.Ask(t.Context(), Question{1, i}, State{}, 0, func(context.Context) (*Rows, error) { return found(30) }); err != nil {
			t.Fatal(err)
		}
	}
	if a.bytes > 100 || len(a.known) != 3 || a.recent.Len() != 3 {
		t.Errorf("%d answers of %d bytes are kept", len(a.known), a.bytes)
	}
	if _, err := a.Ask(t.Context(), Question{9}, State{}, 0, func(context.Context) (*Rows, error) { return found(1000) }); err != nil {
		t.Fatal(err)
	}
	if a.bytes != 0 || len(a.known) != 0 {
		t.Errorf("an answer that is too large left %d of %d bytes", len(a.known), a.bytes)
	}
}
