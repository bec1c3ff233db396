// Package bare is the yardstick of the crawl benchmark: a Colly collector that
// fetches the same pages and follows the same links, and does nothing else.
package bare

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/gocolly/colly/v2"
)

// Next finds the address of the page after an answer, or "".
type Next func(header http.Header, body []byte) string

// Crawl fetches each chain of pages that begins at starts, all chains side by
// side, and returns how many pages it fetched.
func Crawl(ctx context.Context, starts []string, next Next) (pages int64, err error) {
	var mu sync.Mutex
	var faults []error
	var count atomic.Int64
	collector := colly.NewCollector(colly.StdlibContext(ctx), colly.Async(true), colly.IgnoreRobotsTxt())
	if err := collector.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: len(starts)}); err != nil {
		return 0, err
	}
	collector.OnError(func(_ *colly.Response, err error) {
		mu.Lock()
		defer mu.Unlock()
		faults = append(faults, err)
	})
	collector.OnResponse(func(resp *colly.Response) {
		count.Add(1)
		if link := next(*resp.Headers, resp.Body); link != "" {
			if err := resp.Request.Visit(link); err != nil {
				mu.Lock()
				defer mu.Unlock()
				faults = append(faults, err)
			}
		}
	})
	for _, start := range starts {
		if err := collector.Visit(start); err != nil {
			return 0, err
		}
	}
	collector.Wait()
	return count.Load(), errors.Join(faults...)
}
