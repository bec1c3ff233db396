package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// stackexchange is a search for a tag (https://api.stackexchange.com/docs/advanced-search).
func stackexchange() format {
	link := func(i item) string { return fmt.Sprintf("https://coffee.stackexchange.com/questions/%d", i.n) }
	return format{
		platform: "stackexchange",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{"northwind"}, Params: map[string]string{"site": "coffee"}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /2.3/search/advanced", func(w http.ResponseWriter, r *http.Request) {
				size := min(number(r, "pagesize", 30), 100)
				start := (number(r, "page", 1) - 1) * size
				var since []item
				for _, i := range s.items {
					if i.created.Unix() >= int64(number(r, "fromdate", 0)) {
						since = append(since, i)
					}
				}
				whole := &site{items: since}
				answer(w, object{"has_more": start+size < len(since), "quota_remaining": 200, "items": each(whole.part(start, size), func(i item) object {
					body := "<p>" + html.EscapeString(i.text) + "</p>"
					if i.alt != "" {
						body += fmt.Sprintf(`<p><img src="%s" alt="%s"></p>`, i.picture(s.base), i.alt)
					}
					return object{
						"question_id": i.n, "link": link(i) + "/a-question", "title": html.EscapeString(i.title), "body": body, "creation_date": i.created.Unix(),
						"score": i.likes, "answer_count": i.comments, "view_count": i.views, "tags": []string{"northwind", i.tag},
						"owner": object{"display_name": i.author, "link": fmt.Sprintf("https://coffee.stackexchange.com/users/%d/%s", len(i.author), i.author)},
					}
				})})
			})
			below := func(key string) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					n, _ := strconv.Atoi(r.PathValue("number"))
					i := item{n: n, created: s.items[0].created}.reply()
					answer(w, object{"has_more": false, "quota_remaining": 200, "items": []object{{
						key: i.n, "body": "<p>" + html.EscapeString(i.text) + "</p>", "creation_date": i.created.Unix(), "score": 1,
						"owner": object{"display_name": i.author, "link": "https://coffee.stackexchange.com/users/7/" + i.author},
					}}})
				}
			}
			mux.HandleFunc("GET /2.3/questions/{number}/answers", below("answer_id"))
			mux.HandleFunc("GET /2.3/answers/{number}/comments", below("comment_id"))
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i), URL: link(i) + "/a-question", Title: i.title, Text: i.text, Author: social.Author{Handle: fmt.Sprintf("%d@coffee.stackexchange.com", len(i.author))},
				Images:     i.images(base, i.alt, 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments, Views: &i.views},
			}
		},
	}
}
