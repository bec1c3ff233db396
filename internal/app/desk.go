package app

import (
	"context"
	"time"

	"earshot/analyzer/emotion"
	"earshot/crawler"
	"earshot/crawler/schedule"
	"earshot/dashboard"
	"earshot/internal/social"
)

// desk is what the dashboard may know of and do with the sources.
type desk struct {
	runner    *crawler.Runner
	scheduler *schedule.Scheduler
	history   *history
}

// Health is the health of every source, in the order of the configuration.
func (d desk) Health(ctx context.Context) ([]social.SourceHealth, error) {
	all, err := d.runner.Health(ctx)
	if err != nil {
		return nil, err
	}
	return all, d.history.add(ctx, all, time.Now())
}

// Gaps are the times since from in which configured sources were not read.
func (d desk) Gaps(ctx context.Context, from time.Time) ([]social.Gap, error) {
	return d.history.store.Gaps(ctx, from, time.Now())
}

// Begin starts a run of a source; CodeConflict while one is under way.
func (d desk) Begin(ctx context.Context, source string) (runID string, err error) {
	return d.scheduler.RunNow(ctx, source)
}

// dashboardOptions are page with what the house has for it.
func (h *house) dashboardOptions(page dashboard.Options) dashboard.Options {
	page.Reader, page.Corrections = h.store, h.store
	page.Sources = desk{runner: h.runner, scheduler: h.scheduler, history: &history{store: h.store}}
	page.Pictures = h.bytes
	page.Brands = h.brands
	page.Log = h.settings.Log
	page.Measured = measured
	page.Outdated = func(ctx context.Context) (int64, error) {
		return h.store.Outdated(ctx, h.analysing.analyzer.Version())
	}
	if h.opining != nil {
		page.Opinions = h.opining
	}
	return page
}

// measured says how good a kind of reading is in a language, where it is known.
func measured(of social.Reading, language string) string {
	if of != social.ReadEmotions {
		return ""
	}
	return emotion.MeasuredAccuracy(language)
}
