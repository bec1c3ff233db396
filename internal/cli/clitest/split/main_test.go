package split

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/storage/stream"
)

// Variables of the environment by which a test starts this program as a crawler.
const (
	crawlDir  = "SPLIT_CRAWL_STREAMS"
	crawlHost = "SPLIT_CRAWL_HOST"
	crawlName = "SPLIT_CRAWL_NAME"
)

const (
	// pause is what the crawlers keep between two requests, lease how long the turn of
	// one that died is kept for it.
	pause = time.Second
	lease = 2 * time.Second
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(crawlDir); dir != "" {
		if err := crawlOn(context.Background(), dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// crawlOn asks the host for one page after another, over the streams of the process
// that holds dir, until it is killed.
func crawlOn(ctx context.Context, dir string) error {
	bus, err := stream.Open(ctx, stream.Options{Dir: dir, Attach: true})
	if err != nil {
		return err
	}
	fetcher, err := crawlerOn(ctx, bus)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		address := fmt.Sprintf("%s/%s/%d", os.Getenv(crawlHost), os.Getenv(crawlName), i)
		if i%4 == 3 { // a picture
			_, err = fetcher.Get(ctx, address, "image/*", "")
		} else {
			_, err = fetcher.Fetch(ctx, crawler.Request{URL: address}, crawler.Info{})
		}
		if err != nil {
			return err
		}
	}
}

func crawlerOn(ctx context.Context, bus *stream.Bus) (*fetch.Fetcher, error) {
	leases, err := bus.Leases(ctx, "hosts")
	if err != nil {
		return nil, err
	}
	return fetch.New(fetch.Options{AllowPrivate: true, Delay: pause, Leases: leases, Lease: lease}), nil
}
