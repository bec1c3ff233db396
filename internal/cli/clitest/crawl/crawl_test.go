package crawl

import (
	"net"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

// TestCrawlTwice is the main job: every post stored once and as it was served;
// a second crawl asks for little, adds nothing and brings engagement up to date.
func TestCrawlTwice(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.25)
	first, _ := w.Crawl(t, 0)
	requests := w.TakeRequests()
	if first.New != len(w.Posts()) || first.Refused+first.Unreadable != 0 {
		t.Errorf("first crawl %+v, %d posts served", first, len(w.Posts()))
	}
	w.Compare(t)

	bumped := w.Bump(5)
	again, _ := w.Crawl(t, 0)
	if again.New != 0 || again.Stored != first.Stored {
		t.Errorf("second crawl %+v adds posts", again)
	}
	if n := w.TakeRequests(); n*2 > requests {
		t.Errorf("second crawl took %d requests, the first %d", n, requests)
	} else {
		t.Logf("requests: first crawl %d, second %d", requests, n)
	}
	w.Compare(t)
	if len(bumped) != 5 {
		t.Errorf("%d posts changed, want 5", len(bumped))
	}

	w.Publish(7)
	third, _ := w.Crawl(t, 0)
	if third.New != 7 {
		t.Errorf("third crawl found %d new posts, want 7", third.New)
	}
	w.Compare(t)
	w.CompareTrends(t)
	w.CompareSentiments(t, "Northwind")
}

// TestUnreachableSource wants the dead source named, a failing exit code, and
// every other source stored.
func TestUnreachableSource(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.05)
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + dead.Addr().String()
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	w.Configure(t, map[string]any{"name": "dead-server", "platform": "feed", "urls": []string{address + "/feed.xml"}, "every": "1h"})
	sum, got := w.Crawl(t, 1)
	if !strings.Contains(got.Err, "source dead-server: unreachable: ") || !strings.Contains(got.Err, address) {
		t.Errorf("stderr does not name the source:\n%s", clitest.Tail(got.Err))
	}
	failing := 0
	for _, r := range sum.Runs {
		if r.State != string(social.SourceOK) {
			failing++
		}
	}
	if failing != 1 {
		t.Errorf("%d sources are not ok, want the dead one alone: %+v", failing, sum.Runs)
	}
	w.Compare(t)
}
