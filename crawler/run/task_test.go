package run

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/record"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// wholeTask is a message of the crawl stream with every field of a task, as
// released versions write it.
const wholeTask = `{"run":"R","source":"town","lane":"tea","started":"2026-11-23T12:00:00Z","since":"2026-11-21T12:00:00Z",` +
	`"horizon":"2026-10-24T12:00:00Z","until":"2026-11-22T12:00:00Z","oldest":"2026-11-21T13:00:00Z","worked":5000,"begun":true,` +
	`"frontier":[{"method":"POST","url":"https://a.example/1","header":{"Accept":"text/html"},"body":"e30=","sign":{"Cookie":"{cookie}"},` +
	`"sign_body":"{token}","step":"list","vars":{"k":"v"},"thread":"7","asks":{"id":"1","url":"https://a.example/p/1",` +
	`"created_at":"2026-11-20T12:00:00Z","fetched_at":"2026-11-21T12:00:00Z","engagement":3},"conditional":true,"within":4,` +
	`"else":[{"url":"https://a.example/old"}]}],"pages":3,"unchanged":true,"refused":1,"requests":4,"posts":5,"new":2,"items":9,"skipped":1,` +
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

func TestTaskComesBackAsItWas(t *testing.T) {
	want := task{
		Run: "R", Source: "town", Lane: "tag:tea", Started: noon, Since: noon.Add(-time.Hour), Horizon: noon.Add(-time.Minute),
		Begun: true, Pages: 3, Counts: record.Counts{Requests: 4, Posts: 5, Skipped: 1, Partial: true, Fault: "a\nb"},
		Cursor: cursor{First: noon, Newest: noon, Validators: map[string]validator{"u": {ETag: `"x"`}}},
		Fresh:  map[string]validator{"v": {LastModified: "then"}},
	}
	want.enqueue([]crawler.Request{
		{URL: "https://a.example/1"},
		{Method: "POST", URL: "https://a.example/1", Body: []byte("\n{}"), Step: "s", Vars: map[string]string{"k": "v\n"}, Conditional: true},
	})
	data, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeTask(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(task{})); diff != "" {
		t.Errorf("task (-want +got):\n%s", diff)
	}
}

func FuzzDecodeTask(f *testing.F) {
	f.Add([]byte("{\"run\":\"r\",\"source\":\"s\",\"lane\":\"l\"}\n12345678"))
	f.Add([]byte("{}"))
	f.Add([]byte("{\"run\":1}\n-1"))
	f.Add([]byte("\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := decodeTask(data)
		if err != nil {
			return
		}
		got.enqueue([]crawler.Request{{URL: "https://a.example/"}})
		again, err := got.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeTask(again); err != nil {
			t.Errorf("%q became %q: %v", data, again, err)
		}
	})
}

// TestThreadsAreKept of lists that led to none in a run, as they have not changed; one of
// which a part could not be read is read again.
func TestThreadsAreKept(t *testing.T) {
	lane := task{Cursor: cursor{Threads: map[string]string{"episode": "a", "other": "b"}}, Threads: map[string]string{"other": "c", "new": "d"}}
	lane.forgetThread(crawler.Request{Below: true, Thread: "d"})
	lane.forgetThread(crawler.Request{Thread: "c"})
	if diff := cmp.Diff(map[string]string{"episode": "a", "other": "c"}, lane.nextCursor(time.Now()).Threads); diff != "" {
		t.Errorf("threads of the next run (-want +got):\n%s", diff)
	}
}
