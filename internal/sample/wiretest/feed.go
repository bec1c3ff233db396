package wiretest

import (
	"fmt"
	"html"
	"net/http"

	document "earshot/internal/sample/feed"
	"earshot/internal/social"
)

// feed is the RSS 2.0 feed of a site (https://www.rssboard.org/rss-specification),
// with all it has, and not sent again while nothing was added.
func feed() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/news/%d", base, i.n) }
	return format{
		platform: "feed",
		source:   func(base string) social.Source { return social.Source{URLs: []string{base + "/feed.xml"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /feed.xml", func(w http.ResponseWriter, r *http.Request) {
				if unchanged(w, r, s.items[0].created) {
					return
				}
				channel := document.Channel{Title: "Coffee news", Language: "en", Base: s.base, Path: "/feed.xml", Modified: s.items[0].created}
				var entries []document.Entry
				for _, i := range s.items {
					body := "<p>" + html.EscapeString(i.text) + "</p>"
					if i.alt != "" {
						body += fmt.Sprintf(`<p><img src="/media/%d.png" alt="%s"></p>`, i.n, i.alt)
					}
					entries = append(entries, document.Entry{
						ID: link(i, s.base), Permalink: true, URL: link(i, s.base), Title: i.title, Author: i.author, Created: i.created,
						Tags: []string{i.tag}, Summary: "A summary", HTML: body, Comments: &i.comments,
					})
				}
				w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
				_, _ = w.Write(document.RSS(channel, "utf-8", entries))
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Name: i.author}, Images: i.images(base, i.alt, 0),
				Engagement: social.Engagement{Comments: &i.comments},
			}
		},
	}
}
