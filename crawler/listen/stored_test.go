package listen_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"earshot/crawler/listen"
	"earshot/crawler/runtest"
)

// TestPlaceOfAnEarlierReleaseGoesOn listens from a place in the stream that a
// released version stored, and compares how the new place is stored.
func TestPlaceOfAnEarlierReleaseGoesOn(t *testing.T) {
	srv := station(t, runtest.Post{ID: "a", At: runtest.Noon.Add(-10 * time.Minute)}, runtest.Post{ID: "b", At: runtest.Noon})
	b := tuned(t, srv)
	b.Ledger.State["cursor/waves/stream"] = runtest.Versioned{Value: []byte(`"2026-11-23T11:50:00Z"`), Rev: 1}
	if err := listener(b, listen.Options{}).CatchUp(t.Context(), "waves"); err != nil {
		t.Fatal(err)
	}
	from := runtest.Noon.Add(-10*time.Minute - 5*time.Second)
	if asked := srv.Asked[len(srv.Asked)-1].URL.RawQuery; asked != fmt.Sprint("from=", from.Unix()) {
		t.Errorf("the stream was asked for %s, want 5 s before the stored place", asked)
	}
	if got := string(b.Ledger.State["cursor/waves/stream"].Value); got != `"2026-11-23T12:00:00Z"` {
		t.Errorf("the new place is stored as %s", got)
	}
	if got := string(b.Ledger.State["run/waves"].Value); !strings.Contains(got, `"lanes":[{"lane":"stream","state":"ok",`) {
		t.Errorf("the run is stored as %s", got)
	}
}
