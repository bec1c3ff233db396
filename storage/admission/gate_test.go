package admission

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"earshot/internal/asker"
	"earshot/internal/social"
)

func open(turns int) *Gate {
	return New(Options{Turns: turns, Waiting: 8, WaitingOfOne: 6, Wait: time.Hour})
}

func enter(t *testing.T, g *Gate, reader string) (leave func()) {
	t.Helper()
	leave, err := g.Enter(t.Context(), reader)
	if err != nil {
		t.Fatal(err)
	}
	return leave
}

// wait lets somebody wait in the queue of a reader, and returns once he does.
func wait(t *testing.T, g *Gate, reader string, then func(leave func())) {
	t.Helper()
	g.mu.Lock()
	before := g.waiting
	g.mu.Unlock()
	go func() {
		if leave, err := g.Enter(context.WithoutCancel(t.Context()), reader); err == nil {
			then(leave)
		}
	}()
	for {
		g.mu.Lock()
		waits := g.waiting > before
		g.mu.Unlock()
		if waits {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// TestTurnsGoRoundByReaders: who asks once is not kept out by one who asks much.
func TestTurnsGoRoundByReaders(t *testing.T) {
	g := open(1)
	leave := enter(t, g, "first")
	var (
		mu    sync.Mutex
		order []string
		all   sync.WaitGroup
	)
	for _, reader := range []string{"much", "much", "much", "much", "little", "other", "other"} {
		all.Add(1)
		wait(t, g, reader, func(leave func()) {
			defer all.Done()
			mu.Lock()
			order = append(order, reader)
			mu.Unlock()
			leave()
		})
	}
	leave()
	all.Wait()
	if want := []string{"much", "little", "other", "much", "other", "much", "much"}; !slices.Equal(order, want) {
		t.Errorf("turns went to %v, want %v", order, want)
	}
	if g.Busy() || g.running != 0 || len(g.queues) != 0 || len(g.order) != 0 {
		t.Errorf("left behind: %+v", g)
	}
}

func TestTooManyAreRefusedAtOnce(t *testing.T) {
	g := open(1)
	defer enter(t, g, "first")()
	for range 6 {
		wait(t, g, "one", func(leave func()) { leave() })
	}
	if _, err := g.Enter(t.Context(), "one"); social.CodeOf(err) != social.CodeBusy {
		t.Errorf("one reader's seventh: %v", err)
	}
	for range 2 {
		wait(t, g, "two", func(leave func()) { leave() })
	}
	if _, err := g.Enter(t.Context(), "three"); social.CodeOf(err) != social.CodeBusy {
		t.Errorf("the ninth of all: %v", err)
	}
}

// TestWhoLeavesTheQueueLeavesNothing in it, and who waits too long is told so.
func TestWhoLeavesTheQueueLeavesNothing(t *testing.T) {
	g := New(Options{Turns: 1, Waiting: 8, WaitingOfOne: 6, Wait: time.Millisecond})
	leave := enter(t, g, "first")
	if _, err := g.Enter(t.Context(), "late"); social.CodeOf(err) != social.CodeBusy {
		t.Errorf("too long in the queue: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New(Options{Turns: 0, Waiting: 8, WaitingOfOne: 6, Wait: time.Hour}).Enter(gone, "gone"); !errors.Is(err, context.Canceled) {
		t.Errorf("one who left: %v", err)
	}
	if g.Busy() || len(g.order) != 0 || len(g.queues) != 0 {
		t.Errorf("left behind: %+v", g)
	}
	leave()
	leave() // twice is once
	if g.running != 0 {
		t.Errorf("%d turns are under way", g.running)
	}
}

// TestFilesWaitForPages until none asks, and are not woken before.
func TestFilesWaitForPages(t *testing.T) {
	g := open(2)
	g.LetPagesFirst(t.Context(), asker.File) // nobody asks
	one, two := enter(t, g, "a"), enter(t, g, "b")
	passed := make(chan struct{})
	go func() { g.whileBusy(t.Context(), time.Hour); close(passed) }()
	one()
	select {
	case <-passed:
		t.Error("a file passed a page")
	default:
	}
	two()
	<-passed
}
