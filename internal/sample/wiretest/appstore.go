package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// appstore is the feed of an application's reviews, whose pages end with the
// tenth (https://itunes.apple.com/us/rss/customerreviews/id=310633997/json).
func appstore() format {
	const app, perPage, lastPage = "310633997", 50, 10
	label := func(s string) object { return object{"label": s} }
	return format{
		platform: "appstore",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Tags: []string{app}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /us/rss/customerreviews/{page}/{id}/{order}/json", func(w http.ResponseWriter, r *http.Request) {
				var page int
				_, err := fmt.Sscanf(r.PathValue("page"), "page=%d", &page)
				if err != nil || page < 1 || page > lastPage || r.PathValue("id") != "id="+app || r.PathValue("order") != "sortby=mostrecent" {
					w.WriteHeader(http.StatusBadRequest)
					fmt.Fprintf(w, "CustomerReviews RSS page depth is limited to %d", lastPage)
					return
				}
				feed := object{
					"author":  object{"name": label("iTunes Store"), "uri": label("http://www.apple.com/itunes/")},
					"updated": label(s.items[0].created.Format("2006-01-02T15:04:05-07:00")),
				}
				// A feed without reviews has no entries at all.
				if entries := each(s.part((page-1)*perPage, perPage), func(i item) object {
					return object{
						"author": object{"uri": label(fmt.Sprintf("https://itunes.apple.com/us/reviews/id%d", i.n)), "name": label(i.author)}, "id": label(strconv.Itoa(i.n)),
						"updated": label(i.created.Format("2006-01-02T15:04:05-07:00")), "im:rating": label("4"), "im:version": label("2.1"), "title": label(i.title),
						"content": object{"label": i.text, "attributes": object{"type": "text"}}, "im:voteSum": label(strconv.FormatInt(i.likes, 10)), "im:voteCount": label("700"),
					}
				}); len(entries) > 0 {
					feed["entry"] = entries
				}
				answer(w, object{"feed": feed})
			})
		},
		post: func(i item, _ string) social.Post {
			return social.Post{
				ID: strconv.Itoa(i.n), URL: "https://apps.apple.com/us/app/id" + app + "?see-all=reviews", Title: i.title, Text: i.text,
				Author: social.Author{Handle: strconv.Itoa(i.n)}, Engagement: social.Engagement{Likes: &i.likes},
			}
		},
	}
}
