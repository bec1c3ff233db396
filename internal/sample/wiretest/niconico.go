package wiretest

import (
	"fmt"
	"net/http"
	"time"

	"earshot/internal/social"
)

// niconico is the Snapshot Search API v2 (https://site.nicovideo.jp/search-api-docs/snapshot).
func niconico() format {
	japan := time.FixedZone("JST", 9*60*60)
	return format{
		platform: "niconico",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Queries: []string{"northwind"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v2/snapshot/video/contents/search", func(w http.ResponseWriter, r *http.Request) {
				q := r.URL.Query()
				if q.Get("q") == "" || q.Get("_sort") != "-startTime" || q.Get("_context") == "" {
					answerWith(w, http.StatusBadRequest, object{"meta": object{"status": 400, "errorCode": "QUERY_PARSE_ERROR", "errorMessage": "query parse error"}})
					return
				}
				found := s.items
				if since, err := time.Parse(time.RFC3339, q.Get("filters[startTime][gte]")); err == nil {
					for k, i := range found {
						if i.created.Before(since) {
							found = found[:k]
							break
						}
					}
				}
				shown := part(found, number(r, "_offset", 0), min(number(r, "_limit", 10), 100))
				answer(w, object{"meta": object{"status": 200, "totalCount": len(found), "id": "x"}, "data": each(shown, func(i item) object {
					picture := any(nil)
					if i.alt != "" {
						picture = i.picture(s.base)
					}
					return object{
						"contentId": fmt.Sprintf("sm%d", i.n), "title": i.title, "description": markedUp(i.text), "userId": 1000 + len(i.author), "channelId": nil, "viewCounter": i.views,
						"likeCounter": i.likes, "commentCounter": i.comments, "thumbnailUrl": picture, "startTime": i.created.In(japan).Format(time.RFC3339), "tags": i.tag,
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			id := fmt.Sprintf("sm%d", i.n)
			return social.Post{
				ID: id, URL: "https://www.nicovideo.jp/watch/" + id, Title: i.title, Text: i.text, Author: social.Author{Handle: fmt.Sprintf("user/%d", 1000+len(i.author))},
				Images: i.images(base, "", 0), Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments, Views: &i.views},
			}
		},
	}
}
