package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// fourchan is the catalog of a board and its threads
// (https://github.com/4chan/4chan-API). Pictures are on another server there, so
// there are none.
func fourchan() format {
	const perPage = 15
	link := func(n int) string { return fmt.Sprintf("https://boards.4chan.org/ck/thread/%d", n) }
	post := func(i item) object {
		o := object{"no": i.n, "resto": i.under, "time": i.created.Unix(), "name": "Anonymous", "com": html.EscapeString(i.text)}
		if i.under == 0 {
			o["sub"], o["replies"], o["images"] = html.EscapeString(i.title), i.comments, 0
		}
		return o
	}
	return format{
		platform: "4chan",
		layout:   layout{every: 5, answers: 4},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{"ck"}, Params: map[string]string{"unsafe_content": "yes"}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /ck/catalog.json", func(w http.ResponseWriter, r *http.Request) {
				if unchanged(w, r, s.items[0].created) {
					return
				}
				pages := []object{}
				for start := 0; start < len(s.posts); start += perPage {
					pages = append(pages, object{"page": len(pages) + 1, "threads": each(part(s.posts, start, perPage), post)})
				}
				answer(w, pages)
			})
			mux.HandleFunc("GET /ck/thread/{file}", func(w http.ResponseWriter, r *http.Request) {
				var n int
				_, err := fmt.Sscanf(r.PathValue("file"), "%d.json", &n)
				first, there := s.find(n)
				if err != nil || !there || first.under != 0 {
					http.NotFound(w, r)
					return
				}
				thread := append([]item{first}, s.answers(n)...)
				if !unchanged(w, r, thread[len(thread)-1].created) {
					answer(w, object{"posts": each(thread, post)})
				}
			})
		},
		post: func(i item, _ string) social.Post {
			p := social.Post{
				ID: "ck/" + strconv.Itoa(i.n), URL: link(i.n), Title: i.title, Text: i.text, Author: social.Author{Name: "Anonymous"},
				Engagement: social.Engagement{Comments: &i.comments},
			}
			if i.under != 0 {
				p.URL, p.Title, p.Engagement = link(i.under)+"#p"+strconv.Itoa(i.n), "", social.Engagement{}
			}
			return p
		},
	}
}
