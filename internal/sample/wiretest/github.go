package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// github is a search for issues (https://docs.github.com/en/rest/search).
func github() format {
	link := func(i item) string { return fmt.Sprintf("https://github.com/northwind/cup/issues/%d", i.n) }
	return format{
		platform: "github",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Queries: []string{"northwind"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /search/issues", func(w http.ResponseWriter, r *http.Request) {
				size := min(number(r, "per_page", 30), 100)
				found := s.part((number(r, "page", 1)-1)*size, size)
				answer(w, object{"total_count": len(s.items), "incomplete_results": false, "items": each(found, func(i item) object {
					body := i.text
					if i.alt != "" {
						body += fmt.Sprintf("\n\n![%s](%s)", i.alt, i.picture(s.base))
					}
					return object{
						"html_url": link(i), "title": i.title, "body": body, "created_at": i.created.Format("2006-01-02T15:04:05Z"), "comments": i.comments,
						"user": object{"login": i.author, "html_url": "https://github.com/" + i.author}, "labels": []object{{"name": i.tag}}, "reactions": object{"+1": i.likes},
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author},
				Images:     i.images(base, i.alt, 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
