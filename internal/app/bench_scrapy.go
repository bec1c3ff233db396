package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"earshot/internal/app/benchmark"
)

// benchScrapyPages is how many pages a lane has beside Scrapy, which takes long.
const benchScrapyPages = 100

// benchScrapy measures pages per second of the crawler, with durable steps,
// parsing and publishing, beside a Scrapy spider that follows the same links and
// reads the same things on the same pages. Politeness is off on both sides.
func (a *App) benchScrapy(ctx context.Context, out io.Writer) error {
	forum := benchmark.NewForum(benchChains, benchScrapyPages)
	defer forum.Close()
	var ours, reference []rate
	for round := range benchRounds {
		done, err := forum.Scrapy(ctx)
		if errors.Is(err, benchmark.ErrNoScrapy) {
			_, err := fmt.Fprintf(out, "scrapy: left out, %v\n", err)
			return err
		}
		if err != nil {
			return err
		}
		mine, err := a.crawlForum(ctx, forum, fmt.Sprintf("scrapy-%d", round))
		if err != nil {
			return err
		}
		if mine.n != int64(done.Pages) {
			return fmt.Errorf("the crawler read %d pages, Scrapy %d", mine.n, done.Pages)
		}
		ours, reference = append(ours, mine), append(reference, rate{n: int64(done.Pages), took: done.Took})
		fmt.Fprintf(out, "scrapy: round %d, %d pages: %s, Scrapy %s\n", round+1, done.Pages, mine.took.Round(time.Millisecond), done.Took.Round(time.Millisecond))
	}
	return printBench(out, "scrapy", "pages/s", median(ours), median(reference))
}
