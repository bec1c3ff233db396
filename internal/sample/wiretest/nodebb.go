package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// nodebb is a forum: its topics by their last answer, and their posts
// (https://docs.nodebb.org/api/read/).
func nodebb() format {
	const perPage = 20
	link := func(i item, base string) string { return fmt.Sprintf("%s/post/%d", base, i.n) }
	stamp := func(i item) string { return i.created.Format("2006-01-02T15:04:05.000Z") }
	return format{
		platform: "nodebb",
		layout:   layout{every: 5, answers: 4},
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Comments: 1} },
		routes: func(mux *http.ServeMux, s *site) {
			pages := (len(s.posts) + perPage - 1) / perPage
			mux.HandleFunc("GET /api/recent", func(w http.ResponseWriter, r *http.Request) {
				page := number(r, "page", 1)
				answer(w, object{
					"topicCount": len(s.posts), "pagination": object{"currentPage": page, "pageCount": pages},
					"topics": each(part(s.posts, (page-1)*perPage, perPage), func(i item) object {
						last := append([]item{i}, s.answers(i.n)...)
						return object{
							"tid": i.n, "cid": 1, "title": html.EscapeString(i.title), "mainPid": i.n, "postcount": len(last), "deleted": 0,
							"timestampISO": stamp(i), "lastposttimeISO": stamp(last[len(last)-1]),
						}
					}),
				})
			})
			mux.HandleFunc("GET /api/topic/{tid}", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("tid"))
				first, there := s.find(n)
				if !there || first.under != 0 {
					answerWith(w, http.StatusNotFound, object{"status": object{"code": "not-found", "message": "Not Found"}})
					return
				}
				posts := []object{}
				for index, i := range append([]item{first}, s.answers(n)...) {
					content := `<p dir="auto">` + html.EscapeString(i.text) + "</p>"
					if i.alt != "" {
						content += fmt.Sprintf(`<p dir="auto"><img src="/media/%d.png" alt="%s" class="img-fluid img-markdown" /></p>`, i.n, i.alt)
					}
					post := object{
						"pid": i.n, "tid": n, "content": content, "timestampISO": stamp(i), "timestamp": i.created.UnixMilli(), "editedISO": "", "deleted": 0,
						"upvotes": i.likes, "index": index, "toPid": nil, "replies": object{"count": i.comments},
						"user": object{"uid": len(i.author), "username": i.author, "userslug": i.author, "displayname": i.author},
					}
					if i.under != 0 {
						post["toPid"] = i.under
					}
					posts = append(posts, post)
				}
				answer(w, object{"tid": n, "title": html.EscapeString(first.title), "pagination": object{"currentPage": 1, "pageCount": 1}, "posts": posts})
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
			if i.under != 0 {
				p.Title = ""
			}
			return p
		},
	}
}
