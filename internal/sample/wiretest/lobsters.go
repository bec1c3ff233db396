package wiretest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"earshot/internal/social"
)

// lobsters are the newest stories under a tag, and the comments below them, as
// https://lobste.rs shows them as JSON.
func lobsters() format {
	const perPage = 25
	link := func(i item, base string) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/c/c%d", base, i.n)
		}
		return fmt.Sprintf("%s/s/s%d", base, i.n)
	}
	return format{
		platform: "lobsters",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{"coffee"}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /t/coffee/page/{page}", func(w http.ResponseWriter, r *http.Request) {
				page, err := strconv.Atoi(strings.TrimSuffix(r.PathValue("page"), ".json"))
				if err != nil {
					w.WriteHeader(http.StatusNotFound)
					return
				}
				answer(w, each(part(s.posts, (page-1)*perPage, perPage), func(i item) object {
					return object{
						"short_id": fmt.Sprintf("s%d", i.n), "short_id_url": link(i, s.base), "created_at": i.created.Format("2006-01-02T15:04:05.000-07:00"), "title": i.title, "url": "",
						"score": i.likes, "flags": 0, "comment_count": i.comments, "description": markedUp(i.text), "submitter_user": i.author, "tags": []string{"coffee"},
					}
				}))
			})
			mux.HandleFunc("GET /s/{story}", func(w http.ResponseWriter, r *http.Request) {
				n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(r.PathValue("story"), "s"), ".json"))
				if err != nil {
					w.WriteHeader(http.StatusNotFound)
					return
				}
				answer(w, object{"short_id": fmt.Sprintf("s%d", n), "comments": each(s.answers(n), func(i item) object {
					at := i.created.Format("2006-01-02T15:04:05.000-07:00")
					return object{
						"short_id": fmt.Sprintf("c%d", i.n), "created_at": at, "last_edited_at": at, "is_deleted": false, "is_moderated": false, "score": i.likes,
						"parent_comment": nil, "comment": markedUp(i.text), "depth": 0, "commenting_user": i.author,
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author}, Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments}}
			if i.under != 0 {
				p.Title, p.Engagement.Comments = "", nil
			}
			return p
		},
	}
}
