package wiretest

import (
	"fmt"
	"net/http"
	"strings"

	"earshot/internal/social"
)

// piefed is version alpha of the interface, a server read whole: its posts, its comments,
// and each of them by its number.
func piefed() format {
	const moment = "2006-01-02T15:04:05.000000Z"
	link := func(i item, base string) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/comment/%d", base, i.n)
		}
		return fmt.Sprintf("%s/post/%d", base, i.n)
	}
	creator := func(i item, base string) object {
		return object{"user_name": i.author, "actor_id": base + "/u/" + i.author, "local": true}
	}
	post := func(i item, base string) object {
		o := object{
			"id": i.n, "title": i.title, "body": i.text, "ap_id": link(i, base), "removed": false, "deleted": false,
			"published": i.created.Format(moment), "language_id": 2, "local": true,
		}
		if i.alt != "" {
			o["url"], o["alt_text"] = i.picture(base), i.alt
		}
		return o
	}
	postView := func(i item, base string) object {
		return object{
			"post": post(i, base), "creator": creator(i, base), "community": object{"name": i.tag},
			"counts": object{"upvotes": i.likes, "downvotes": 1, "score": i.likes - 1, "comments": i.comments},
		}
	}
	commentView := func(s *site, i item) object {
		above, _ := s.find(i.under)
		return object{
			"comment": object{"id": i.n, "body": i.text, "ap_id": link(i, s.base), "path": fmt.Sprintf("0.%d", i.n), "published": i.created.Format(moment), "removed": false, "deleted": false},
			"creator": creator(i, s.base), "post": post(above, s.base), "community": object{"name": i.tag},
			"counts": object{"upvotes": i.likes, "downvotes": 0, "score": i.likes, "child_count": 0},
		}
	}
	page := func(r *http.Request, items []item, name string, show func(item) object) object {
		size, n := min(number(r, "limit", 10), 50), number(r, "page", 1)
		o := object{"next_page": nil, name: each(part(items, (n-1)*size, size), show)}
		if n*size < len(items) {
			o["next_page"] = fmt.Sprint(n + 1)
		}
		return o
	}
	return format{
		platform: "piefed",
		layout:   layout{every: 10, answers: 2},
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			comments := only(s.items, func(i item) bool { return i.under != 0 })
			shown := func(i item) object { return postView(i, s.base) }
			mux.HandleFunc("GET /api/alpha/post/list", func(w http.ResponseWriter, r *http.Request) {
				community := r.URL.Query().Get("community_name")
				answer(w, page(r, only(s.posts, func(i item) bool { return community == "" || i.tag == community }), "posts", shown))
			})
			mux.HandleFunc("GET /api/alpha/search", func(w http.ResponseWriter, r *http.Request) {
				word := strings.ToLower(r.URL.Query().Get("q"))
				answer(w, page(r, only(s.posts, func(i item) bool { return strings.Contains(strings.ToLower(i.title+i.text), word) }), "posts", shown))
			})
			mux.HandleFunc("GET /api/alpha/comment/list", func(w http.ResponseWriter, r *http.Request) {
				below := number(r, "post_id", 0)
				answer(w, page(r, only(comments, func(i item) bool { return below == 0 || i.under == below }), "comments", func(i item) object { return commentView(s, i) }))
			})
			single := func(name string, comment bool, show func(item) object) {
				mux.HandleFunc("GET /api/alpha/"+name, func(w http.ResponseWriter, r *http.Request) {
					i, found := s.find(number(r, "id", 0))
					if !found || comment != (i.under != 0) {
						answerWith(w, http.StatusNotFound, object{"code": 404, "message": "No " + name + " found", "status": "Not Found"})
						return
					}
					answer(w, object{name + "_view": show(i)})
				})
			}
			single("post", false, shown)
			single("comment", true, func(i item) object { return commentView(s, i) })
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images: i.images(base, i.alt, 0), Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
			if i.under != 0 {
				p.Title, p.Images = "", nil
			}
			return p
		},
	}
}
