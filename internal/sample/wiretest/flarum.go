package wiretest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"earshot/internal/social"
)

// flarum are the posts of a forum, in JSON:API (https://docs.flarum.org/rest-api).
func flarum() format {
	// discussion is that of an item, place its number within it.
	discussion := func(i item) int {
		if i.under != 0 {
			return i.under
		}
		return i.n
	}
	place := func(i item) int { return i.n - discussion(i) + 1 }
	link := func(i item, base string) string { return fmt.Sprintf("%s/d/%d/%d", base, discussion(i), place(i)) }
	return format{
		platform: "flarum",
		layout:   layout{every: 5, answers: 2},
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/posts", func(w http.ResponseWriter, r *http.Request) {
				q := r.URL.Query()
				start, size := number(r, "page[offset]", 0), number(r, "page[limit]", 20)
				if size > 50 || q.Get("sort") != "-createdAt" {
					w.Header().Set("Content-Type", "application/vnd.api+json")
					answerWith(w, http.StatusBadRequest, object{"errors": []object{{"status": "400", "code": "invalid_parameter"}}})
					return
				}
				shown := slices.DeleteFunc(slices.Clone(s.items), func(i item) bool {
					return q.Has("filter[discussion]") && (q.Get("filter[discussion]") != strconv.Itoa(discussion(i)) || q.Get("filter[number]") != strconv.Itoa(place(i)))
				})
				links, included, users := object{"first": s.base + "/api/posts"}, []object{}, map[string]bool{}
				if start+size < len(shown) {
					links["next"] = fmt.Sprintf("%s/api/posts?page[offset]=%d", s.base, start+size)
				}
				data := each(part(shown, start, size), func(i item) object {
					of := strconv.Itoa(discussion(i))
					first, _ := s.find(discussion(i))
					if !users[i.author] {
						users[i.author] = true
						included = append(included, object{"type": "users", "id": i.author, "attributes": object{"username": i.author, "displayName": i.author, "slug": i.author}})
					}
					if !users[of] {
						users[of] = true
						included = append(included, object{"type": "discussions", "id": of, "attributes": object{"title": first.title, "slug": of}})
					}
					html := markedUp(i.text)
					if i.alt != "" {
						html += fmt.Sprintf(`<p><img src=%q alt=%q></p>`, i.picture(s.base), i.alt)
					}
					return object{
						"type": "posts", "id": strconv.Itoa(7000 + i.n), "attributes": object{"number": place(i), "createdAt": i.created.Format("2006-01-02T15:04:05-07:00"), "contentType": "comment", "contentHtml": html, "likesCount": i.likes},
						"relationships": object{"user": object{"data": object{"type": "users", "id": i.author}}, "discussion": object{"data": object{"type": "discussions", "id": of}}},
					}
				})
				answer(w, object{"links": links, "data": data, "included": included})
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images: i.images(base, i.alt, 0), Engagement: social.Engagement{Likes: &i.likes},
			}
			if place(i) != 1 {
				p.Title = ""
			}
			return p
		},
	}
}
