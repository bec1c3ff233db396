// Package bare is the yardstick of the crawl benchmark: a Colly collector as
// its documentation begins with.
package bare

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gocolly/colly/v2"
)

// Job says what to read on each page, in CSS selectors.
type Job struct {
	// Starts are the first pages of chains that are read side by side.
	Starts []string
	// Next is the link to a page's next page.
	Next string
	// Item is a post, and Texts what is read of each: the text at a selector,
	// or the attribute where one is named after '@'.
	Item  string
	Texts []string
}

// Done is what a crawl read.
type Done struct{ Pages, Items, Bytes int64 }

// Crawl reads the chains with a collector that extracts the same things from
// each page as the crawler beside it and keeps none of them.
func Crawl(ctx context.Context, job Job) (Done, error) {
	var faults faults
	var pages, items, read atomic.Int64
	collector := colly.NewCollector(colly.StdlibContext(ctx), colly.Async(true), colly.IgnoreRobotsTxt())
	if err := collector.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: len(job.Starts)}); err != nil {
		return Done{}, err
	}
	collector.OnError(func(_ *colly.Response, err error) { faults.add(err) })
	collector.OnResponse(func(*colly.Response) { pages.Add(1) })
	collector.OnHTML(job.Item, func(item *colly.HTMLElement) {
		items.Add(1)
		for _, what := range job.Texts {
			selector, attr, named := strings.Cut(what, "@")
			switch {
			case named && selector == "":
				read.Add(int64(len(item.Attr(attr))))
			case named:
				read.Add(int64(len(item.ChildAttr(selector, attr))))
			default:
				read.Add(int64(len(item.ChildText(selector))))
			}
		}
	})
	collector.OnHTML(job.Next, func(link *colly.HTMLElement) { faults.add(link.Request.Visit(link.Attr("href"))) })
	for _, start := range job.Starts {
		faults.add(collector.Visit(start))
	}
	collector.Wait()
	return Done{Pages: pages.Load(), Items: items.Load(), Bytes: read.Load()}, errors.Join(faults.all...)
}

// faults collects errors from several goroutines.
type faults struct {
	mu  sync.Mutex
	all []error
}

func (f *faults) add(err error) {
	if err == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = append(f.all, err)
}
