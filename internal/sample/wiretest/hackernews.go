package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	hn "earshot/internal/sample/hackernews"
	"earshot/internal/social"
)

// hackernews is a search for words in stories and comments, of which no more
// than the newest 1,000 are given (https://hn.algolia.com/api).
func hackernews() format {
	return format{
		platform: "hackernews",
		layout:   layout{times: 10, every: 10, answers: 1},
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Queries: []string{"northwind"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v1/search_by_date", func(w http.ResponseWriter, r *http.Request) {
				status, body, err := hn.Search(r.URL, func(yield func(*hn.Item) bool) {
					for _, i := range s.items {
						if !yield(i.hackerNews()) {
							return
						}
					}
				})
				if err != nil {
					http.Error(w, err.Error(), http.StatusInternalServerError)
					return
				}
				w.Header().Set("Content-Type", "application/json; charset=utf-8")
				w.WriteHeader(status)
				_, _ = w.Write(body)
			})
			mux.HandleFunc("GET /api/v1/items/{number}", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("number"))
				i := item{n: n, created: s.items[0].created}.reply()
				answer(w, object{"id": n, "type": "story", "children": []object{{
					"id": i.n, "type": "comment", "author": i.author, "text": i.text, "created_at_i": i.created.Unix(), "parent_id": n, "story_id": n, "children": []object{},
				}}})
			})
		},
		post: func(i item, _ string) social.Post {
			p := social.Post{
				ID: strconv.Itoa(i.n), URL: fmt.Sprintf("https://news.ycombinator.com/item?id=%d", i.n), Title: i.title, Text: i.text,
				Author: social.Author{Handle: i.author}, Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
			if i.under != 0 {
				p.Title, p.Engagement = "", social.Engagement{}
			}
			return p
		},
	}
}

// hackerNews is the item as a story, or as a comment on the one it answers.
func (i item) hackerNews() *hn.Item {
	it := &hn.Item{ID: int64(i.n), Author: i.author, Created: i.created, Paragraphs: []string{i.text}}
	if i.under == 0 {
		it.Title, it.Points, it.Comments = i.title, i.likes, i.comments
		return it
	}
	it.Parent = int64(i.under)
	it.Story = &hn.Story{ID: it.Parent, Title: "Of northwind"}
	return it
}
