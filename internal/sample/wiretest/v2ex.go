package wiretest

import (
	"fmt"
	"html"
	"net/http"

	"earshot/internal/social"
)

// v2ex is the list of a node's topics, all of them in one answer.
func v2ex() format {
	link := func(i item) string { return fmt.Sprintf("https://www.v2ex.com/t/%d", i.n) }
	return format{
		platform: "v2ex",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Tags: []string{"coffee"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/topics/show.json", func(w http.ResponseWriter, _ *http.Request) {
				answer(w, each(s.items, func(i item) object {
					rendered := "<p>" + html.EscapeString(i.text) + "</p>"
					if i.alt != "" {
						rendered += fmt.Sprintf(`<img src="%s" alt="%s">`, i.picture(s.base), i.alt)
					}
					return object{
						"id": i.n, "title": i.title, "url": link(i), "content": i.text, "content_rendered": rendered, "created": i.created.Unix(), "replies": i.comments,
						"member": object{"username": i.author, "url": "https://www.v2ex.com/member/" + i.author}, "node": object{"name": "coffee"},
					}
				}))
			})
			mux.HandleFunc("GET /api/replies/show.json", func(w http.ResponseWriter, r *http.Request) {
				i := item{n: number(r, "topic_id", 0), created: s.items[0].created}.reply()
				answer(w, []object{{
					"id": i.n, "thanks": 0, "content": i.text, "content_rendered": html.EscapeString(i.text), "created": i.created.Unix(), "last_modified": i.created.Unix(),
					"member": object{"username": i.author},
				}})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: fmt.Sprint(i.n), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author},
				Images:     i.images(base, i.alt, 0),
				Engagement: social.Engagement{Comments: &i.comments},
			}
		},
	}
}
