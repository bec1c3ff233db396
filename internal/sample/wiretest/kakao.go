package wiretest

import (
	"fmt"
	"net/http"
	"time"

	"earshot/internal/social"
)

// kakao is the search of blogs and cafes, whose pages end with the fiftieth, and of videos,
// which have no text
// (https://developers.kakao.com/docs/latest/en/daum-search/dev-guide).
func kakao() format {
	const blog, cafe, video = "blog", "cafe", "vclip"
	korea := time.FixedZone("KST", 9*60*60)
	kind := func(i item) string { return [...]string{blog, cafe, video}[i.n%3] }
	link := func(i item) string { return fmt.Sprintf("https://%s.example/%d", kind(i), i.n) }
	show := func(i item, base string) object {
		o := object{"title": "<b>" + i.title + "</b>", "url": link(i), "thumbnail": "", "datetime": i.created.In(korea).Format("2006-01-02T15:04:05.000-07:00")}
		if i.alt != "" {
			o["thumbnail"] = i.picture(base)
		}
		switch kind(i) {
		case blog:
			o["blogname"], o["contents"] = i.author, markedUp(i.text)
		case cafe:
			o["cafename"], o["contents"] = i.tag, markedUp(i.text)
		default:
			o["author"], o["play_time"] = i.author, 185
		}
		return o
	}
	return format{
		platform: "kakao",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Credentials: map[string]string{"key": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			search := func(of string, pages, most int) {
				all := only(s.items, func(i item) bool { return kind(i) == of })
				mux.HandleFunc("GET /v2/search/"+of, func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("Authorization") != "KakaoAK "+token {
						answerWith(w, http.StatusUnauthorized, object{"errorType": "AccessDeniedError", "message": "cannot find appKey"})
						return
					}
					page, size := number(r, "page", 1), number(r, "size", 10)
					if page > pages || size > most || r.URL.Query().Get("sort") != "recency" {
						answerWith(w, http.StatusBadRequest, object{"errorType": "InvalidArgument", "message": "page is more than max"})
						return
					}
					answer(w, object{
						"meta":      object{"is_end": page*size >= len(all), "pageable_count": min(len(all), 800), "total_count": len(all)},
						"documents": each(part(all, (page-1)*size, size), func(i item) object { return show(i, s.base) }),
					})
				})
			}
			search(blog, 50, 50)
			search(cafe, 50, 50)
			search(video, 15, 30)
		},
		post: func(i item, base string) social.Post {
			p := social.Post{ID: link(i), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Name: i.author}, Images: i.images(base, "", 0)}
			switch kind(i) {
			case cafe:
				p.Author = social.Author{}
			case video:
				p.Text = ""
			}
			return p
		},
	}
}
