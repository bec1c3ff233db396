package cli_test

import (
	"encoding/csv"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestCrawlTwice is the main job: every post stored once and as it was served;
// a second crawl asks for little, adds nothing and brings engagement up to date.
func TestCrawlTwice(t *testing.T) {
	w := newWorld(t, 0.25)
	first, _ := w.crawl(t, 0)
	requests := w.requests()
	if first.New != len(w.Posts()) || first.Refused+first.Unreadable != 0 {
		t.Errorf("first crawl %+v, %d posts served", first, len(w.Posts()))
	}
	w.compare(t)

	bumped := w.Bump(5)
	again, _ := w.crawl(t, 0)
	if again.New != 0 || again.Stored != first.Stored {
		t.Errorf("second crawl %+v adds posts", again)
	}
	if n := w.requests(); n*2 > requests {
		t.Errorf("second crawl took %d requests, the first %d", n, requests)
	} else {
		t.Logf("requests: first crawl %d, second %d", requests, n)
	}
	w.compare(t)
	if len(bumped) != 5 {
		t.Errorf("%d posts changed, want 5", len(bumped))
	}

	w.Publish(7)
	third, _ := w.crawl(t, 0)
	if third.New != 7 {
		t.Errorf("third crawl found %d new posts, want 7", third.New)
	}
	w.compare(t)
	trendsEqualPosts(t, w)
}

// trendsEqualPosts counts mentions from the exported posts and wants the
// exported trends to say the same.
func trendsEqualPosts(t *testing.T, w *world) {
	t.Helper()
	type cell struct{ date, brand, platform, language, label string }
	count := map[cell]int64{}
	engagement := map[cell]int64{}
	for _, p := range w.posts(t) {
		for _, b := range p.Brands {
			c := cell{date: p.CreatedAt.Format(time.DateOnly), brand: b, platform: p.Platform, language: p.Language}
			count[c]++
			for _, n := range []*int64{p.Likes, p.Shares, p.Comments} {
				if n != nil {
					engagement[c] += *n
				}
			}
			c.label = p.Label
			count[c]++
		}
	}
	got := earshot(t, w.dir, "export", "trends", "--by", "day").want(t, 0)
	rows, err := csv.NewReader(strings.NewReader(got.out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := "date,brand,platform,language,mentions,positive,neutral,negative,net_sentiment,engagement,authors,share_of_voice"; strings.Join(rows[0], ",") != want {
		t.Errorf("header %q", rows[0])
	}
	seen := 0
	for _, r := range rows[1:] {
		c := cell{date: r[0], brand: r[1], platform: r[2], language: r[3]}
		seen++
		if n := number(t, r[4]); n != count[c] {
			t.Errorf("%+v: %d mentions, %d counted", c, n, count[c])
		}
		if r[9] != "" && number(t, r[9]) != engagement[c] {
			t.Errorf("%+v: engagement %s, %d counted", c, r[9], engagement[c])
		}
		for i, label := range []social.Label{social.Positive, social.Neutral, social.Negative} {
			c.label = string(label)
			if n := number(t, r[5+i]); n != count[c] {
				t.Errorf("%+v: %d, %d counted", c, n, count[c])
			}
		}
	}
	cells := 0
	for c := range count {
		if c.label == "" {
			cells++
		}
	}
	// A mention of unknown sentiment has an empty label and would be counted
	// twice above; the sample has none.
	if seen != cells {
		t.Errorf("%d trend rows, %d counted", seen, cells)
	}
}

func number(t *testing.T, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestUnreachableSource wants the dead source named, a failing exit code, and
// every other source stored.
func TestUnreachableSource(t *testing.T) {
	w := newWorld(t, 0.05)
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + dead.Addr().String()
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	w.configure(t, map[string]any{"name": "dead-server", "platform": "feed", "urls": []string{address + "/feed.xml"}, "every": "1h"})
	sum, got := w.crawl(t, 1)
	if !strings.Contains(got.err, "source dead-server: unreachable: ") || !strings.Contains(got.err, address) {
		t.Errorf("stderr does not name the source:\n%s", tail(got.err))
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
	w.compare(t)
}
