package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// dailymotion is the search of videos (https://developers.dailymotion.com/api), which
// ends with the tenth page.
func dailymotion() format {
	return format{
		platform: "dailymotion",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Queries: []string{"northwind"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /videos", func(w http.ResponseWriter, r *http.Request) {
				page, size, since := number(r, "page", 1), min(number(r, "limit", 10), 100), int64(number(r, "created_after", 0))
				if page*size > 1000 || r.URL.Query().Get("search") == "" {
					answerWith(w, http.StatusBadRequest, object{"error": object{"code": 400, "message": "Invalid parameter", "type": "invalid_parameter"}})
					return
				}
				found := s.items
				for k, i := range found {
					if i.created.Unix() < since {
						found = found[:k]
						break
					}
				}
				answer(w, object{"page": page, "limit": size, "total": 1000, "has_more": page*size < len(found), "list": each(part(found, (page-1)*size, size), func(i item) object {
					picture := any(nil)
					if i.alt != "" {
						picture = i.picture(s.base)
					}
					return object{
						"id": fmt.Sprintf("x%d", i.n), "title": i.title, "description": markedUp(i.text), "created_time": i.created.Unix(), "url": fmt.Sprintf("https://www.dailymotion.com/video/x%d", i.n),
						"language": "en", "tags": []string{i.tag}, "thumbnail_720_url": picture, "views_total": i.views, "likes_total": i.likes, "owner.username": i.author, "owner.screenname": i.author,
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: fmt.Sprintf("x%d", i.n), URL: fmt.Sprintf("https://www.dailymotion.com/video/x%d", i.n), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author},
				Images: i.images(base, "", 0), Engagement: social.Engagement{Likes: &i.likes, Views: &i.views},
			}
		},
	}
}
