package app

import (
	"context"
	"time"

	"earshot/analyzer/emotion"
	"earshot/crawler/run"
	"earshot/crawler/schedule"
	"earshot/dashboard"
	"earshot/internal/social"
)

// SourceService is what the dashboard may know of and do with the sources.
type SourceService struct {
	runner    *run.Runner
	scheduler *schedule.Scheduler
	history   *history
}

// Health is the health of every source, in the order of the configuration.
func (s SourceService) Health(ctx context.Context) ([]social.SourceHealth, error) {
	all, err := s.runner.Health(ctx)
	if err != nil {
		return nil, err
	}
	return all, s.history.add(ctx, all, time.Now())
}

// Gaps are the times since from in which configured sources were not read.
func (s SourceService) Gaps(ctx context.Context, from time.Time) ([]social.Gap, error) {
	return s.history.store.Gaps(ctx, from, time.Now())
}

// Begin starts a run of a source; CodeConflict while one is under way.
func (s SourceService) Begin(ctx context.Context, source string) (runID string, err error) {
	return s.scheduler.RunNow(ctx, source)
}

// dashboardOptions are page with what the App has for it.
func (a *App) dashboardOptions(page dashboard.Options) dashboard.Options {
	page.Reader, page.Corrections = a.Store, a.Store
	page.Sources = SourceService{runner: a.Runner, scheduler: a.Scheduler, history: &history{store: a.Store}}
	page.Pictures = a.Media
	page.Brands = a.Brands
	page.Log = a.Settings.Log
	page.Measured = measured
	page.Outdated = func(ctx context.Context) (int64, error) {
		return a.Store.Outdated(ctx, a.Analyzer.Version())
	}
	if a.OpinionWorker != nil {
		page.Opinions = a.OpinionWorker
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
