package app

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestOpinionCutShortIsAskedOnceMore ends the work while the model answers: the
// answer is lost, so it is asked for again, once.
func TestOpinionCutShortIsAskedOnceMore(t *testing.T) {
	c, dir := newChat(t), t.TempDir()
	ctx, cut := context.WithCancel(t.Context())
	defer cut()
	c.odd = func(http.ResponseWriter, string, int) bool {
		cut()
		return false
	}
	e := mention("so so", 0.45, 0)
	hear(t, dir, c, 100, func(h *house) {
		wish(t, h, e)
		h.opining.run(ctx)
		if got := sentimentOf(t, h, e); got.Origin() != social.OriginModel {
			t.Errorf("after the cut: %+v", got)
		}
	})
	c.odd = nil
	hear(t, dir, c, 100, func(h *house) {
		state := work(t, h)
		if c.requests() != 2 || state.Requests != 2 || state.Given != 1 {
			t.Errorf("%d requests served, state %+v", c.requests(), state)
		}
		if got := sentimentOf(t, h, e); got.Origin() != social.OriginOpinion {
			t.Errorf("at last: %+v", got)
		}
	})
}

// TestNotedOpinionIsNotAskedForAgain ends the work after the opinion is noted and
// before its task is acknowledged.
func TestNotedOpinionIsNotAskedForAgain(t *testing.T) {
	c, dir := newChat(t), t.TempDir()
	e := mention("so so", 0.45, 0)
	hear(t, dir, c, 100, func(h *house) {
		wish(t, h, e)
		said, err := h.opining.ask(t.Context(), e.Post)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.opining.note(t.Context(), e.Post, *said); err != nil {
			t.Fatal(err)
		}
	})
	hear(t, dir, c, 100, func(h *house) {
		state := work(t, h)
		if c.requests() != 1 || state.Requests != 1 || state.Waiting != 0 {
			t.Errorf("%d requests served, state %+v", c.requests(), state)
		}
		if got := sentimentOf(t, h, e); got.Origin() != social.OriginOpinion {
			t.Errorf("judged %+v", got)
		}
	})
}

// TestOpinionOfADeletedPostIsNotKept deletes and edits posts while the model
// thinks about them.
func TestOpinionOfADeletedPostIsNotKept(t *testing.T) {
	c := newChat(t)
	gone, edited := mention("gone", 0.45, 0), mention("edited", 0.45, 0)
	hear(t, t.TempDir(), c, 100, func(h *house) {
		later := edited
		later.Post.Text, later.Post.FetchedAt = "edited since", edited.Post.FetchedAt.Add(time.Hour)
		deleted := gone
		deleted.Post = social.Post{Platform: "feed", ID: gone.Post.ID, Deleted: true, FetchedAt: later.Post.FetchedAt}
		c.odd = func(_ http.ResponseWriter, text string, _ int) bool {
			switch text {
			case "gone":
				write(t, h, deleted)
			case "edited":
				wish(t, h, later)
			}
			return false
		}
		wish(t, h, gone, edited)
		work(t, h)
		left, err := h.store.Post(t.Context(), gone.Post.Key())
		if err != nil || !left.Post.Deleted || left.Analysis.Sentiment.Opinion != nil {
			t.Errorf("left of the deleted post: %+v, %v", left, err)
		}
		noted, err := h.store.Opined(t.Context(), []social.Post{gone.Post, later.Post})
		if err != nil || noted[gone.Post.Key()] || !noted[later.Post.Key()] {
			t.Errorf("opinions noted %v, %v", noted, err)
		}
		if got := sentimentOf(t, h, later); got.Opinion == nil || got.Opinion.Quote != "edited since" {
			t.Errorf("the edited post is judged %+v", got)
		}
	})
}

// TestBudgetIsSharedByProcesses spends one budget from many sides at once.
func TestBudgetIsSharedByProcesses(t *testing.T) {
	hear(t, t.TempDir(), newChat(t), 25, func(h *house) {
		var spending sync.WaitGroup
		var mu sync.Mutex
		allowed := 0
		for range 4 {
			book := *h.opining.book
			spending.Go(func() {
				for range 10 {
					err := book.spend(t.Context())
					if err != nil && social.CodeOf(err) != social.CodeRateLimited {
						t.Error(err)
					}
					if err == nil {
						mu.Lock()
						allowed++
						mu.Unlock()
					}
				}
			})
		}
		spending.Wait()
		if day, _, err := h.opining.book.today(t.Context()); allowed != 25 || day.Requests != 25 || err != nil {
			t.Errorf("%d requests allowed, %+v, %v", allowed, day, err)
		}
	})
}

// TestRest follows a model that is out of order through its rests.
func TestRest(t *testing.T) {
	now := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	r := &rest{now: func() time.Time { return now }, first: restFirst}
	fault := social.Errorf(social.CodeUnavailable, "out of order")
	var rests []time.Duration
	for range 10 {
		rests = append(rests, r.fault(fault))
		if again := r.fault(fault); again != rests[len(rests)-1] || r.left() != again {
			t.Errorf("a fault of the same moment rests %s, not %s", again, rests[len(rests)-1])
		}
		if _, down := r.down(); down != (len(rests) >= restFaults) {
			t.Errorf("after %d faults: down %t", len(rests), down)
		}
		now = now.Add(r.left())
	}
	if rests[0] != restFirst || rests[1] != 2*restFirst || rests[9] != restMost {
		t.Errorf("rests %v", rests)
	}
	if r.answered(); r.left() != 0 {
		t.Errorf("after an answer it rests %s", r.left())
	}
}
