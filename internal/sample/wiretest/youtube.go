package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"earshot/internal/social"
)

// youtube is the Atom feed of a channel, with its newest 15 videos.
func youtube() format {
	const channel = "UCnorthwindnorthwindnort"
	id := func(i item) string { return fmt.Sprintf("vid%08d", i.n) }
	link := func(i item) string { return "https://www.youtube.com/watch?v=" + id(i) }
	return format{
		platform: "youtube",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Accounts: []string{channel}} },
		routes: func(mux *http.ServeMux, s *site) {
			s.items = s.part(0, 15)
			mux.HandleFunc("GET /feeds/videos.xml", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("channel_id") != channel {
					http.NotFound(w, r)
					return
				}
				var b strings.Builder
				b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><title>Northwind</title>`)
				for _, i := range s.items {
					fmt.Fprintf(&b, `<entry><id>yt:video:%s</id><yt:videoId>%s</yt:videoId><title>%s</title><link rel="alternate" href="%s"/><author><name>Northwind</name><uri>https://www.youtube.com/channel/%s</uri></author><published>%s</published><updated>%s</updated>`,
						id(i), id(i), html.EscapeString(i.title), link(i), channel, i.created.Format(time.RFC3339), i.created.Format(time.RFC3339))
					fmt.Fprintf(&b, `<media:group><media:title>x</media:title><media:thumbnail url="%s" width="%d" height="%d"/><media:description>%s</media:description><media:community><media:starRating count="%d" average="5.00" min="1" max="5"/><media:statistics views="%d"/></media:community></media:group></entry>`,
						i.picture(s.base), pictureSide, pictureSide, html.EscapeString(i.text), i.likes, i.views)
				}
				b.WriteString(`</feed>`)
				w.Header().Set("Content-Type", "text/xml; charset=UTF-8")
				_, _ = w.Write([]byte(b.String()))
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: id(i), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Handle: channel},
				Images:     []social.Image{{URL: i.picture(base), Width: pictureSide, Height: pictureSide}},
				Engagement: social.Engagement{Likes: &i.likes, Views: &i.views},
			}
		},
	}
}
