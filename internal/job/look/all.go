package look

import (
	"context"
	"sync"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/probe"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
)

// askedAtOnce is how many sources are asked side by side. Those of one host take turns.
const askedAtOnce = 16

// Answer is what a source answers to its first request.
type Answer struct {
	Source string
	// Asked is false where the time was over before, and where it Costs; then nothing is
	// known.
	Asked bool
	// Costs says that what it answers costs its operator, so that it is not asked to have a look.
	Costs bool
	Lane  probe.Lane
}

// AskAll asks the first address of every configured source with a fetcher of these options, for
// as long as most, and stores nothing.
func AskAll(ctx context.Context, s app.Settings, cfg config.Config, options fetch.Options, most time.Duration) ([]Answer, error) {
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
	fetcher := fetch.New(options)
	ctx, stop := context.WithTimeout(ctx, most)
	defer stop()
	answers := make([]Answer, len(configured))
	next := make(chan int)
	var asking sync.WaitGroup
	for range min(askedAtOnce, len(configured)) {
		asking.Go(func() {
			for i := range next {
				src := configured[i]
				adapter, err := named(adapters, src.Platform)
				answers[i].Source = src.Name
				if err != nil {
					answers[i].Asked, answers[i].Lane.Fault = true, err
					continue
				}
				if _, answers[i].Costs = adapter.(crawler.Budgeted); answers[i].Costs {
					continue
				}
				lane := probe.First(ctx, s.Log, fetcher, adapter, src)
				if answers[i].Asked = ctx.Err() == nil; answers[i].Asked {
					answers[i].Lane = lane
				}
			}
		})
	}
	for i := range configured {
		next <- i
	}
	close(next)
	asking.Wait()
	return answers, nil
}
