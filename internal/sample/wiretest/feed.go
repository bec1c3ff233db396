package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

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
				var b strings.Builder
				fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Coffee news</title><link>%s/</link><description>News</description>`, s.base)
				for _, i := range s.items {
					body := "<p>" + html.EscapeString(i.text) + "</p>"
					if i.alt != "" {
						body += fmt.Sprintf(`<p><img src="/media/%d.png" alt="%s"></p>`, i.n, i.alt)
					}
					fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><guid isPermaLink="true">%s</guid><dc:creator>%s</dc:creator><pubDate>%s</pubDate><category>%s</category><description>A summary</description><content:encoded><![CDATA[%s]]></content:encoded><slash:comments>%d</slash:comments></item>`,
						html.EscapeString(i.title), link(i, s.base), link(i, s.base), i.author, i.created.Format(time.RFC1123Z), i.tag, body, i.comments)
				}
				b.WriteString(`</channel></rss>`)
				w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
				_, _ = w.Write([]byte(b.String()))
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
