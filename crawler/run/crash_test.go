package run_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// timeline serves lanes of three pages of two posts each, newest first.
func timeline(t *testing.T, lanes ...string) *runtest.Server {
	srv := runtest.NewServer(t)
	for l, lane := range lanes {
		for n := 1; n <= 3; n++ {
			path := "/" + lane
			if n > 1 {
				path = fmt.Sprintf("/%s/%d", lane, n)
			}
			srv.Mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
				page := runtest.Page{}
				for i := range 2 {
					age := time.Duration(l*10+n*2+i) * time.Hour
					page.Posts = append(page.Posts, runtest.Post{ID: fmt.Sprintf("%s-%d-%d", lane, n, i), At: runtest.Noon.Add(-age)})
				}
				if n < 3 {
					page.Next = []string{fmt.Sprintf("/%s/%d", lane, n+1)}
				}
				w.Header().Set("ETag", `"v1"`)
				json.NewEncoder(w).Encode(page)
			})
		}
	}
	return srv
}

// TestDyingAnywhereLosesNothing lets the process die before and after every one
// of its effects, once each, starts a new one over the durable state, and
// expects the same end every time.
func TestDyingAnywhereLosesNothing(t *testing.T) {
	srv := timeline(t, "tea", "coffee")
	src := social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea", "coffee"}}
	points := 0
	for point := 0; ; point++ {
		b := runtest.NewRig(t, src)
		b.Paged.Conditional = true
		died := false
		b.Ledger.Die = func(op int) error {
			if op >= point && !died {
				died = true
				return runtest.ErrDied
			}
			return nil
		}
		finish(t, b)
		if !died {
			break
		}
		points++
		checkEnd(t, b, point)
		if t.Failed() {
			t.Fatalf("died at effect %d", point)
		}
	}
	if points < 30 {
		t.Errorf("only %d points to die at were found", points)
	}
}

// TestDyingAgainAndAgain lets processes die at random, one in eight times, new
// ones included.
func TestDyingAgainAndAgain(t *testing.T) {
	srv := timeline(t, "tea", "coffee")
	for seed := range 30 {
		b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea", "coffee"}})
		b.Paged.Conditional = true
		chance := rand.New(rand.NewPCG(uint64(seed), 1))
		b.Ledger.Die = func(int) error {
			if chance.IntN(8) == 0 {
				return runtest.ErrDied
			}
			return nil
		}
		finish(t, b)
		checkEnd(t, b, seed)
	}
}

// finish begins a run and starts a new process whenever one died, until the run
// has ended and was reported and no message is left.
func finish(t *testing.T, b *runtest.Rig) {
	t.Helper()
	begun := false
	for range 500 {
		r := b.Runner()
		err := r.Resume(t.Context())
		if err == nil && !begun {
			if _, err = r.Begin(t.Context(), "town"); err == nil || social.CodeOf(err) == social.CodeConflict {
				begun, err = true, nil
			}
		}
		for more := true; more && err == nil; {
			more, err = b.Ledger.Deliver(func(data []byte) error { return r.Step(t.Context(), data) })
		}
		if err == nil {
			return
		}
		if !errors.Is(err, runtest.ErrDied) {
			t.Fatalf("not the injected death: %v", err)
		}
		// A process that died in Begin after it saved the record has begun the
		// run.
		if active, err := r.Active(t.Context()); err != nil || len(active) > 0 {
			begun = true
		}
	}
	t.Fatal("the run never ends")
}

func checkEnd(t *testing.T, b *runtest.Rig, point int) {
	t.Helper()
	for _, lane := range []string{"tea", "coffee"} {
		for n := 1; n <= 3; n++ {
			for i := range 2 {
				if id := fmt.Sprintf("%s-%d-%d", lane, n, i); b.Ledger.Published[id] == 0 {
					t.Errorf("death at %d: post %s was lost", point, id)
				}
			}
		}
	}
	if got, want := b.Cursor("town", "tea").Newest, runtest.Noon.Add(-2*time.Hour); !got.Equal(want) {
		t.Errorf("death at %d: cursor of tea at %v, want %v", point, got, want)
	}
	if got, want := b.Cursor("town", "coffee").Newest, runtest.Noon.Add(-12*time.Hour); !got.Equal(want) {
		t.Errorf("death at %d: cursor of coffee at %v, want %v", point, got, want)
	}
	if n := len(b.Cursor("town", "tea").Validators); n != 3 {
		t.Errorf("death at %d: %d validators, want 3", point, n)
	}
	run, _, err := b.Runner().Run(t.Context(), "town")
	if err != nil || run.State != social.SourceOK || run.Finished.IsZero() || run.Posts != 12 {
		t.Errorf("death at %d: run %+v, %v", point, run, err)
	}
	if b.Ledger.Finished != 1 || len(b.Ledger.Runs) != 1 || b.Ledger.Runs[run.ID].State != social.SourceOK {
		t.Errorf("death at %d: %d runs ended, runs %v, want the one", point, b.Ledger.Finished, b.Ledger.Runs)
	}
	if len(b.Ledger.Lanes) != 0 {
		t.Errorf("death at %d: messages are left over", point)
	}
}
