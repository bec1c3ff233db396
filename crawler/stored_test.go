package crawler

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// wholeTask is a message of the crawl stream with every field of a task, as
// released versions write it.
const wholeTask = `{"run":"R","source":"town","lane":"tea","started":"2026-11-23T12:00:00Z","since":"2026-11-21T12:00:00Z",` +
	`"horizon":"2026-10-24T12:00:00Z","until":"2026-11-22T12:00:00Z","oldest":"2026-11-21T13:00:00Z","worked":5000,"begun":true,` +
	`"frontier":[{"method":"POST","url":"https://a.example/1","header":{"Accept":"text/html"},"body":"e30=","sign":{"Cookie":"{cookie}"},` +
	`"sign_body":"{token}","step":"list","vars":{"k":"v"},"thread":"7","asks":{"id":"1","url":"https://a.example/p/1",` +
	`"created_at":"2026-11-20T12:00:00Z","fetched_at":"2026-11-21T12:00:00Z","engagement":3},"conditional":true,"within":4,` +
	`"else":[{"url":"https://a.example/old"}]}],"pages":3,"items":9,"unchanged":true,"refused":1,"requests":4,"posts":5,"new":2,"skipped":1,` +
	`"events":6,"partial":true,"fault":"a fault","known":"2026-11-22T12:00:00Z","cursor":{"first":"2026-11-01T12:00:00Z",` +
	`"newest":"2026-11-22T12:00:00Z","filled":3,"validators":{"u":{"etag":"\"x\"","last_modified":"then"}},"threads":{"AAAAAAAAAAA":"6"},` +
	`"revisits":{"growing":["2"],"unanswered":["3"]}},"thread_pages":2,"threads":{"AAAAAAAAAAA":"7"},"asked":3,"failed":2,` +
	`"why":"it is gone","gone":[{"id":"4","at":"2026-11-23T11:00:00Z"}],"fresh":{"v":{"etag":"y"}}}` + "\n12345678abcdefgh"

// TestTaskKeepsItsStoredForm: a lane that a released version left in the crawl
// stream is read whole, and written as it was.
func TestTaskKeepsItsStoredForm(t *testing.T) {
	got, err := decodeTask([]byte(wholeTask))
	if err != nil {
		t.Fatal(err)
	}
	data, err := got.encode()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wholeTask, string(data)); diff != "" {
		t.Errorf("task (-want +got):\n%s", diff)
	}
}

// TestStoreOfAnEarlierReleaseGoesOn continues a run that a released version
// left half way through a lane, and compares what is stored at its end.
func TestStoreOfAnEarlierReleaseGoesOn(t *testing.T) {
	srv := newHostile(t)
	srv.serve("/tea/2", wirePage{Posts: []wirePost{ago("2", 2*time.Hour)}})
	b := newRig(t, town(srv, "tea"))
	store := func(key, value string) { b.ledger.state[key] = versioned{[]byte(value), 1} }
	store("cursor/town/tea", `{"first":"2026-11-20T12:00:00Z","newest":"2026-11-23T09:00:00Z","filled":1}`)
	store("run/town", `{"run":{"id":"R2","source":"town","platform":"paged","state":"running","started":"2026-11-23T11:59:00Z","requests":0,"posts":0,"new":null,"skipped":0},`+
		`"lanes":[{"lane":"tea","requests":0,"posts":0,"new":0,"skipped":0}],"last_success":"2026-11-23T10:00:00Z",`+
		`"recent":[{"id":"R1","source":"town","platform":"paged","state":"ok","started":"2026-11-23T09:59:00Z","finished":"2026-11-23T10:00:00Z","requests":3,"posts":2,"new":2,"skipped":0}]}`)
	b.ledger.lanes["town/tea"] = message{1, []byte(`{"run":"R2","source":"town","lane":"tea","started":"2026-11-23T11:59:00Z","since":"2026-11-21T09:00:00Z","horizon":"2026-10-21T12:00:00Z","begun":true,` +
		`"frontier":[{"url":"` + srv.URL + `/tea/2"}],"pages":1,"items":1,"requests":1,"posts":1,"new":1,"skipped":0,"known":"2026-11-23T09:00:00Z",` +
		`"cursor":{"first":"2026-11-20T12:00:00Z","newest":"2026-11-23T11:00:00Z","filled":1}}` + "\n12345678")}
	r := b.runner()
	if err := r.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.drain(r)
	want := map[string]string{
		"cursor/town/tea": `{"first":"2026-11-20T12:00:00Z","newest":"2026-11-23T11:00:00Z","filled":2}`,
		"run/town": `{"run":{"id":"R2","source":"town","platform":"paged","state":"ok","started":"2026-11-23T11:59:00Z","finished":"2026-11-23T12:00:01Z","requests":3,"posts":2,"new":2,"skipped":0},` +
			`"lanes":[{"lane":"tea","state":"ok","requests":3,"posts":2,"new":2,"skipped":0}],"written":true,"last_success":"2026-11-23T12:00:01Z",` +
			`"recent":[{"id":"R1","source":"town","platform":"paged","state":"ok","started":"2026-11-23T09:59:00Z","finished":"2026-11-23T10:00:00Z","requests":3,"posts":2,"new":2,"skipped":0}]}`,
	}
	got := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(b.ledger.state)) {
		if !strings.HasPrefix(key, "robots/") {
			got[key] = string(b.ledger.state[key].value)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
	if b.ledger.published["2"] != 1 {
		t.Errorf("published %v", b.ledger.published)
	}
}

// TestBackfillShowsItsStoredProgress: how far a released version says a lane of
// a back-fill is.
func TestBackfillShowsItsStoredProgress(t *testing.T) {
	b := newRig(t, social.Source{Name: "town", Platform: "paged"})
	store := func(key, value string) { b.ledger.state[key] = versioned{[]byte(value), 1} }
	store("run/town", `{"run":{"id":"R","source":"town","platform":"paged","state":"running","started":"2026-11-23T11:59:00Z","from":"2026-11-01T00:00:00Z","to":"2026-11-11T00:00:00Z","requests":0,"posts":0,"new":null,"skipped":0},`+
		`"lanes":[{"lane":"tea","requests":0,"posts":0,"new":0,"skipped":0}]}`)
	store("backfill/town/tea", `{"run":"R","posts":7,"requests":3,"oldest":"2026-11-06T00:00:00Z","worked":60000000000}`)
	got, err := b.runner().Progress(t.Context(), "town")
	if err != nil || got == nil || got.Posts != 7 || got.Requests != 3 || !got.Reached.Equal(time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("progress %+v, %v", got, err)
	}
}
