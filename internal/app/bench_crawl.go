package app

import (
	"context"
	"fmt"
	"io"
	"time"

	"earshot/crawler"
	"earshot/crawler/bare"
	"earshot/crawler/spec"
	"earshot/internal/app/benchmark"
	"earshot/internal/pipeline/crawl"
	"earshot/internal/social"
)

const (
	// benchChains is how many lanes are read side by side.
	benchChains = 8
	// benchPages is how many pages a lane has.
	benchPages = 400
	// benchRounds is how often each side is measured; the median counts.
	benchRounds = 3
)

// benchCrawl measures pages per second of the crawler, with durable steps,
// parsing and publishing, beside a bare Colly collector that follows the same
// links and reads the same things on the same pages. Politeness is off on both
// sides.
func (a *App) benchCrawl(ctx context.Context, out io.Writer) error {
	forum := benchmark.NewForum(benchChains, benchPages)
	defer forum.Close()
	var ours, reference []rate
	for round := range benchRounds {
		mine, err := a.crawlForum(ctx, forum, fmt.Sprintf("forum-%d", round))
		if err != nil {
			return err
		}
		started := time.Now()
		done, err := bare.Crawl(ctx, forum.Job())
		if err != nil {
			return err
		}
		theirs := rate{n: done.Pages, took: time.Since(started)}
		if mine.n != done.Pages {
			return fmt.Errorf("the crawler read %d pages, the reference %d", mine.n, done.Pages)
		}
		ours, reference = append(ours, mine), append(reference, theirs)
		fmt.Fprintf(out, "crawl: round %d, %d pages: %s, bare Colly %s\n", round+1, done.Pages, mine.took.Round(time.Millisecond), theirs.took.Round(time.Millisecond))
	}
	return printBench(out, "crawl", "pages/s", median(ours), median(reference))
}

// crawlForum reads the forum once as a source of that name.
func (a *App) crawlForum(ctx context.Context, forum *benchmark.Forum, name string) (rate, error) {
	adapter, err := spec.Parse("forum.yaml", benchmark.ForumSpec)
	if err != nil {
		return rate{}, err
	}
	state, err := a.bus.Bucket(ctx, name)
	if err != nil {
		return rate{}, err
	}
	runner := crawler.New(crawler.Options{
		Adapters: []crawler.Adapter{adapter},
		Sources:  []social.Source{{Name: name, Platform: "benchmark", BaseURL: forum.URL(), Tags: forum.Tags(), Keep: social.KeepAll}},
		Fetcher: crawler.NewFetcher(crawler.FetcherOptions{
			AllowPrivate: true, Delay: -1, PerHost: benchChains, IgnoreRobots: true,
		}),
		Slice: crawlSlice,
		Posts: crawl.Publisher{Posts: queue{a.bus.Posts}}, Lanes: lanes{a.bus.Crawl}, State: state, Runs: a.store, Log: a.settings.Log,
	})
	work := crawl.New(queue{a.bus.Crawl}, runner, benchChains, a.settings.Log)
	var run social.Run
	took, err := until(ctx, func(ctx context.Context) error {
		_, err := runner.Begin(ctx, name)
		return err
	}, work.Run, func(ctx context.Context) (bool, error) {
		run, _, err = runner.Run(ctx, name)
		return !run.Finished.IsZero(), err
	})
	if err != nil {
		return rate{}, err
	}
	if run.State != social.SourceOK {
		return rate{}, fmt.Errorf("the run ended %s: %s", run.State, run.Fault)
	}
	return rate{n: run.Requests, took: took}, nil
}
