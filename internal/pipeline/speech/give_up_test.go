package speech

import (
	"testing"
	"time"

	"earshot/internal/social"
)

// TestOutagesGiveNothingUp: what may pass, and what is a fault of our own, puts a recording off.
func TestOutagesGiveNothingUp(t *testing.T) {
	unavailable := social.Errorf(social.CodeUnavailable, "it is out of order")
	for name, c := range map[string]struct {
		change func(wd *world)
		err    error
	}{
		"host": {func(wd *world) { wd.fetch = func(string) error { return unavailable } }, nil},
		"busy": {func(wd *world) {
			wd.fetch = func(string) error { return social.Errorf(social.CodeRateLimited, "later") }
		}, nil},
		"own":    {func(wd *world) { wd.fetch = func(string) error { return errStore } }, nil},
		"model":  {func(wd *world) { wd.hear = func(string) error { return unavailable } }, nil},
		"ledger": {func(wd *world) { wd.noLedger = true }, errStore},
	} {
		wd := newWorld("a", "b")
		w := wd.worker(t)
		c.change(wd)
		for range 20 {
			wd.pass(t, w, c.err)
			wd.now = wd.now.Add(time.Hour)
		}
		state, err := w.Transcripts(t.Context())
		if err != nil || state.GivenUp != 0 || state.Waiting != 2 || (state.Fault != "") != (name == "model") {
			t.Errorf("%s: %+v, %v", name, state, err)
		}
		for url, ask := range wd.asks {
			if ask.Step == social.TranscriptGivenUp || ask.Attempts > 0 {
				t.Errorf("%s: %s is %+v", name, url, ask)
			}
		}
		wd.fetch, wd.hear, wd.noLedger = nil, nil, false
		wd.pass(t, w, nil)
		if wd.pass(t, w, nil); wd.asks["a"].Step != social.TranscriptHeard || wd.asks["b"].Step != social.TranscriptHeard {
			t.Errorf("%s: at last %+v", name, wd.asks)
		}
	}
}

// TestRecordingsAreGivenUpAfterDays: one that the model always fails at while others are heard
// is sent a few times a day, and given up after days.
func TestRecordingsAreGivenUpAfterDays(t *testing.T) {
	for _, code := range []social.Code{social.CodeBroken, social.CodeInvalid, social.CodeUnavailable} {
		wd := newWorld("good", "bad")
		wd.hear = func(url string) error {
			if url == "bad" {
				return social.Errorf(code, "out of memory")
			}
			return nil
		}
		w := wd.worker(t)
		began, sent := wd.now, 0
		for wd.asks["bad"].Step != social.TranscriptGivenUp && wd.now.Sub(began) < 30*24*time.Hour {
			delete(wd.asks, "good") // there is always another one
			wd.pass(t, w, nil)
			wd.now = wd.now.Add(10 * time.Minute)
		}
		for _, url := range wd.asked {
			if url == "bad" {
				sent++
			}
		}
		if took := wd.now.Sub(began); took < 48*time.Hour || took > 72*time.Hour || sent > len(restsAfter)+1+mostStumbles {
			t.Errorf("%s: given up after %s and %d times, %+v", code, took, sent, wd.asks["bad"])
		}
	}
}
