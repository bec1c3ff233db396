package caption

import (
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
