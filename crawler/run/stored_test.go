package run_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestStoreOfAnEarlierReleaseGoesOn continues a run that a released version
// left half way through a lane, and compares what is stored at its end.
func TestStoreOfAnEarlierReleaseGoesOn(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Serve("/tea/2", runtest.Page{Posts: []runtest.Post{runtest.Ago("2", 2*time.Hour)}})
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	store := func(key, value string) { b.Ledger.State[key] = runtest.Versioned{Value: []byte(value), Rev: 1} }
	store("cursor/town/tea", `{"first":"2026-11-20T12:00:00Z","newest":"2026-11-23T09:00:00Z","filled":1}`)
	store("run/town", `{"run":{"id":"R2","source":"town","platform":"paged","state":"running","started":"2026-11-23T11:59:00Z","requests":0,"posts":0,"new":null,"skipped":0},`+
		`"lanes":[{"lane":"tea","requests":0,"posts":0,"new":0,"skipped":0}],"last_success":"2026-11-23T10:00:00Z",`+
		`"recent":[{"id":"R1","source":"town","platform":"paged","state":"ok","started":"2026-11-23T09:59:00Z","finished":"2026-11-23T10:00:00Z","requests":3,"posts":2,"new":2,"skipped":0}]}`)
	b.Ledger.Lanes["town/tea"] = runtest.Message{Seq: 1, Data: []byte(`{"run":"R2","source":"town","lane":"tea","started":"2026-11-23T11:59:00Z","since":"2026-11-21T09:00:00Z","horizon":"2026-10-21T12:00:00Z","begun":true,` +
		`"frontier":[{"url":"` + srv.URL + `/tea/2"}],"pages":1,"items":1,"requests":1,"posts":1,"new":1,"skipped":0,"known":"2026-11-23T09:00:00Z",` +
		`"cursor":{"first":"2026-11-20T12:00:00Z","newest":"2026-11-23T11:00:00Z","filled":1}}` + "\n12345678")}
	r := b.Runner()
	if err := r.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Drain(r)
	want := map[string]string{
		"cursor/town/tea": `{"first":"2026-11-20T12:00:00Z","newest":"2026-11-23T11:00:00Z","filled":2,"undated":{"since":"2026-11-23T12:00:01Z"}}`,
		"run/town": `{"run":{"id":"R2","source":"town","platform":"paged","state":"ok","started":"2026-11-23T11:59:00Z","finished":"2026-11-23T12:00:01Z","requests":3,"posts":2,"new":2,"items":2,"skipped":0,"reached":"2026-11-23T11:59:00Z"},` +
			`"lanes":[{"lane":"tea","state":"ok","requests":3,"posts":2,"new":2,"items":2,"skipped":0}],"written":true,"last_success":"2026-11-23T12:00:01Z",` +
			`"recent":[{"id":"R1","source":"town","platform":"paged","state":"ok","started":"2026-11-23T09:59:00Z","finished":"2026-11-23T10:00:00Z","requests":3,"posts":2,"new":2,"skipped":0}]}`,
	}
	got := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(b.Ledger.State)) {
		if !strings.HasPrefix(key, "robots/") {
			got[key] = string(b.Ledger.State[key].Value)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
	if b.Ledger.Published["2"] != 1 {
		t.Errorf("published %v", b.Ledger.Published)
	}
}

// TestBackfillShowsItsStoredProgress: how far a released version says a lane of
// a back-fill is.
func TestBackfillShowsItsStoredProgress(t *testing.T) {
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged"})
	store := func(key, value string) { b.Ledger.State[key] = runtest.Versioned{Value: []byte(value), Rev: 1} }
	store("run/town", `{"run":{"id":"R","source":"town","platform":"paged","state":"running","started":"2026-11-23T11:59:00Z","from":"2026-11-01T00:00:00Z","to":"2026-11-11T00:00:00Z","requests":0,"posts":0,"new":null,"skipped":0},`+
		`"lanes":[{"lane":"tea","requests":0,"posts":0,"new":0,"skipped":0}]}`)
	store("backfill/town/tea", `{"run":"R","posts":7,"requests":3,"oldest":"2026-11-06T00:00:00Z","worked":60000000000}`)
	got, err := b.Runner().Progress(t.Context(), "town")
	if err != nil || got == nil || got.Posts != 7 || got.Requests != 3 || !got.Reached.Equal(time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("progress %+v, %v", got, err)
	}
}
