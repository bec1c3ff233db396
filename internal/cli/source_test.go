package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"earshot/internal/query"
	"earshot/internal/social"
)

// TestSourceTest looks at each of the sample's sources: it says what was
// understood and stores nothing.
func TestSourceTest(t *testing.T) {
	w := newWorld(t, 0.1)
	served := map[social.Key]social.Post{}
	for _, p := range w.Posts() {
		served[p.Key()] = p
	}
	for _, src := range w.Sources() {
		got := earshot(t, w.dir, "source", "test", src.Name, "--json").want(t, 0)
		for _, line := range strings.Split(strings.TrimSpace(got.out), "\n") {
			var p social.Post
			if err := json.Unmarshal([]byte(line), &p); err != nil {
				t.Fatalf("%s: %q: %v", src.Name, line, err)
			}
			if want, ok := served[p.Key()]; !ok || want.URL != p.URL {
				t.Errorf("%s: %v was not served", src.Name, p.Key())
			}
		}
	}
	text := earshot(t, w.dir, "source", "test", w.Sources()[0].Name).want(t, 0).out
	for _, word := range []string{": ok", "posts       ", "understood  url, author"} {
		if !strings.Contains(text, word) {
			t.Errorf("the report lacks %q:\n%s", word, text)
		}
	}
}

// TestSourceTestAddress finds out by itself that an address is a feed.
func TestSourceTestAddress(t *testing.T) {
	w := newWorld(t, 0.1)
	for _, src := range w.Sources() {
		if src.Platform != "feed" {
			continue
		}
		if got := earshot(t, w.dir, "source", "test", src.URLs[0]).want(t, 0); !strings.Contains(got.out, "understood") {
			t.Errorf("%s:\n%s", src.URLs[0], got.out)
		}
	}
	if got := earshot(t, w.dir, "source", "test", "http://127.0.0.1:1/feed.xml").want(t, 1); !strings.Contains(got.out, "unreachable") {
		t.Errorf("a server that is not there: %s", got.out)
	}
	earshot(t, w.dir, "source", "test", "nobody").want(t, 2)
}

// TestBrandIsPutToThePlatform crawls Hacker News for a brand instead of for
// words: it finds the brand's posts, and the plan names what cannot be asked.
func TestBrandIsPutToThePlatform(t *testing.T) {
	w := newWorld(t, 0.1)
	var news social.Source
	for _, src := range w.Sources() {
		if src.Platform == "hackernews" {
			news = src
		}
	}
	brand := w.Brands()[0]
	w.configure(t, map[string]any{"name": "by-brand", "platform": "hackernews", "base_url": news.BaseURL, "brands": []string{brand.Name}, "every": "1h"})
	got := earshot(t, w.dir, "crawl", "--once", "--json", "--source", "by-brand").want(t, 0)
	var s summary
	if err := json.Unmarshal([]byte(got.out), &s); err != nil {
		t.Fatal(err)
	}
	query := query.MustParse(brand.Query)
	want := 0
	for _, p := range w.Posts() {
		d := social.NewDocument(p, social.Analysis{})
		if p.Platform == "hackernews" && query.Match(&d) {
			want++
		}
	}
	if s.New != want || want == 0 {
		t.Errorf("%d posts of the brand were found, %d were served", s.New, want)
	}
	for _, expr := range []string{brand.Name, brand.Query} {
		plan := earshot(t, w.dir, "query", "plan", expr, "--platform", "hackernews").want(t, 0)
		if !strings.Contains(plan.out, "search   ") {
			t.Errorf("plan of %s:\n%s", expr, plan.out)
		}
	}
	missing := earshot(t, w.dir, "query", "plan", "roast*", "--platform", "hackernews").want(t, 0)
	if !strings.Contains(missing.out, "missing  roast*") {
		t.Errorf("plan of roast*:\n%s", missing.out)
	}
}

func TestBrandThatIsNotThere(t *testing.T) {
	w := newWorld(t, 0.1)
	w.configure(t, map[string]any{"name": "by-brand", "platform": "hackernews", "brands": []string{"Nobody"}, "every": "1h"})
	if got := earshot(t, w.dir, "crawl", "--once").want(t, 2); !strings.Contains(got.err, `there is no brand "Nobody"`) {
		t.Errorf("stderr %q", got.err)
	}
}
