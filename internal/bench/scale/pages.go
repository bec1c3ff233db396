package main

import (
	"fmt"
	"net/url"
	"time"

	"earshot/internal/bench/seed"
)

// page is a page that a reader opens; at gives the address for the nth time it is
// asked for, which differs, so that no answer is one that was kept.
type page struct {
	name string
	at   func(n int) string
}

// pages are the pages of the dashboard at the views that readers use.
func pages(now time.Time) []page {
	rare, common := seed.Word("en", 1, 20_000), seed.Word("en", 1, 200)
	chinese := seed.Word("zh", 1, 300)
	// A period of days that ends n days ago.
	days := func(path string, days int, more ...string) func(int) string {
		return func(n int) string {
			v := url.Values{"period": {"custom"}, "from": {now.AddDate(0, 0, -days-n).Format(time.DateOnly)}, "to": {now.AddDate(0, 0, -n-1).Format(time.DateOnly)}}
			for i := 0; i < len(more); i += 2 {
				v.Add(more[i], more[i+1])
			}
			return path + "?" + v.Encode()
		}
	}
	fixed := func(path string) func(int) string { return func(int) string { return path } }
	query := func(text string) []string { return []string{"q", text} }
	all := []page{
		{"overview", days("/", 30)}, {"overview of a year", days("/", 365)},
		{"overview, every brand", days("/", 30, "brand", "all")}, {"overview, negative", days("/", 30, "sentiment", "negative")},
		{"overview of a year, negative", days("/", 365, "sentiment", "negative")},
		{"overview, folded", days("/", 30, "copies", "folded", "spam", "hidden")}, {"overview of a year, folded", days("/", 365, "copies", "folded", "spam", "hidden")},
		{"overview, a platform", days("/", 30, "platform", "reddit")}, {"overview of a common word", days("/", 30, query(common)...)},
		{"topics", days("/topics", 30)}, {"topics of a year", days("/topics", 365)}, {"topics of a year, folded", days("/topics", 365, "copies", "folded")},
		{"posts", days("/posts", 30)}, {"posts of a year", days("/posts", 365)}, {"posts, most engaged", days("/posts", 30, "order", "engaged")},
		{"posts of a year, most engaged", days("/posts", 365, "order", "engaged")}, {"posts of a year, folded", days("/posts", 365, "copies", "folded")},
		{"posts with a rare word", days("/posts", 365, query(rare)...)}, {"posts with a common word", days("/posts", 365, query(common)...)},
		{"posts with two words", days("/posts", 365, query(common+" "+seed.Word("en", 1, 400))...)},
		{"posts with a phrase", days("/posts", 365, query(fmt.Sprintf("%q", common+" the"))...)},
		{"posts with words near", days("/posts", 365, query(common+" NEAR/4 "+seed.Word("en", 1, 150))...)},
		{"posts with a Chinese word", days("/posts", 365, query(chinese)...)},
		{"pictures", days("/pictures", 30)}, {"pictures of a year", days("/pictures", 365)},
		{"sources", fixed("/sources")}, {"corrections", fixed("/corrections")}, {"definitions", fixed("/definitions")},
	}
	return all
}
