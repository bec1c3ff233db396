package wiretest

import (
	"fmt"
	"html"
	"net/http"

	"earshot/internal/social"
)

// discourse is the list of a forum's newest posts (https://docs.discourse.org).
func discourse() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/t/%d/1", base, i.n) }
	return format{
		platform: "discourse",
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /posts.json", func(w http.ResponseWriter, r *http.Request) {
				start := 0
				for before := number(r, "before", 0); before > 0 && start < len(s.items) && s.items[start].n > before; {
					start++
				}
				end := start
				for end < len(s.items) && s.items[end].n > s.items[start].n-50 {
					end++
				}
				// The numbers of 50 posts, and of these the ones there are.
				answer(w, object{"latest_posts": each(s.part(start, end-start), func(i item) object {
					cooked := "<p>" + html.EscapeString(i.text) + "</p>"
					if i.alt != "" {
						cooked += fmt.Sprintf(`<p><img src="/media/%d.png" alt="%s" width="%d" height="%d"></p>`, i.n, i.alt, pictureSide, pictureSide)
					}
					return object{
						"id": i.n, "topic_id": i.n, "topic_slug": "topic", "post_number": 1, "topic_title": i.title, "cooked": cooked, "post_type": 1, "version": 1,
						"username": i.author, "name": i.author, "created_at": i.created.Format("2006-01-02T15:04:05.000Z"), "updated_at": i.created.Format("2006-01-02T15:04:05.000Z"),
						"reply_count": i.comments, "actions_summary": []object{{"id": 2, "count": i.likes}},
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i, base), URL: fmt.Sprintf("%s/t/topic/%d/1", base, i.n), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
