package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// lemmy is version 3 of the interface, a server read whole
// (https://join-lemmy.org/api).
func lemmy() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/post/%d", base, i.n) }
	return format{
		platform: "lemmy",
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v3/post/list", func(w http.ResponseWriter, r *http.Request) {
				size := min(number(r, "limit", 10), 50)
				answer(w, object{"posts": each(s.part((number(r, "page", 1)-1)*size, size), func(i item) object {
					post := object{
						"id": i.n, "name": i.title, "body": i.text, "ap_id": link(i, s.base), "removed": false, "deleted": false,
						"published": i.created.Format("2006-01-02T15:04:05Z"), "language_id": 0, "local": true,
					}
					if i.alt != "" {
						post["url"], post["alt_text"] = i.picture(s.base), i.alt
					}
					return object{
						"post":    post,
						"creator": object{"name": i.author, "actor_id": s.base + "/u/" + i.author},
						"counts":  object{"upvotes": i.likes, "downvotes": 1, "score": i.likes - 1, "comments": i.comments},
					}
				})})
			})
			mux.HandleFunc("GET /api/v3/comment/list", func(w http.ResponseWriter, _ *http.Request) { answer(w, object{"comments": []object{}}) })
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text,
				Author:     social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
