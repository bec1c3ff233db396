package run_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/record"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestBeginAndResume(t *testing.T) {
	srv := timeline(t, "tea", "coffee")
	b := runtest.NewRig(t, runtest.Town(srv, "tea", "coffee"), social.Source{Name: "odd", Platform: "nowhere"}, social.Source{Name: "empty", Platform: "paged"})
	r := b.Runner()
	for source, want := range map[string]social.Code{"nobody": social.CodeNotFound, "odd": social.CodeInvalid, "empty": social.CodeInvalid} {
		if _, err := r.Begin(t.Context(), source); social.CodeOf(err) != want {
			t.Errorf("Begin(%s): %v, want %s", source, err, want)
		}
	}
	if err := r.Sources().Check(); err == nil || !strings.Contains(err.Error(), `platform "nowhere" is not known`) || !strings.Contains(err.Error(), "source empty: base_url") {
		t.Errorf("Check: %v", err)
	}
	id, err := r.Begin(t.Context(), "town")
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Ledger.Runs[id]; got.State != social.SourceRunning || got.Platform != "paged" || !got.Started.Equal(runtest.Noon) {
		t.Errorf("run handed on at the start: %+v", got)
	}
	active, err := r.Active(t.Context())
	if err != nil || len(active) != 1 || active[0].ID != id {
		t.Errorf("active %+v, %v", active, err)
	}
	delete(b.Ledger.Lanes, "town/coffee")
	if _, err := r.Begin(t.Context(), "town"); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("a second Begin: %v", err)
	}
	if len(b.Ledger.Lanes) != 2 {
		t.Error("Begin did not put back the lost lane")
	}
	clear(b.Ledger.Lanes)
	if err := r.Resume(t.Context()); err != nil || len(b.Ledger.Lanes) != 2 {
		t.Errorf("after Resume %d lanes, %v", len(b.Ledger.Lanes), err)
	}
	b.Drain(r)
	if run, _, _ := r.Run(t.Context(), "town"); run.ID != id || run.State != social.SourceOK {
		t.Errorf("run %+v", run)
	}
}

// TestRunIsListedBeforeItsTasks: a run whose tasks are taken and ended at once must
// not be listed as running after it was listed as ended.
func TestRunIsListedBeforeItsTasks(t *testing.T) {
	srv := timeline(t, "tea")
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	effects := 0
	b.Ledger.Die = func(int) error {
		effects++
		if len(b.Ledger.Lanes) > 0 && len(b.Ledger.Runs) == 0 {
			t.Error("a task can be taken before its run is listed")
		}
		return nil
	}
	if _, err := b.Runner().Begin(t.Context(), "town"); err != nil {
		t.Fatal(err)
	}
	if effects == 0 || len(b.Ledger.Lanes) != 1 || len(b.Ledger.Runs) != 1 {
		t.Errorf("%d effects, %d lanes, %d runs", effects, len(b.Ledger.Lanes), len(b.Ledger.Runs))
	}
}

func TestStaleMessagesChangeNothing(t *testing.T) {
	srv := timeline(t, "tea")
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	r := b.Runner()
	if _, err := r.Begin(t.Context(), "town"); err != nil {
		t.Fatal(err)
	}
	first := b.Ledger.Lanes["town/tea"]
	if err := r.Step(t.Context(), first.Data); err != nil {
		t.Fatal(err)
	}
	second := b.Ledger.Lanes["town/tea"]
	b.Drain(r)
	before := b.Cursor("town", "tea")

	id, err := r.Begin(t.Context(), "town")
	if err != nil {
		t.Fatal(err)
	}
	// A worker that was given up for dead puts back a lane of the run that is
	// over.
	for _, old := range []runtest.Message{first, second} {
		b.Ledger.Lanes["town/tea"] = old
		b.Drain(r)
	}
	if diff := cmp.Diff(before.Newest, b.Cursor("town", "tea").Newest); diff != "" {
		t.Errorf("cursor (-want +got):\n%s", diff)
	}
	if run, _, _ := r.Run(t.Context(), "town"); run.ID != id || run.State != social.SourceOK {
		t.Errorf("the active run did not get its lane back: %+v", run)
	}
}

// TestAbandonedLanesEnd gives lanes up whose steps cannot be done: their run ends with the
// fault, the cursor stays, and the next run reads what they did not.
func TestAbandonedLanesEnd(t *testing.T) {
	for name, data := range map[string]func(runtest.Message) []byte{
		"a step that fails":        func(m runtest.Message) []byte { return m.Data },
		"one that is not readable": func(runtest.Message) []byte { return []byte("{") },
	} {
		t.Run(name, func(t *testing.T) {
			srv := timeline(t, "tea")
			b := runtest.NewRig(t, runtest.Town(srv, "tea"))
			r := b.Runner()
			id, err := r.Begin(t.Context(), "town")
			if err != nil {
				t.Fatal(err)
			}
			lane := data(b.Ledger.Lanes["town/tea"])
			if string(lane) == "{" {
				if err := r.Step(t.Context(), lane); social.CodeOf(err) != social.CodeBroken {
					t.Errorf("a step of it: %v", err)
				}
			}
			if err := r.Abandon(t.Context(), "town/tea", lane, errors.New("it is poison")); err != nil {
				t.Fatal(err)
			}
			run, _, err := r.Run(t.Context(), "town")
			if err != nil || run.ID != id || run.Finished.IsZero() || run.State != social.SourceBroken || !strings.Contains(run.Fault, "it is poison") {
				t.Errorf("the run %+v, %v", run, err)
			}
			delete(b.Ledger.Lanes, "town/tea")
			if err := r.Again(t.Context(), b.Ledger.Lanes["town/tea"].Data); social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("again without a task: %v", err)
			}
			if _, err := r.Begin(t.Context(), "town"); err != nil {
				t.Fatal(err)
			}
			b.Drain(r)
			if run, _, _ := r.Run(t.Context(), "town"); run.State != social.SourceOK || len(b.Ledger.Published) == 0 {
				t.Errorf("the next run %+v", run)
			}
		})
	}
}

func TestSourceNoLongerConfigured(t *testing.T) {
	srv := timeline(t, "tea")
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	if _, err := b.Runner().Begin(t.Context(), "town"); err != nil {
		t.Fatal(err)
	}
	b.Sources = nil
	r := b.Runner()
	b.Drain(r)
	if run, _, _ := r.Run(t.Context(), "town"); run.State != social.SourceBroken || !strings.Contains(run.Fault, "no source") {
		t.Errorf("run %+v", run)
	}
}

func TestInternalFaultsDoNotEndTheLane(t *testing.T) {
	srv := timeline(t, "tea")
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	r := b.Runner()
	if _, err := r.Begin(t.Context(), "town"); err != nil {
		t.Fatal(err)
	}
	full := social.Errorf(social.CodeUnavailable, "the stream is full")
	b.Ledger.FailPosts = full
	if _, err := b.Ledger.Deliver(func(d []byte) error { return r.Step(t.Context(), d) }); !errors.Is(err, full) {
		t.Errorf("Step: %v, want the fault of the stream", err)
	}
	b.Ledger.FailPosts = nil
	b.Drain(r)
	if run, _, _ := r.Run(t.Context(), "town"); run.State != social.SourceOK || run.Posts != 6 {
		t.Errorf("run %+v", run)
	}
}

func TestHealth(t *testing.T) {
	srv := timeline(t, "tea")
	b := runtest.NewRig(t, runtest.Town(srv, "tea"), social.Source{Name: "new", Platform: "paged"})
	for range record.RecentRuns + 2 {
		b.Crawl("town")
		b.Clock.Advance(time.Hour)
	}
	due := runtest.Noon.Add(48 * time.Hour)
	b.Ledger.State["schedule/town"] = runtest.Versioned{Value: fmt.Appendf(nil, `{"next":%q}`, due.Format(time.RFC3339))}
	got, err := b.Runner().Health(t.Context())
	if err != nil || len(got) != 2 {
		t.Fatalf("%v, %v", got, err)
	}
	town := got[0]
	if town.State != social.SourceOK || town.Last == nil || !town.LastSuccess.Equal(town.Last.Finished) || !town.Next.Equal(due) {
		t.Errorf("health %+v", town)
	}
	if len(town.Recent) != record.RecentRuns || town.Recent[0].ID != town.Last.ID || !town.Recent[1].Started.Before(town.Recent[0].Started) {
		t.Errorf("recent %+v", town.Recent)
	}
	if got[1].State != social.SourceNew || got[1].Last != nil {
		t.Errorf("health of a new source %+v", got[1])
	}
}

func TestLanesEndTogether(t *testing.T) {
	srv := runtest.NewServer(t)
	var lanes []string
	for i := range 24 {
		lane := fmt.Sprint("lane-", i)
		lanes = append(lanes, lane)
		srv.Serve("/"+lane, runtest.Page{Posts: []runtest.Post{runtest.Ago(lane, time.Hour)}})
	}
	b := runtest.NewRig(t, runtest.Town(srv, lanes...))
	r := b.Runner()
	if _, err := r.Begin(t.Context(), "town"); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, lane := range lanes {
		data := b.Ledger.Lanes["town/"+lane].Data
		for range 2 { // each message delivered to two workers at once
			wg.Go(func() {
				if err := r.Step(t.Context(), data); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	run, _, err := r.Run(t.Context(), "town")
	if err != nil || run.State != social.SourceOK || run.Posts != 24 || len(b.Ledger.Published) != 24 {
		t.Errorf("run %+v, %v", run, err)
	}
	if b.Ledger.Finished != 1 {
		t.Errorf("the run ended %d times", b.Ledger.Finished)
	}
}
