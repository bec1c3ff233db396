package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// piefed is version alpha of the interface, a server read whole.
func piefed() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/post/%d", base, i.n) }
	return format{
		platform: "piefed",
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/alpha/post/list", func(w http.ResponseWriter, r *http.Request) {
				size := min(number(r, "limit", 10), 50)
				answer(w, object{"next_page": "2", "posts": each(s.part((number(r, "page", 1)-1)*size, size), func(i item) object {
					post := object{
						"id": i.n, "title": i.title, "body": i.text, "ap_id": link(i, s.base), "removed": false, "deleted": false,
						"published": i.created.Format("2006-01-02T15:04:05.000000Z"), "language_id": 2, "local": true,
					}
					if i.alt != "" {
						post["url"], post["alt_text"] = i.picture(s.base), i.alt
					}
					return object{
						"post": post, "creator": object{"user_name": i.author, "actor_id": s.base + "/u/" + i.author}, "community": object{"name": i.tag},
						"counts": object{"upvotes": i.likes, "downvotes": 1, "score": i.likes - 1, "comments": i.comments},
					}
				})})
			})
			mux.HandleFunc("GET /api/alpha/comment/list", func(w http.ResponseWriter, _ *http.Request) {
				answer(w, object{"next_page": nil, "comments": []object{}})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images: i.images(base, i.alt, 0), Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
