package tracing_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/trace"
	collected "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"

	"earshot/internal/app/tracing"
	"earshot/internal/social"
)

// collector takes spans as the OpenTelemetry collector does.
type collector struct {
	*httptest.Server
	mu    sync.Mutex
	spans []string
}

func newCollector(t *testing.T, status int) *collector {
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := io.Reader(r.Body)
		if r.Header.Get("Content-Encoding") == "gzip" {
			unzipped, err := gzip.NewReader(r.Body)
			if err != nil {
				t.Error(err)
				return
			}
			body = unzipped
		}
		data, err := io.ReadAll(body)
		var request collected.ExportTraceServiceRequest
		if err == nil {
			err = proto.Unmarshal(data, &request)
		}
		if err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s: %v", r.URL, err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, resource := range request.ResourceSpans {
			for _, scope := range resource.ScopeSpans {
				for _, span := range scope.Spans {
					told := span.Name
					if len(span.ParentSpanId) > 0 {
						told = "  " + told
					}
					if span.Status != nil && span.Status.Message != "" {
						told += ": " + span.Status.Message
					}
					c.spans = append(c.spans, told)
				}
			}
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(c.Close)
	return c
}

// TestTraces sends a page, a step that fails and what was done for it to a collector.
func TestTraces(t *testing.T) {
	c := newCollector(t, http.StatusOK)
	tracer, err := tracing.Start(t.Context(), tracing.Options{Endpoint: c.URL, Share: 1, Version: "test", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	tracer.Pages(func(*http.Request) string { return "overview" }, http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/?q=secret", nil))
	fault := social.Errorf(social.CodeBlocked, "the words of a fault may name somebody")
	err = tracer.Do(t.Context(), "crawl step", func(ctx context.Context) error {
		_, span := trace.SpanFromContext(ctx).TracerProvider().Tracer("part").Start(ctx, "fetch")
		span.End()
		return fault
	}, tracing.Posts(3))
	if !errors.Is(err, fault) {
		t.Errorf("the fault of what is traced is %v, want %v", err, fault)
	}
	if err := tracer.Close(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(c.spans)
	want := []string{"  fetch", "crawl step: blocked", "page overview"}
	if diff := cmp.Diff(want, c.spans); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
}

// TestNoTraces: without a collector nothing is traced, and everything is done; with one
// that takes none the log says so.
func TestNoTraces(t *testing.T) {
	none, err := tracing.Start(t.Context(), tracing.Options{})
	if err != nil || none != nil {
		t.Fatalf("%v, %v", none, err)
	}
	done := false
	if err := none.Do(t.Context(), "x", func(ctx context.Context) error {
		done = !trace.SpanFromContext(ctx).IsRecording()
		return nil
	}); err != nil || !done {
		t.Errorf("%v, done: %v", err, done)
	}
	if err := none.Close(); err != nil {
		t.Error(err)
	}
	if _, err := tracing.Start(t.Context(), tracing.Options{Endpoint: "127.0.0.1:4318"}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("an address without a scheme: %v", err)
	}

	var said strings.Builder
	c := newCollector(t, http.StatusBadRequest)
	refused, err := tracing.Start(t.Context(), tracing.Options{Endpoint: c.URL, Share: 1, Log: slog.New(slog.NewTextHandler(&said, nil))})
	if err != nil {
		t.Fatal(err)
	}
	if err := refused.Do(t.Context(), "x", func(context.Context) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := refused.Close(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said.String(), "not taken by the collector") {
		t.Errorf("the log says %q", said.String())
	}
}
