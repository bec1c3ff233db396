package bench

import (
	"context"
	"fmt"
	"io"

	"earshot/crawler"
	"earshot/crawler/bare"
	"earshot/crawler/fetch"
	"earshot/crawler/run"
	"earshot/crawler/spec"
	"earshot/internal/app"
	"earshot/internal/bench/forum"
	"earshot/internal/bench/measure"
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
func benchCrawl(ctx context.Context, a *app.App, out io.Writer) error {
	pages := forum.New(benchChains, benchPages)
	defer pages.Close()
	var ours, reference []measure.Rate
	for round := range benchRounds {
		mine, err := crawlForum(ctx, a, pages, fmt.Sprintf("forum-%d", round))
		if err != nil {
			return err
		}
		watch, done := stopwatch(a), bare.Done{}
		err = watch.Time(func() (err error) {
			done, err = bare.Crawl(ctx, pages.Job())
			return err
		})
		if err != nil {
			return err
		}
		theirs := watch.Rate(done.Pages)
		if mine.N != done.Pages {
			return fmt.Errorf("the crawler read %d pages, the reference %d", mine.N, done.Pages)
		}
		ours, reference = append(ours, mine), append(reference, theirs)
		fmt.Fprintf(out, "crawl: round %d, %d pages: %s, bare Colly %s\n", round+1, done.Pages, mine, theirs)
	}
	return measure.PrintRates(out, "crawl", "pages", ours, reference)
}

// crawlForum reads the forum once as a source of that name.
func crawlForum(ctx context.Context, a *app.App, pages *forum.Forum, name string) (measure.Rate, error) {
	adapter, err := spec.Parse("forum.yaml", forum.Spec)
	if err != nil {
		return measure.Rate{}, err
	}
	state, err := a.Streams.Bucket(ctx, name)
	if err != nil {
		return measure.Rate{}, err
	}
	runner := run.New(run.Options{
		Sources: crawler.NewRegistry([]crawler.Adapter{adapter}, []social.Source{
			{Name: name, Platform: "benchmark", BaseURL: pages.URL(), Tags: pages.Tags(), Keep: social.KeepAll},
		}),
		Fetcher: fetch.New(fetch.Options{
			AllowPrivate: true, Delay: -1, PerHost: benchChains, IgnoreRobots: true,
		}),
		Slice: app.CrawlSlice,
		Posts: crawl.Publisher{Posts: app.Queue{Queue: a.Streams.Posts}}, Lanes: app.Lanes{Queue: a.Streams.Crawl}, State: state, Runs: a.Store, Log: a.Settings.Log,
	})
	work := crawl.New(app.Queue{Queue: a.Streams.Crawl}, runner, benchChains, nil, a.Settings.Log)
	watch := stopwatch(a)
	watch.Settle(ctx)
	var last social.Run
	err = until(ctx, watch, func(ctx context.Context) error {
		_, err := runner.Begin(ctx, name)
		return err
	}, work.Run, func(ctx context.Context) (bool, error) {
		last, _, err = runner.Run(ctx, name)
		return !last.Finished.IsZero(), err
	})
	if err != nil {
		return measure.Rate{}, err
	}
	if last.State != social.SourceOK {
		return measure.Rate{}, fmt.Errorf("the run ended %s: %s", last.State, last.Fault)
	}
	return watch.Rate(last.Requests), nil
}
