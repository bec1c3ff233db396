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
	hear(t, dir, c, 100, func(a *App) {
		wish(t, a, e)
		a.OpinionWorker.Run(ctx)
		if got := sentimentOf(t, a, e); got.Origin() != social.OriginModel {
			t.Errorf("after the cut: %+v", got)
		}
	})
	c.odd = nil
	hear(t, dir, c, 100, func(a *App) {
		state := work(t, a)
		if c.requests() != 2 || state.Requests != 2 || state.Given != 1 {
			t.Errorf("%d requests served, state %+v", c.requests(), state)
		}
		if got := sentimentOf(t, a, e); got.Origin() != social.OriginOpinion {
			t.Errorf("at last: %+v", got)
		}
	})
}

// TestNotedOpinionIsNotAskedForAgain ends the work after the opinion is noted and
// before its task is acknowledged.
func TestNotedOpinionIsNotAskedForAgain(t *testing.T) {
	c, dir := newChat(t), t.TempDir()
	e := mention("so so", 0.45, 0)
	hear(t, dir, c, 100, func(a *App) {
		wish(t, a, e)
		said, err := a.OpinionWorker.Judge(t.Context(), e.Post)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.OpinionWorker.Note(t.Context(), e.Post, *said); err != nil {
			t.Fatal(err)
		}
	})
	hear(t, dir, c, 100, func(a *App) {
		state := work(t, a)
		if c.requests() != 1 || state.Requests != 1 || state.Waiting != 0 {
			t.Errorf("%d requests served, state %+v", c.requests(), state)
		}
		if got := sentimentOf(t, a, e); got.Origin() != social.OriginOpinion {
			t.Errorf("judged %+v", got)
		}
	})
}

// TestOpinionOfADeletedPostIsNotKept deletes and edits posts while the model
// thinks about them.
func TestOpinionOfADeletedPostIsNotKept(t *testing.T) {
	c := newChat(t)
	gone, edited := mention("gone", 0.45, 0), mention("edited", 0.45, 0)
	hear(t, t.TempDir(), c, 100, func(a *App) {
		later := edited
		later.Post.Text, later.Post.FetchedAt = "edited since", edited.Post.FetchedAt.Add(time.Hour)
		deleted := gone
		deleted.Post = social.Post{Platform: "feed", ID: gone.Post.ID, Deleted: true, FetchedAt: later.Post.FetchedAt}
		c.odd = func(_ http.ResponseWriter, text string, _ int) bool {
			switch text {
			case "gone":
				writeEntries(t, a, deleted)
			case "edited":
				wish(t, a, later)
			}
			return false
		}
		wish(t, a, gone, edited)
		work(t, a)
		left, err := a.Store.Post(t.Context(), gone.Post.Key())
		if err != nil || !left.Post.Deleted || left.Analysis.Sentiment.Opinion != nil {
			t.Errorf("left of the deleted post: %+v, %v", left, err)
		}
		noted, err := a.Store.Opined(t.Context(), []social.Post{gone.Post, later.Post})
		if err != nil || noted[gone.Post.Key()] || !noted[later.Post.Key()] {
			t.Errorf("opinions noted %v, %v", noted, err)
		}
		if got := sentimentOf(t, a, later); got.Opinion == nil || got.Opinion.Quote != "edited since" {
			t.Errorf("the edited post is judged %+v", got)
		}
	})
}

// TestBudgetIsSharedByProcesses spends one budget from many sides at once.
func TestBudgetIsSharedByProcesses(t *testing.T) {
	hear(t, t.TempDir(), newChat(t), 25, func(a *App) {
		var spending sync.WaitGroup
		var mu sync.Mutex
		allowed := 0
		for range 4 {
			budget := *a.OpinionWorker.Budget
			spending.Go(func() {
				for range 10 {
					err := budget.Spend(t.Context())
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
		if day, err := a.OpinionWorker.Budget.Today(t.Context()); allowed != 25 || day.Requests != 25 || err != nil {
			t.Errorf("%d requests allowed, %+v, %v", allowed, day, err)
		}
	})
}
