package wiretest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// naver is the search of news, of which nothing past the first 1,100 is shown, of blogs,
// whose posts have a day and no time, and of cafes, whose posts have neither
// (https://developers.naver.com/docs/serviceapi/search/news/news.md).
func naver() format {
	const news, blog, cafe = "news", "blog", "cafe"
	korea := time.FixedZone("KST", 9*60*60)
	kind := func(i item) string {
		switch {
		case i.n%20 == 0:
			return cafe
		case i.n%20 < 7:
			return blog
		default:
			return news
		}
	}
	link := func(i item) string {
		switch kind(i) {
		case blog:
			return fmt.Sprintf("https://blog.naver.com/%s/%d", i.author, i.n)
		case cafe:
			return fmt.Sprintf("http://cafe.naver.com/coffee/%d", i.n)
		default:
			return fmt.Sprintf("https://news.example/%d", i.n)
		}
	}
	show := func(i item) object {
		o := object{"title": "<b>" + i.title + "</b>", "link": link(i), "description": markedUp(i.text)}
		switch kind(i) {
		case blog:
			o["bloggername"], o["bloggerlink"], o["postdate"] = i.author, "blog.naver.com/"+i.author, i.created.In(korea).Format("20060102")
		case cafe:
			o["cafename"], o["cafeurl"] = "coffee", "https://cafe.naver.com/coffee"
		default:
			o["originallink"], o["link"], o["pubDate"] = link(i), "https://n.news.naver.com/"+strconv.Itoa(i.n), i.created.In(korea).Format("Mon, 02 Jan 2006 15:04:05 -0700")
		}
		return o
	}
	return format{
		platform: "naver",
		layout:   layout{times: 6, apart: 14 * time.Minute},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Credentials: map[string]string{"client_id": token, "client_secret": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			search := func(of string) http.HandlerFunc {
				all := only(s.items, func(i item) bool { return kind(i) == of })
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
					answer(w, object{"total": len(all), "start": start, "display": size, "items": each(part(all, start-1, size), show)})
				}
			}
			mux.HandleFunc("GET /v1/search/news.json", search(news))
			mux.HandleFunc("GET /v1/search/blog.json", search(blog))
			mux.HandleFunc("GET /v1/search/cafearticle.json", search(cafe))
		},
		post: func(i item, base string) social.Post {
			p := social.Post{ID: link(i), URL: link(i), Title: i.title, Text: i.text}
			switch kind(i) {
			case blog:
				year, month, day := i.created.In(korea).Date()
				p.CreatedAt, p.Author = time.Date(year, month, day, 0, 0, 0, 0, korea).UTC(), social.Author{Handle: "blog.naver.com/" + i.author, Name: i.author}
			case cafe:
				p.DateFrom = social.DateSeen
			default:
				p.ID = "news/" + link(i)
			}
			return p
		},
	}
}
