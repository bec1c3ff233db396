package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// peertube is the list of a server's own videos
// (https://docs.joinpeertube.org/api-rest-reference.html).
func peertube() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/videos/watch/%d", base, i.n) }
	return format{
		platform: "peertube",
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v1/videos", func(w http.ResponseWriter, r *http.Request) {
				found := s.part(number(r, "start", 0), min(number(r, "count", 15), 100))
				answer(w, object{"total": len(s.items), "data": each(found, func(i item) object {
					return object{
						"uuid": fmt.Sprint(i.n), "url": link(i, s.base), "name": i.title, "description": i.text, "truncatedDescription": i.text,
						"publishedAt": i.created.Format("2006-01-02T15:04:05.000Z"), "views": i.views, "likes": i.likes, "comments": i.comments,
						"language": object{"id": "en", "label": "English"}, "previewPath": fmt.Sprintf("/media/%d.png", i.n),
						"account": object{"name": i.author, "displayName": i.author, "host": s.base[len("http://"):], "url": s.base + "/accounts/" + i.author},
					}
				})})
			})
			comment := func(i item) object {
				return object{
					"id": i.n, "threadId": i.n, "url": fmt.Sprintf("%s/comments/%d", link(item{n: i.under}, s.base), i.n), "text": i.text, "createdAt": i.created.Format("2006-01-02T15:04:05.000Z"),
					"totalReplies": 0, "isDeleted": false, "heldForReview": false,
					"account": object{"name": i.author, "displayName": i.author, "host": s.base[len("http://"):], "url": s.base + "/accounts/" + i.author},
				}
			}
			mux.HandleFunc("GET /api/v1/videos/{number}/comment-threads", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("number"))
				i, found := s.find(n)
				if !found || number(r, "start", 0) > 0 {
					answer(w, object{"total": 0, "data": []object{}})
					return
				}
				answer(w, object{"total": 1, "data": []object{comment(i.reply())}})
			})
			mux.HandleFunc("GET /api/v1/videos/{number}/comment-threads/{thread}", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("number"))
				i, _ := s.find(n)
				answer(w, object{"comment": comment(i.reply()), "children": []object{}})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     []social.Image{{URL: i.picture(base)}},
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments, Views: &i.views},
			}
		},
	}
}
