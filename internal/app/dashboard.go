package app

import (
	"context"

	"earshot/analyzer/emotion"
	"earshot/dashboard"
	"earshot/internal/app/sourceservice"
	"earshot/internal/social"
)

// DashboardOptions are page with what the App has for it.
func (a *App) DashboardOptions(page dashboard.Options) dashboard.Options {
	page.Reader, page.Corrections = a.Store, a.Store
	page.Sources = sourceservice.SourceService{Runner: a.Runner, Scheduler: a.Scheduler, History: &sourceservice.History{Store: a.Store}}
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
