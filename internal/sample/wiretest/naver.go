package wiretest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// naver is the search of news, of which nothing past the first 1,100 is shown
// (https://developers.naver.com/docs/serviceapi/search/news/news.md).
func naver() format {
	korea := time.FixedZone("KST", 9*60*60)
	link := func(i item) string { return fmt.Sprintf("https://news.example/%d", i.n) }
	return format{
		platform: "naver",
		layout:   layout{times: 4, apart: 20 * time.Minute},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Credentials: map[string]string{"client_id": token, "client_secret": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			search := func(all []item) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("X-Naver-Client-Id") != token || r.Header.Get("X-Naver-Client-Secret") != token {
						answerWith(w, http.StatusUnauthorized, object{"errorMessage": "NID AUTH Result Invalid (28) : Authentication failed.", "errorCode": "024"})
						return
					}
					start, size := number(r, "start", 1), number(r, "display", 10)
					if start > 1000 || size > 100 || r.URL.Query().Get("sort") != "date" {
						answerWith(w, http.StatusBadRequest, object{"errorMessage": "Invalid start value", "errorCode": "SE03"})
						return
					}
					answer(w, object{"total": len(all), "start": start, "display": size, "items": each(part(all, start-1, size), func(i item) object {
						return object{"title": "<b>" + i.title + "</b>", "originallink": link(i), "link": "https://n.news.naver.com/" + strconv.Itoa(i.n), "description": markedUp(i.text), "pubDate": i.created.In(korea).Format("Mon, 02 Jan 2006 15:04:05 -0700")}
					})})
				}
			}
			mux.HandleFunc("GET /v1/search/news.json", search(s.items))
			mux.HandleFunc("GET /v1/search/blog.json", search(nil))
			mux.HandleFunc("GET /v1/search/cafearticle.json", search(nil))
		},
		post: func(i item, base string) social.Post {
			return social.Post{ID: "news/" + link(i), URL: link(i), Title: i.title, Text: i.text}
		},
	}
}
