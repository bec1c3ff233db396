package look

import (
	"context"
	"sync"
	"time"

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
	// Asked is false where the time was over before, and then nothing is known.
	Asked bool
	Lane  probe.Lane
}

// AskAll asks the first address of every configured source, for as long as most, and stores
// nothing.
func AskAll(ctx context.Context, s app.Settings, cfg config.Config, most time.Duration) ([]Answer, error) {
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
	fetcher := fetch.New(app.FetcherOptions(s, cfg.Crawler, nil))
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
