package monitor_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/app/monitor"
	"earshot/internal/social"
)

// get asks a server over a real connection.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func serve(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// TestReady asks parts that answer, fail and hang.
func TestReady(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	m := monitor.New(monitor.Options{Parts: []monitor.Part{
		{Name: "well", Check: func(context.Context) error { return nil }},
		{Name: "ill", Check: func(context.Context) error { return errors.New("the disk is full") }},
		{Name: "stuck", Check: func(context.Context) error { <-release; return nil }},
	}})
	url := serve(t, m.Handler())
	code, body := get(t, url+"/readyz")
	if code != http.StatusServiceUnavailable {
		t.Errorf("status %d while parts are not ready", code)
	}
	var got monitor.Readiness
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	want := monitor.Readiness{Parts: map[string]monitor.State{
		"well": {Ready: true}, "ill": {Fault: "the disk is full"}, "stuck": {Fault: "does not answer within 1s"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("readiness differs (-want +got):\n%s", diff)
	}
	// The process lives whatever its parts do.
	if code, body := get(t, url+"/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("/healthz answers %d %q", code, body)
	}
}

// TestReadyWhenAllAnswer is the answer of a process that may be used.
func TestReadyWhenAllAnswer(t *testing.T) {
	t.Parallel()
	m := monitor.New(monitor.Options{Parts: []monitor.Part{{Name: "storage", Check: func(context.Context) error { return nil }}}})
	code, body := get(t, serve(t, m.Handler())+"/readyz")
	if code != http.StatusOK || !strings.Contains(body, `"ready":true`) {
		t.Errorf("/readyz answers %d %s", code, body)
	}
}

// TestMetrics reads the figures as Prometheus does.
func TestMetrics(t *testing.T) {
	t.Parallel()
	success := time.Unix(1_700_000_000, 0)
	m := monitor.New(monitor.Options{
		Version: "v1",
		Parts:   []monitor.Part{{Name: "storage", Check: func(context.Context) error { return nil }}},
		Queues: func(context.Context) (map[string]monitor.Queue, error) {
			return map[string]monitor.Queue{"posts": {Waiting: 7, InHand: 2, Bytes: 9}}, nil
		},
		Posts: func() map[string]int64 { return map[string]int64{"new": 5} },
		Sources: func(context.Context) ([]social.SourceHealth, error) {
			ended := social.Run{Source: "read \"me\"", State: social.SourceOK, Started: success, Finished: success}
			return []social.SourceHealth{
				{Source: "read \"me\"", Platform: "feed", State: social.SourceOK, Last: &ended, LastSuccess: success, Stored: 12, Errors: &social.Errors{Failed: 1, Runs: 4}},
				{Source: "new", Platform: "feed", State: social.SourceNew},
			}, nil
		},
		Engine: func() monitor.Engine { return monitor.Engine{Restarts: 3, Memory: 4096} },
		Free:   func() (uint64, error) { return 0, errors.New("no such folder") },
	})
	url := serve(t, m.Beside(http.NotFoundHandler()))
	get(t, url+"/posts/x/y")
	get(t, url+"/made-up-1")
	get(t, url+"/made-up-2")
	code, body := get(t, url+"/metrics")
	if code != http.StatusOK {
		t.Fatalf("status %d: %s", code, body)
	}
	for _, line := range []string{
		`earshot_build_info{version="v1"} 1`,
		`earshot_ready{part="storage"} 1`,
		`earshot_stream_messages{stream="posts"} 7`,
		`earshot_stream_messages_in_hand{stream="posts"} 2`,
		`earshot_stream_bytes{stream="posts"} 9`,
		`earshot_posts_total{outcome="new"} 5`,
		`earshot_source_last_success_timestamp_seconds{platform="feed",source="read \"me\""} 1.7e+09`,
		`earshot_source_posts{platform="feed",source="new"} 0`,
		`earshot_source_runs_failed{platform="feed",source="read \"me\""} 1`,
		`earshot_engine_restarts_total 3`,
		`earshot_engine_resident_memory_bytes 4096`,
		`earshot_scrape_errors 1`,
		`earshot_http_requests_total{page="posts",status="404"} 1`,
		`earshot_http_requests_total{page="other",status="404"} 2`,
	} {
		if !strings.Contains(body, line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
	for _, absent := range []string{`earshot_source_ok{platform="feed",source="new"}`, `success_timestamp_seconds{platform="feed",source="new"}`, "earshot_data_folder_free_bytes ", "/posts/x/y", "made-up"} {
		if strings.Contains(body, absent) {
			t.Errorf("%s is told, and is not known or not to be told", absent)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
}
