package bench

import (
	"context"
	"fmt"
	"io"
	"time"

	"earshot/internal/app"
	"earshot/internal/bench/measure"
	"earshot/internal/pipeline/crawl"
	"earshot/internal/sample"
	"earshot/internal/social"
	"earshot/storage/bare"
)

const (
	// benchScale makes about 30,000 posts.
	benchScale = 5
	// benchPage is how many posts a crawler publishes together.
	benchPage = 40
)

func benchBrands() []sample.Brand {
	return []sample.Brand{
		{Name: "Northwind", Query: `(northwind OR "north wind coffee" OR #northwind) NOT airline`},
		{Name: "Tailspin", Query: `tailspin OR #tailspin`},
		{Name: "Contoso", Query: `contoso OR #contoso`},
	}
}

// benchPosts measures posts per second from the posts stream to ClickHouse,
// analysis included but for the second reading, and then inserts the very rows that
// this left behind with clickhouse-go alone. It returns the rate of the latter.
func benchPosts(ctx context.Context, a *app.App, out io.Writer) (inserted []measure.Rate, err error) {
	if _, err := pipe(ctx, a, 2, 0.2); err != nil { // warms up models, pools and pages
		return nil, err
	}
	ours, err := pipe(ctx, a, 1, benchScale)
	if err != nil {
		return nil, err
	}
	counts, err := a.Store.SourceCounts(ctx)
	if err != nil {
		return nil, err
	}
	var stored int64
	for _, n := range counts {
		stored += n
	}
	watch := stopwatch(a)
	watch.Settle(ctx)
	rows, err := bare.Insert(ctx, bare.Options{DSN: a.Engine.DSN(), Dial: a.Engine.DialContext, Timed: watch.Time})
	if err != nil {
		return nil, err
	}
	inserted = []measure.Rate{watch.Rate(stored)}
	fmt.Fprintf(out, "posts: %d posts through stream, analysis and storage in %s; their %d rows (%d posts with those of the warm-up) inserted bare, column by column, in %s\n",
		ours.N, ours, rows, stored, inserted[0])
	return inserted, measure.PrintRates(out, "posts", "posts", []measure.Rate{ours}, inserted)
}

// readAgainScale makes about 6,000 posts.
const readAgainScale = 1

// benchPostsReadAgain measures the same with the second reading of English posts,
// beside inserted, the rate of bare inserts.
func benchPostsReadAgain(ctx context.Context, a *app.App, inserted []measure.Rate, out io.Writer) error {
	ours, err := pipe(ctx, a, 1, readAgainScale)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "posts-encoder: %d posts through stream, analysis with the second reading, and storage in %s\n", ours.N, ours)
	return measure.PrintRates(out, "posts-encoder", "posts", []measure.Rate{ours}, inserted)
}

// pipe puts the posts of a sample on the stream and times how long the
// analysing part takes to store them all.
func pipe(ctx context.Context, a *app.App, seed int64, scale float64) (measure.Rate, error) {
	world, err := sample.Start(sample.Options{Seed: seed, Scale: scale})
	if err != nil {
		return measure.Rate{}, err
	}
	posts := world.Posts()
	world.Close()
	sink := crawl.Publisher{Posts: app.Queue{Queue: a.Streams.Posts}}
	for from := 0; from < len(posts); from += benchPage {
		page := posts[from:min(from+benchPage, len(posts))]
		for i := range page {
			page[i].Source, page[i].Keep, page[i].FetchedAt = "bench", social.KeepAll, time.Now().UTC()
		}
		if err := sink.Publish(ctx, page); err != nil {
			return measure.Rate{}, err
		}
	}
	watch := stopwatch(a)
	watch.Settle(ctx)
	err = until(ctx, watch, nil, a.AnalyzeWorker.Run, func(ctx context.Context) (bool, error) {
		waiting, err := a.Streams.Posts.Pending(ctx)
		return waiting == 0, err
	})
	return watch.Rate(int64(len(posts))), err
}
