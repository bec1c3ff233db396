package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"earshot/internal/app"
	"earshot/internal/bench/forum"
	"earshot/internal/bench/measure"
)

// benchScrapyPages is how many pages a lane has beside Scrapy, which takes long.
const benchScrapyPages = 100

// benchScrapy measures pages per second of the crawler, with durable steps,
// parsing and publishing, beside a Scrapy spider that follows the same links and
// reads the same things on the same pages. Politeness is off on both sides.
func benchScrapy(ctx context.Context, a *app.App, out io.Writer) error {
	pages := forum.New(benchChains, benchScrapyPages)
	defer pages.Close()
	var ours, reference []measure.Rate
	for round := range benchRounds {
		done, err := pages.Scrapy(ctx)
		if errors.Is(err, forum.ErrNoScrapy) {
			_, err := fmt.Fprintf(out, "scrapy: left out, %v\n", err)
			return err
		}
		if err != nil {
			return err
		}
		mine, err := crawlForum(ctx, a, pages, fmt.Sprintf("scrapy-%d", round))
		if err != nil {
			return err
		}
		if mine.N != int64(done.Pages) {
			return fmt.Errorf("the crawler read %d pages, Scrapy %d", mine.N, done.Pages)
		}
		ours, reference = append(ours, mine), append(reference, measure.Rate{N: int64(done.Pages), Took: done.Took})
		fmt.Fprintf(out, "scrapy: round %d, %d pages: %s, Scrapy %s\n", round+1, done.Pages, mine, done.Took.Round(time.Millisecond))
	}
	return measure.PrintRates(out, "scrapy", "pages", ours, reference)
}
