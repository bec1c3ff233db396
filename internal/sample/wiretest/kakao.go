package wiretest

import (
	"fmt"
	"net/http"
	"time"

	"earshot/internal/social"
)

// kakao is the search of blogs, whose pages end with the fiftieth
// (https://developers.kakao.com/docs/latest/en/daum-search/dev-guide).
func kakao() format {
	korea := time.FixedZone("KST", 9*60*60)
	link := func(i item) string { return fmt.Sprintf("https://blog.example/%d", i.n) }
	return format{
		platform: "kakao",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Credentials: map[string]string{"key": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			search := func(all []item) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("Authorization") != "KakaoAK "+token {
						answerWith(w, http.StatusUnauthorized, object{"errorType": "AccessDeniedError", "message": "cannot find appKey"})
						return
					}
					page, size := number(r, "page", 1), number(r, "size", 10)
					if page > 50 || size > 50 || r.URL.Query().Get("sort") != "recency" {
						answerWith(w, http.StatusBadRequest, object{"errorType": "InvalidArgument", "message": "page is more than max"})
						return
					}
					answer(w, object{"meta": object{"is_end": page*size >= len(all), "pageable_count": min(len(all), 800), "total_count": len(all)}, "documents": each(part(all, (page-1)*size, size), func(i item) object {
						picture := ""
						if i.alt != "" {
							picture = i.picture(s.base)
						}
						return object{"title": "<b>" + i.title + "</b>", "contents": markedUp(i.text), "url": link(i), "blogname": i.author, "thumbnail": picture, "datetime": i.created.In(korea).Format("2006-01-02T15:04:05.000-07:00")}
					})})
				}
			}
			mux.HandleFunc("GET /v2/search/blog", search(s.items))
			mux.HandleFunc("GET /v2/search/cafe", search(nil))
			mux.HandleFunc("GET /v2/search/vclip", search(nil))
		},
		post: func(i item, base string) social.Post {
			return social.Post{ID: link(i), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Name: i.author}, Images: i.images(base, "", 0)}
		},
	}
}
