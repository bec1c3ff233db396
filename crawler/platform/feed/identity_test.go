package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEntriesAreToldApart: by guid, and where that is worth nothing by link, title
// and date; what is merged is counted, and a link that tells nothing is named.
func TestEntriesAreToldApart(t *testing.T) {
	const lane = "https://fuzz.example/feed"
	item := func(guid, link, title, day string) string {
		date := ""
		if day != "" {
			date = "<pubDate>" + day + " May 2026 10:00:00 GMT</pubDate>"
		}
		return "<item><title>" + title + "</title><link>" + link + `</link><guid isPermaLink="false">` + guid + "</guid>" + date + "</item>"
	}
	const one, two = "https://fuzz.example/1", "https://fuzz.example/2"
	for _, tc := range []struct {
		name, items string
		want        []string
	}{
		{"one guid, several links", item("x", one, "A", "4") + item("x", two, "B", "5"), []string{lane + "#x#fuzz.example/1", lane + "#x#fuzz.example/2"}},
		{"one guid, one link in two forms", item("x", one, "A", "4") + item("x", one+"?utm_source=rss", "A", "4"), []string{lane + "#x, 1 again"}},
		{"several guids, one link", item("x", one, "A", "4") + item("y", one+"/", "A", "4"), []string{lane + "#x, 1 again"}},
		{"several guids, one link, several titles", item("x", one, "A", "4") + item("y", one, "B", "4"), []string{lane + "#x, shared", lane + "#y, shared"}},
		{"several guids, one link, several dates", item("x", one, "A", "4") + item("y", one, "A", "5"), []string{lane + "#x, shared", lane + "#y, shared"}},
		{"one guid, one link, one date, several titles", item("x", one, "A", "4") + item("x", one, "B", "4"), []string{lane + "#x, 1 again"}},
		{"one guid, one link, several titles and dates", item("x", one, "A", "4") + item("x", one, "B", "5"), []string{lane + "#x, shared", lane + "#x#3e23e8160039, shared"}},
		{"the page of the feed", item("x", "https://fuzz.example/blog/", "A", "4"), []string{lane + "#x, shared"}},
		{"the home page", item("x", "https://fuzz.example/", "A", "4") + item("y", "https://fuzz.example/", "B", "4"), []string{lane + "#x", lane + "#y"}},
		{"no guid, one link", item("", one, "A", "4") + item("", one, "B", "4"), []string{one + "#ca978112ca1b, shared", one + "#3e23e8160039, shared"}},
		{"one guid at the home page", item("https://fuzz.example/#1", "https://fuzz.example/", "A", "4") + item("https://fuzz.example/#1", "https://fuzz.example/", "B", "5"), []string{"https://fuzz.example/#1", "https://fuzz.example/#1#3e23e8160039"}},
		{"about another site's article", item("https://fuzz.example/linked/1", "https://other.example/a", "A", "4"), []string{"https://fuzz.example/linked/1, at https://fuzz.example/linked/1"}},
		{"of another site", item("https://other.example/?p=1", "https://other.example/a", "A", "4"), []string{"https://other.example/?p=1"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			page, err := parse([]byte("<rss><channel><link>https://fuzz.example/blog</link>"+tc.items+"</channel></rss>"), "text/xml")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range page.Posts {
				words := []string{p.ID}
				if p.SharedURL {
					words = append(words, "shared")
				}
				if p.Merged.Duplicates > 0 {
					words = append(words, fmt.Sprint(p.Merged.Duplicates, " again"))
				}
				if p.Address != "" {
					words = append(words, "at "+p.Address)
				}
				got = append(got, strings.Join(words, ", "))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLinkOfFeedBurner: the link of an entry is that of its article, not of the
// counter before it.
func TestLinkOfFeedBurner(t *testing.T) {
	page, err := parse([]byte(`<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><title>A</title><guid isPermaLink="false">x</guid>
		<link>http://feedproxy.example/~r/fuzz/~3/1</link><feedburner:origLink>https://fuzz.example/1</feedburner:origLink><pubDate>4 May 2026 10:00:00 GMT</pubDate></item></channel></rss>`), "text/xml")
	if err != nil || len(page.Posts) != 1 || page.Posts[0].URL != "https://fuzz.example/1" {
		t.Errorf("%+v, %v", page, err)
	}
}
