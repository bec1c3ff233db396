package wiretest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"earshot/internal/social"
)

// producthunt is the GraphQL interface (https://api.producthunt.com/v2/docs), whose
// answers do not name authors.
func producthunt() format {
	link := func(i item) string { return fmt.Sprintf("https://www.producthunt.com/products/kettle-%d", i.n) }
	return format{
		platform: "producthunt",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{"kitchen"}, Credentials: map[string]string{"token": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("POST /v2/api/graphql", func(w http.ResponseWriter, r *http.Request) {
				if !bearer(r) {
					answerWith(w, http.StatusUnauthorized, object{"data": nil, "errors": []object{{"error": "invalid_oauth_token", "error_description": "Please supply a valid access token."}}})
					return
				}
				var ask struct {
					Query     string
					Variables struct{ Topic, After, Since string }
				}
				if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || !strings.Contains(ask.Query, "postedAfter: $since") || ask.Variables.Topic != "kitchen" {
					answer(w, object{"errors": []object{{"message": "Parse error"}}})
					return
				}
				found, start := s.items, 0
				if since, err := time.Parse(time.RFC3339, ask.Variables.Since); err == nil {
					for k, i := range found {
						if i.created.Before(since) {
							found = found[:k]
							break
						}
					}
				}
				if ask.Variables.After != "" {
					start, _ = strconv.Atoi(ask.Variables.After)
				}
				shown := part(found, start, 20)
				answer(w, object{"data": object{"posts": object{
					"pageInfo": object{"hasNextPage": start+len(shown) < len(found), "endCursor": strconv.Itoa(start + len(shown))},
					"edges": each(shown, func(i item) object {
						thumbnail := any(nil)
						if i.alt != "" {
							thumbnail = object{"url": i.picture(s.base)}
						}
						return object{"node": object{
							"id": strconv.Itoa(i.n), "name": i.title, "tagline": "new", "description": i.text, "url": link(i) + "?utm_source=api", "votesCount": i.likes, "commentsCount": i.comments,
							"createdAt": i.created.Format(time.RFC3339), "user": object{"username": "[REDACTED]", "name": "[REDACTED]"}, "thumbnail": thumbnail,
						}}
					}),
				}}})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: strconv.Itoa(i.n), URL: link(i), Title: i.title + ": new", Text: i.text, Images: i.images(base, "", 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
