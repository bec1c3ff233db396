package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"earshot/internal/social"
)

// feedSize is how many entries the feeds of Reddit and YouTube hold here: they
// have no further pages, so there are no more posts than that.
const feedSize = 100

// reddit is the Atom feed of a subreddit.
func reddit() format {
	link := func(i item) string { return fmt.Sprintf("https://www.reddit.com/r/coffee/comments/a%d/x/", i.n) }
	return format{
		platform: "reddit",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Tags: []string{"coffee"}} },
		routes: func(mux *http.ServeMux, s *site) {
			s.items = s.part(0, feedSize)
			mux.HandleFunc("GET /r/coffee/new/.rss", func(w http.ResponseWriter, _ *http.Request) {
				var b strings.Builder
				b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><id>/r/coffee/new/.rss</id><title>coffee</title>`)
				for _, i := range s.items {
					body := fmt.Sprintf(`<!-- SC_OFF --><div class="md"><p>%s</p></div><!-- SC_ON --> &#32; submitted by &#32; <a href="https://www.reddit.com/user/%s"> /u/%s </a> <br/> <span><a href="%s">[link]</a></span> &#32; <span><a href="%s">[comments]</a></span>`,
						html.EscapeString(i.text), i.author, i.author, link(i), link(i))
					fmt.Fprintf(&b, `<entry><author><name>/u/%s</name><uri>https://www.reddit.com/user/%s</uri></author><category term="coffee" label="r/coffee"/><content type="html">%s</content><id>t3_a%d</id><link href="%s"/>`,
						i.author, i.author, html.EscapeString(body), i.n, link(i))
					if i.alt != "" {
						fmt.Fprintf(&b, `<media:thumbnail url="%s"/>`, i.picture(s.base))
					}
					fmt.Fprintf(&b, `<updated>%s</updated><published>%s</published><title>%s</title></entry>`,
						i.created.Format(time.RFC3339), i.created.Format(time.RFC3339), html.EscapeString(i.title))
				}
				b.WriteString(`</feed>`)
				w.Header().Set("Content-Type", "application/atom+xml; charset=UTF-8")
				_, _ = w.Write([]byte(b.String()))
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: fmt.Sprintf("t3_a%d", i.n), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author}, Images: i.images(base, "", 0),
			}
		},
	}
}
