// Package tracing sends what Earshot does, and how long each part of it took, to a
// collector that speaks the OpenTelemetry protocol.
//
// A trace begins with a page that is asked for, with a step of a crawl, or with a batch
// of posts that is analysed and stored. What is done for it (requests to platforms,
// statements that ClickHouse runs) are its spans. No text of a post, no address that may
// hold a token and no name of a person is in them.
package tracing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"

	"earshot/internal/social"
)

const (
	scope = "earshot"
	// path is where a collector takes spans (OTLP 1.0, "OTLP/HTTP Request").
	path = "/v1/traces"
	// closing is how long the last spans may take to be sent.
	closing = 3 * time.Second
)

// Options say where traces go.
type Options struct {
	// Endpoint is the address of the collector, such as http://127.0.0.1:4318; the path of
	// the protocol is added where it has none.
	Endpoint string
	// Share of the traces that are sent, from 0 to 1.
	Share float64
	// Version of the program.
	Version string
	Log     *slog.Logger
}

// Tracer begins traces. The nil Tracer begins none.
type Tracer struct {
	provider *trace.TracerProvider
	tracer   api.Tracer
}

// Start makes a Tracer, or nil where opts name no collector. That the collector does not
// answer is no fault: spans that cannot be sent are dropped, and the log says so.
func Start(ctx context.Context, opts Options) (*Tracer, error) {
	if opts.Endpoint == "" {
		return nil, nil
	}
	address, err := url.Parse(opts.Endpoint)
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return nil, social.Errorf(social.CodeInvalid, "tracing: monitoring.traces wants an address as http://127.0.0.1:4318")
	}
	if address.Path == "" || address.Path == "/" {
		address.Path = path
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(address.String()))
	if err != nil {
		return nil, fmt.Errorf("tracing: connect to the collector: %w", err)
	}
	about := resource.NewSchemaless(attribute.String("service.name", scope), attribute.String("service.version", opts.Version))
	provider := trace.NewTracerProvider(trace.WithResource(about), trace.WithSampler(trace.ParentBased(trace.TraceIDRatioBased(opts.Share))),
		trace.WithBatcher(logged{exporter, opts.Log}))
	return &Tracer{provider: provider, tracer: provider.Tracer(scope)}, nil
}

// logged is an exporter whose faults are told.
type logged struct {
	trace.SpanExporter
	log *slog.Logger
}

func (l logged) ExportSpans(ctx context.Context, spans []trace.ReadOnlySpan) error {
	err := l.SpanExporter.ExportSpans(ctx, spans)
	if err != nil {
		l.log.Warn("traces are not taken by the collector", "spans", len(spans), "error", err)
	}
	// It is told here, and nowhere else.
	return nil
}

// Close sends what is left.
func (t *Tracer) Close() error {
	if t == nil {
		return nil
	}
	ctx, done := context.WithTimeout(context.Background(), closing)
	defer done()
	if err := t.provider.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("tracing: send the last traces: %w", err)
	}
	return nil
}

// Do calls do as a trace of its own.
func (t *Tracer) Do(ctx context.Context, name string, do func(context.Context) error, about ...attribute.KeyValue) error {
	if t == nil {
		return do(ctx)
	}
	ctx, span := t.tracer.Start(ctx, name, api.WithNewRoot(), api.WithAttributes(about...))
	defer span.End()
	err := do(ctx)
	if err != nil {
		span.SetStatus(codes.Error, string(social.CodeOf(err)))
	}
	return err
}

// Posts says how many posts something is done with.
func Posts(n int) attribute.KeyValue { return attribute.Int("earshot.posts", n) }

// Pages makes each request for a page a trace, named by name.
func (t *Tracer) Pages(name func(*http.Request) string, pages http.Handler) http.Handler {
	if t == nil {
		return pages
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := name(r)
		ctx, span := t.tracer.Start(r.Context(), "page "+page, api.WithNewRoot(), api.WithSpanKind(api.SpanKindServer),
			api.WithAttributes(attribute.String("http.request.method", r.Method), attribute.String("http.route", page)))
		defer span.End()
		pages.ServeHTTP(w, r.WithContext(ctx))
	})
}
