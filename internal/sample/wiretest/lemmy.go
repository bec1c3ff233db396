package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// lemmy is version 3 of the interface, the posts and the comments of a server
// (https://join-lemmy.org/api).
func lemmy() format {
	link := func(i item, base string) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/comment/%d", base, i.n)
		}
		return fmt.Sprintf("%s/post/%d", base, i.n)
	}
	stamp := func(i item) string { return i.created.Format("2006-01-02T15:04:05Z") }
	return format{
		platform: "lemmy",
		layout:   layout{every: 10, answers: 2},
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v3/post/list", func(w http.ResponseWriter, r *http.Request) {
				size := min(number(r, "limit", 10), 50)
				answer(w, object{"posts": each(part(s.posts, (number(r, "page", 1)-1)*size, size), func(i item) object {
					post := object{
						"id": i.n, "name": i.title, "body": i.text, "ap_id": link(i, s.base), "removed": false, "deleted": false,
						"published": stamp(i), "language_id": 0, "local": true,
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
			mux.HandleFunc("GET /api/v3/comment/list", func(w http.ResponseWriter, r *http.Request) {
				size, below := min(number(r, "limit", 10), 50), number(r, "post_id", 0)
				comments := only(s.items, func(i item) bool { return i.under != 0 && (below == 0 || i.under == below) })
				answer(w, object{"comments": each(part(comments, (number(r, "page", 1)-1)*size, size), func(i item) object {
					above, _ := s.find(i.under)
					return object{
						"comment": object{"id": i.n, "post_id": i.under, "content": i.text, "ap_id": link(i, s.base), "path": fmt.Sprintf("0.%d", i.n), "removed": false, "deleted": false, "published": stamp(i)},
						"post":    object{"id": above.n, "name": above.title, "body": above.text, "ap_id": link(above, s.base), "removed": false, "deleted": false, "published": stamp(above)},
						"creator": object{"name": i.author, "actor_id": s.base + "/u/" + i.author},
						"counts":  object{"upvotes": i.likes, "downvotes": 0, "score": i.likes, "child_count": i.comments},
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text,
				Author:     social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
			if i.under != 0 {
				p.Title, p.Images = "", nil
			}
			return p
		},
	}
}
