package caption

import (
	"testing"

	"earshot/internal/pipeline/claim"
	"earshot/internal/social"
)

// TestAClaimOfAnotherIsWaitedFor: a crawl is not over while another process asks about one
// of its pictures, unless that takes longer than a claim lives.
func TestAClaimOfAnotherIsWaitedFor(t *testing.T) {
	idle := func(w *Worker) bool {
		t.Helper()
		ok, err := w.Idle(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	for _, answers := range []bool{true, false} {
		wd := newWorld("a")
		w, other := wd.worker(t), wd.worker(t)
		_, done, mine, err := other.claims.Take(t.Context(), "a")
		if err != nil || !mine {
			t.Fatal(mine, err)
		}
		if _, err := w.pass(t.Context()); err != nil {
			t.Fatal(err)
		}
		if idle(w) || wd.asked.Load() > 0 {
			t.Errorf("idle %v, %d asked about", idle(w), wd.asked.Load())
		}
		if answers {
			if err := wd.WriteCaptions(t.Context(), social.CaptionAsk{SHA256: "a", Step: social.CaptionGiven}); err != nil {
				t.Fatal(err)
			}
			done()
			if idle(w) || !idle(w) {
				t.Error("what became of the claim is not looked at")
			}
			continue
		}
		w.mu.Lock()
		for _, d := range w.putOff {
			d.claimed = d.claimed.Add(-claim.Life)
		}
		w.mu.Unlock()
		if !idle(w) {
			t.Error("another process is waited for without end")
		}
		done()
	}
}
