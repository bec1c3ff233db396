package app

import (
	"context"

	"earshot/internal/app/tracing"
	"earshot/internal/pipeline/crawl"
)

// tracedSteps makes each step of a crawl a trace.
type tracedSteps struct {
	crawl.Stepper
	tracer *tracing.Tracer
}

func (s tracedSteps) Step(ctx context.Context, task []byte) error {
	return s.tracer.Do(ctx, "crawl step", func(ctx context.Context) error { return s.Stepper.Step(ctx, task) })
}

// traceOf makes a stage of the work on a batch of posts a trace.
func (a *App) traceOf(ctx context.Context, stage string, posts int, do func(context.Context) error) error {
	return a.tracer.Do(ctx, stage, do, tracing.Posts(posts))
}
