package app

import (
	"context"
	"time"

	"earshot/crawler/schedule"
	"earshot/internal/social"
)

// Health is the health of every configured source as it is stored, in the order
// of the configuration. It can be asked beside an Earshot that is running on
// the same folder. Next is by the schedule, as a running Earshot keeps it.
func Health(ctx context.Context, s Settings) ([]social.SourceHealth, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return nil, err
	}
	adapters, err := LoadAdapters(s.ConfigFile)
	if err != nil {
		return nil, err
	}
	brands, err := NewBrands(cfg)
	if err != nil {
		return nil, err
	}
	sources, err := NewSources(cfg, brands, adapters)
	if err != nil {
		return nil, err
	}
	store, eng, err := OpenStoreAt(ctx, s, cfg.Storage.DSN)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err := CloseStore(store, eng); err != nil {
			s.Log.Error("close storage", "error", err)
		}
	}()
	runs, err := store.LatestRuns(ctx, historyRuns)
	if err != nil {
		return nil, err
	}
	success, err := store.LastSuccess(ctx)
	if err != nil {
		return nil, err
	}
	now := time.Now().UTC()
	all := make([]social.SourceHealth, 0, len(sources))
	for _, src := range sources {
		health := social.SourceHealth{
			Source: src.Name, Platform: src.Platform, State: social.SourceNew,
			LastSuccess: success[src.Name], Recent: runs[src.Name],
		}
		if len(health.Recent) > 0 {
			health.Last = &health.Recent[0]
			health.State = health.Last.State
		}
		plan, err := schedule.Parse(src.Schedule)
		if err != nil {
			return nil, err
		}
		health.Next = plan.After(now, src.Name)
		all = append(all, health)
	}
	return all, (&history{store: store}).add(ctx, all, now)
}
