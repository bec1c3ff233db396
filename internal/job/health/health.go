// Package health tells how the sources are from what is stored of their runs.
package health

import (
	"context"
	"time"

	"earshot/crawler/schedule"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
	"earshot/internal/app/sourceservice"
	"earshot/internal/social"
	"earshot/storage"
)

// Run tells the health of every configured source as it is stored, in the order
// of the configuration. It can be asked beside an Earshot that is running on
// the same folder. Next is by the schedule, as a running Earshot keeps it.
func Run(ctx context.Context, s app.Settings) ([]social.SourceHealth, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return nil, err
	}
	store, eng, err := app.OpenStoreAt(ctx, s, cfg.Storage.DSN)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err := app.CloseStore(store, eng); err != nil {
			s.Log.Error("close storage", "error", err)
		}
	}()
	all, err := Of(ctx, s, cfg, store)
	if err != nil {
		return nil, err
	}
	parked, err := app.ParkedMessages(ctx, s)
	if err != nil {
		s.Log.Warn("what is parked of the sources is not known", "error", err)
	}
	all = sourceservice.AddHeld(all, app.HeldParked(parked))
	return all, nil
}

// Of is Run on a store that is open.
func Of(ctx context.Context, s app.Settings, cfg config.Config, store *storage.Store) ([]social.SourceHealth, error) {
	adapters, err := sources.LoadAdapters(s.ConfigFile)
	if err != nil {
		return nil, err
	}
	brands, err := sources.Brands(cfg)
	if err != nil {
		return nil, err
	}
	configured, err := sources.New(cfg, brands, adapters)
	if err != nil {
		return nil, err
	}
	now := time.Now().UTC()
	all := make([]social.SourceHealth, 0, len(configured))
	for _, src := range configured {
		health := social.SourceHealth{
			Source: src.Name, Platform: src.Platform, State: social.SourceNew,
			Coverage: src.Coverage,
		}
		plan, err := schedule.Parse(src.Schedule)
		if err != nil {
			return nil, err
		}
		health.Next = plan.After(now, src.Name)
		all = append(all, health)
	}
	return all, (&sourceservice.History{Store: store}).Add(ctx, all, now)
}
