package app

import (
	"context"
	"fmt"
	"io"
	"time"

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
// analysis included, and then inserts the very rows that this left behind with
// clickhouse-go alone.
func (a *App) benchPosts(ctx context.Context, out io.Writer) error {
	if _, err := a.pipe(ctx, 2, 0.2); err != nil { // warms up models, pools and pages
		return err
	}
	ours, err := a.pipe(ctx, 1, benchScale)
	if err != nil {
		return err
	}
	rows, took, err := bare.Insert(ctx, a.engine.DSN())
	if err != nil {
		return err
	}
	counts, err := a.store.SourceCounts(ctx)
	if err != nil {
		return err
	}
	var stored int64
	for _, n := range counts {
		stored += n
	}
	reference := rate{n: stored, took: took}
	fmt.Fprintf(out, "posts: %d posts through stream, analysis and storage in %s; their %d rows (%d posts with those of the warm-up) inserted bare in %s\n",
		ours.n, ours.took.Round(time.Millisecond), rows, stored, took.Round(time.Millisecond))
	return printBench(out, "posts", "posts/s", ours.perSecond(), reference.perSecond())
}

// pipe puts the posts of a sample on the stream and times how long the
// analysing part takes to store them all.
func (a *App) pipe(ctx context.Context, seed int64, scale float64) (rate, error) {
	world, err := sample.Start(sample.Options{Seed: seed, Scale: scale})
	if err != nil {
		return rate{}, err
	}
	posts := world.Posts()
	world.Close()
	sink := crawl.Publisher{Posts: queue{a.bus.Posts}}
	for from := 0; from < len(posts); from += benchPage {
		page := posts[from:min(from+benchPage, len(posts))]
		for i := range page {
			page[i].Source, page[i].Keep, page[i].FetchedAt = "bench", social.KeepAll, time.Now().UTC()
		}
		if err := sink.Publish(ctx, page); err != nil {
			return rate{}, err
		}
	}
	took, err := until(ctx, nil, a.analyzeWorker.Run, func(ctx context.Context) (bool, error) {
		waiting, err := a.bus.Posts.Pending(ctx)
		return waiting == 0, err
	})
	return rate{n: int64(len(posts)), took: took}, err
}
