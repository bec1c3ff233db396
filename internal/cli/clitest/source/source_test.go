package source

import (
	"encoding/json"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/query"
	"earshot/internal/social"
)

// TestSourceTest looks at each of the sample's sources: it says what was
// understood and stores nothing.
func TestSourceTest(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.1)
	served := map[social.Key]social.Post{}
	for _, p := range w.Posts() {
		served[p.Key()] = p
	}
	for _, src := range w.Sources() {
		got := w.Run(t, "source", "test", src.Name, "--json").Want(t, 0)
		for _, line := range strings.Split(strings.TrimSpace(got.Out), "\n") {
			var p social.Post
			if err := json.Unmarshal([]byte(line), &p); err != nil {
				t.Fatalf("%s: %q: %v", src.Name, line, err)
			}
			if want, ok := served[p.Key()]; !ok || want.URL != p.URL {
				t.Errorf("%s: %v was not served", src.Name, p.Key())
			}
		}
	}
	text := w.Run(t, "source", "test", w.Sources()[0].Name).Want(t, 0).Out
	for _, word := range []string{": OK", "posts       ", "understood  url, author"} {
		if !strings.Contains(text, word) {
			t.Errorf("the report lacks %q:\n%s", word, text)
		}
	}
}

// TestSourceTestAddress finds out by itself that an address is a feed.
func TestSourceTestAddress(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.1)
	for _, src := range w.Sources() {
		if src.Platform != "feed" {
			continue
		}
		if got := w.Run(t, "source", "test", src.URLs[0]).Want(t, 0); !strings.Contains(got.Out, "understood") {
			t.Errorf("%s:\n%s", src.URLs[0], got.Out)
		}
	}
	if got := w.Run(t, "source", "test", "http://127.0.0.1:1/feed.xml").Want(t, 1); !strings.Contains(got.Out, "unreachable") {
		t.Errorf("a server that is not there: %s", got.Out)
	}
	w.Run(t, "source", "test", "nobody").Want(t, 2)
}

// TestBrandIsPutToThePlatform crawls Hacker News for a brand instead of for
// words: it finds the brand's posts, and the plan names what cannot be asked.
func TestBrandIsPutToThePlatform(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.1)
	var news social.Source
	for _, src := range w.Sources() {
		if src.Platform == "hackernews" {
			news = src
		}
	}
	brand := w.Brands()[0]
	w.Configure(t, map[string]any{"name": "by-brand", "platform": "hackernews", "base_url": news.BaseURL, "brands": []string{brand.Name}, "every": "1h"})
	got := w.Run(t, "crawl", "--once", "--json", "--source", "by-brand").Want(t, 0)
	var s clitest.Summary
	if err := json.Unmarshal([]byte(got.Out), &s); err != nil {
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
		plan := w.Run(t, "query", "plan", expr, "--platform", "hackernews").Want(t, 0)
		if !strings.Contains(plan.Out, "search   ") {
			t.Errorf("plan of %s:\n%s", expr, plan.Out)
		}
	}
	missing := w.Run(t, "query", "plan", "roast*", "--platform", "hackernews").Want(t, 0)
	if !strings.Contains(missing.Out, "missing  roast*") {
		t.Errorf("plan of roast*:\n%s", missing.Out)
	}
}

func TestBrandThatIsNotThere(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.1)
	w.Configure(t, map[string]any{"name": "by-brand", "platform": "hackernews", "brands": []string{"Nobody"}, "every": "1h"})
	if got := w.Run(t, "crawl", "--once").Want(t, 2); !strings.Contains(got.Err, `there is no brand "Nobody"`) {
		t.Errorf("stderr %q", got.Err)
	}
}
