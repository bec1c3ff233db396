package caption

import (
	"context"
	"errors"
	"testing"
)

// TestAnswersThatCannotBeWrittenAreKept: what was paid for is written when the store works
// again, and nothing is asked meanwhile.
func TestAnswersThatCannotBeWrittenAreKept(t *testing.T) {
	wd := newWorld("a", "b", "c", "d", "e", "f")
	w := wd.worker(t)
	wd.broken = true
	for range 3 {
		if _, err := w.pass(t.Context()); !errors.Is(err, errStore) {
			t.Errorf("error %v", err)
		}
	}
	if asked := wd.asked.Load(); asked != 4 || len(wd.asks) > 0 {
		t.Errorf("%d asked about while nothing can be written, %v", asked, wd.asks)
	}
	wd.broken = false
	for range 2 {
		if _, err := w.pass(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if asked := wd.asked.Load(); asked != 6 || len(wd.asks) != 6 || w.counts.given.Load() != 6 {
		t.Errorf("%d asked about, %d given, %v", asked, w.counts.given.Load(), wd.asks)
	}
}

// TestAnOtherDoesNotAskMeanwhile: a picture whose answer cannot be written yet is not free
// for others to ask about, nor is the work over, be the budget spent or not.
func TestAnOtherDoesNotAskMeanwhile(t *testing.T) {
	wd := newWorld("a")
	w, other := wd.worker(t), wd.worker(t)
	wd.broken = true
	if _, err := w.pass(t.Context()); !errors.Is(err, errStore) {
		t.Errorf("error %v", err)
	}
	w.opts.Budget.Limits.Pictures = 0
	if idle, err := w.Idle(t.Context()); idle || err != nil {
		t.Errorf("idle %v, %v, while an answer is not written", idle, err)
	}
	wd.broken = false
	if _, err := other.pass(t.Context()); err != nil || wd.asked.Load() != 1 {
		t.Errorf("%d asked about, %v", wd.asked.Load(), err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	w.Run(ended)
	claimed, err := other.claims.Stands(t.Context(), "a")
	if a := wd.asks["a"]; a.Said.Text != "Picture 1" || claimed || err != nil {
		t.Errorf("written at the end: %+v, still claimed %t, %v", a, claimed, err)
	}
}
