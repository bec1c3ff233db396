package database

import (
	"context"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"earshot/storage/queries"
)

// Cost is what one statement cost ClickHouse, by its own count.
type Cost struct {
	// Query is the name of the statement.
	Query string
	// Took is the time until its last row was taken.
	Took time.Duration
	// Processor is the time of all its threads, in user and system mode.
	Processor time.Duration
	// Rows and Bytes are what was read of tables.
	Rows, Bytes int64
	// Memory is the most that it held at once, in bytes.
	Memory int64
}

// Observe has the cost of each statement that ends told to observe, which is called
// side by side; nil ends that.
func (d *DB) Observe(observe func(Cost)) {
	if observe == nil {
		d.observe.Store(nil)
		return
	}
	d.observe.Store(&observe)
}

// meter counts what a statement costs. The nil meter counts nothing.
type meter struct {
	observe func(Cost)
	span    trace.Span
	begun   time.Time
	mu      sync.Mutex
	cost    Cost
}

// meter begins to count what the statement run with the returned context costs. What it
// is run for may be traced; the statement is a span of it then.
func (d *DB) meter(ctx context.Context, name queries.Name) (context.Context, *meter) {
	observe, traced := d.observe.Load(), trace.SpanFromContext(ctx)
	if observe == nil && !traced.IsRecording() {
		return ctx, nil
	}
	m := &meter{begun: time.Now(), cost: Cost{Query: name.String()}}
	if observe != nil {
		m.observe = *observe
	}
	if traced.IsRecording() {
		ctx, m.span = traced.TracerProvider().Tracer("earshot/storage").Start(ctx, "query "+name.String(), trace.WithSpanKind(trace.SpanKindClient),
			trace.WithAttributes(attribute.String("db.system.name", "clickhouse")))
	}
	return clickhouse.Context(ctx, clickhouse.WithProfileEvents(m.add)), m
}

// add takes what the server counted since it last told. It tells of the threads one
// by one and of the statement as a whole, which is thread 0.
func (m *meter) add(events []clickhouse.ProfileEvent) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range events {
		if e.ThreadID != 0 {
			continue
		}
		switch e.Name {
		case "UserTimeMicroseconds", "SystemTimeMicroseconds":
			m.cost.Processor += time.Duration(e.Value) * time.Microsecond
		case "SelectedRows":
			m.cost.Rows += e.Value
		case "SelectedBytes":
			m.cost.Bytes += e.Value
		case "MemoryTrackerPeakUsage":
			m.cost.Memory = max(m.cost.Memory, e.Value)
		}
	}
}

// done tells what the statement cost.
func (m *meter) done() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cost.Took = time.Since(m.begun)
	if m.span != nil {
		m.span.SetAttributes(attribute.Int64("earshot.processor_us", m.cost.Processor.Microseconds()), attribute.Int64("earshot.rows_read", m.cost.Rows))
		m.span.End()
	}
	if m.observe != nil {
		m.observe(m.cost)
	}
}
