// Package answers opens a store and tells what assistants say of the brands in it, beside
// what people say.
package answers

import (
	"context"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/answers"
	"earshot/internal/app/sources"
	"earshot/internal/social"
)

// Run tells what assistants answered from a time on, up to another.
func Run(ctx context.Context, s app.Settings, from, to time.Time) (social.AssistantReport, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return social.AssistantReport{}, err
	}
	brands, err := sources.Brands(cfg)
	if err != nil {
		return social.AssistantReport{}, err
	}
	store, eng, err := app.OpenStoreAt(ctx, s, cfg.Storage.DSN)
	if err != nil {
		return social.AssistantReport{}, err
	}
	defer func() {
		if err := app.CloseStore(store, eng); err != nil {
			s.Log.Error("close storage", "error", err)
		}
	}()
	return answers.Report(ctx, store, brands, from, to)
}
