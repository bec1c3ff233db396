package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// lemmyV4 is version 4 of the interface, which came with Lemmy 1.0: the posts and
// the comments of a server, in lists of their own (https://join-lemmy.org/api).
func lemmyV4() format {
	link := func(i item, base string) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/comment/%d", base, i.n)
		}
		return fmt.Sprintf("%s/post/%d", base, i.n)
	}
	stamp := func(i item) string { return i.created.Format("2006-01-02T15:04:05.000000Z") }
	post := func(i item, base string) object {
		o := object{
			"id": i.n, "name": i.title, "body": i.text, "ap_id": link(i, base), "removed": false, "deleted": false, "published_at": stamp(i), "language_id": 0, "local": true,
			"upvotes": i.likes, "downvotes": 1, "score": i.likes - 1, "comments": i.comments,
		}
		if i.alt != "" {
			o["url"], o["alt_text"] = i.picture(base), i.alt
		}
		return o
	}
	return format{
		platform: "lemmy", name: "lemmy-v4",
		layout: layout{every: 10, answers: 2},
		source: func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			var comments []item
			for _, i := range s.items {
				if i.under != 0 {
					comments = append(comments, i)
				}
			}
			list := func(path string, all []item, show func(item) object) {
				mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
					size := number(r, "limit", 10)
					if size < 1 || size > 50 {
						answerWith(w, http.StatusBadRequest, object{"error": "invalid_fetch_limit"})
						return
					}
					start := number(r, "page_cursor", 0)
					o := object{"items": each(part(all, start, size), show), "next_page": nil, "prev_page": nil}
					if start+size < len(all) {
						o["next_page"] = strconv.Itoa(start + size)
					}
					answer(w, o)
				})
			}
			creator := func(i item) object {
				return object{"name": i.author, "ap_id": s.base + "/u/" + i.author, "local": true}
			}
			list("/api/v4/post/list", s.posts, func(i item) object { return object{"post": post(i, s.base), "creator": creator(i), "tags": []object{}} })
			list("/api/v4/comment/list", comments, func(i item) object {
				above, _ := s.find(i.under)
				return object{"post": post(above, s.base), "creator": creator(i), "comment": object{
					"id": i.n, "post_id": i.under, "content": i.text, "ap_id": link(i, s.base), "path": fmt.Sprintf("0.%d", i.n), "removed": false, "deleted": false,
					"published_at": stamp(i), "upvotes": i.likes, "downvotes": 0, "score": i.likes, "child_count": 0,
				}}
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
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
