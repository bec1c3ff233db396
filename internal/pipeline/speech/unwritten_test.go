package speech

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestWordsThatCannotBeWrittenAreKept: what was paid for is written when the store works again,
// nothing is asked meanwhile, here or elsewhere, and the work is not over.
func TestWordsThatCannotBeWrittenAreKept(t *testing.T) {
	wd := newWorld("a", "b")
	w, other := wd.worker(t), wd.worker(t)
	wd.broken = true
	for range 3 {
		wd.pass(t, w, errStore)
	}
	if idle, err := w.Idle(t.Context()); idle || err != nil {
		t.Errorf("idle %v, %v, while words are not written", idle, err)
	}
	wd.broken = false
	wd.pass(t, other, nil)
	wd.pass(t, w, nil)
	if diff := cmp.Diff([][]string{{"a", "b"}, {"b", "a"}}, [][]string{wd.asked, wd.matched}); diff != "" || wd.asks["a"].Text != "Words of A" {
		t.Errorf("asked and matched: %s, %+v", diff, wd.asks)
	}
}

// TestWordsAreWrittenAtTheEnd: nobody would do so afterwards.
func TestWordsAreWrittenAtTheEnd(t *testing.T) {
	wd := newWorld("a")
	w := wd.worker(t)
	wd.broken = true
	wd.pass(t, w, errStore)
	wd.broken = false
	ended, end := context.WithCancel(t.Context())
	end()
	w.Run(ended)
	claimed, err := w.claims.Stands(t.Context(), claimKey("a"))
	if wd.asks["a"].Step != social.TranscriptHeard || claimed || err != nil {
		t.Errorf("written at the end: %+v, still claimed %t, %v", wd.asks, claimed, err)
	}
}

// TestWordsOfErasedPostsAreNotWritten: not even for a moment.
func TestWordsOfErasedPostsAreNotWritten(t *testing.T) {
	wd := newWorld("a")
	wd.gone["a"] = true // between the look for recordings and the answer
	wd.pass(t, wd.worker(t), nil)
	if len(wd.written) != 1 || wd.written[0].Step != social.TranscriptForgotten || wd.written[0].Text != "" || len(wd.asked) != 1 {
		t.Errorf("written: %+v", wd.written)
	}
}
