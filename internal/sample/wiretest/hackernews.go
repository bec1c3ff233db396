package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"

	"earshot/internal/social"
)

// hackernews is a search for words in stories and comments, of which no more
// than the newest 1,000 are given (https://hn.algolia.com/api).
func hackernews() format {
	const most = 1000
	return format{
		platform: "hackernews",
		layout:   layout{times: 10, every: 10, answers: 1},
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Queries: []string{"northwind"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v1/search_by_date", func(w http.ResponseWriter, r *http.Request) {
				if word := strings.Trim(r.URL.Query().Get("query"), `"`); !strings.EqualFold(word, "northwind") {
					answer(w, object{"hits": []object{}, "nbHits": 0, "page": 0, "nbPages": 0})
					return
				}
				found := s.items
				for _, bound := range strings.Split(r.URL.Query().Get("numericFilters"), ",") {
					if bound == "" {
						continue
					}
					var sign byte
					var at int64
					if _, err := fmt.Sscanf(bound, "created_at_i%c%d", &sign, &at); err != nil {
						answerWith(w, http.StatusBadRequest, object{"message": "invalid numeric attribute(" + bound + ")", "status": 400})
						return
					}
					var within []item
					for _, i := range found {
						if sign == '>' && i.created.Unix() > at || sign == '<' && i.created.Unix() < at {
							within = append(within, i)
						}
					}
					found = within
				}
				size := min(number(r, "hitsPerPage", 20), most)
				start := number(r, "page", 0) * size
				answer(w, object{"nbHits": len(found), "page": number(r, "page", 0), "hitsPerPage": size, "hits": each(part(found[:min(most, len(found))], start, size), func(i item) object {
					hit := object{
						"objectID": strconv.Itoa(i.n), "author": i.author, "created_at": i.created.Format("2006-01-02T15:04:05Z"), "created_at_i": i.created.Unix(),
						"title": i.title, "story_text": "<p>" + html.EscapeString(i.text), "url": nil, "points": i.likes, "num_comments": i.comments,
						"comment_text": nil, "story_id": i.n, "parent_id": nil, "_tags": []string{"story", "author_" + i.author, fmt.Sprintf("story_%d", i.n)},
					}
					if i.under != 0 {
						hit["title"], hit["story_text"], hit["points"], hit["num_comments"] = nil, nil, nil, nil
						hit["comment_text"], hit["story_id"], hit["parent_id"], hit["story_title"] = html.EscapeString(i.text), i.under, i.under, "Of northwind"
						hit["_tags"] = []string{"comment", "author_" + i.author, fmt.Sprintf("story_%d", i.under)}
					}
					return hit
				})})
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
