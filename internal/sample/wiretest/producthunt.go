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
// answers do not name authors: products of a topic, or all, and the comments on one.
func producthunt() format {
	const topic = "kitchen"
	link := func(i item) string {
		if i.under != 0 {
			return fmt.Sprintf("https://www.producthunt.com/products/kettle-%d?comment=%d", i.under, i.n)
		}
		return fmt.Sprintf("https://www.producthunt.com/products/kettle-%d", i.n)
	}
	nobody := object{"username": "[REDACTED]", "name": "[REDACTED]"}
	product := func(i item, base string) object {
		o := object{
			"id": strconv.Itoa(i.n), "name": i.title, "tagline": "new", "description": i.text, "url": link(i) + "?utm_source=api", "votesCount": i.likes, "commentsCount": i.comments,
			"createdAt": i.created.Format(time.RFC3339), "user": nobody, "thumbnail": nil, "topics": object{"edges": []object{{"node": object{"name": topic}}}},
		}
		if i.alt != "" {
			o["thumbnail"] = object{"url": i.picture(base)}
		}
		return o
	}
	comment := func(i item) object {
		return object{"id": strconv.Itoa(i.n), "body": i.text, "url": link(i), "createdAt": i.created.Format(time.RFC3339), "votesCount": i.likes, "user": nobody}
	}
	// connection is a page of a list, as the Relay specification of cursors has it.
	connection := func(items []item, after string, size int, show func(item) object) object {
		start, _ := strconv.Atoi(after)
		shown := part(items, start, size)
		return object{
			"pageInfo": object{"hasNextPage": start+len(shown) < len(items), "endCursor": strconv.Itoa(start + len(shown))},
			"edges":    each(shown, func(i item) object { return object{"node": show(i)} }),
		}
	}
	return format{
		platform: "producthunt",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{topic}, Credentials: map[string]string{"token": token}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("POST /v2/api/graphql", func(w http.ResponseWriter, r *http.Request) {
				if !bearer(r) {
					answerWith(w, http.StatusUnauthorized, object{"data": nil, "errors": []object{{"error": "invalid_oauth_token", "error_description": "Please supply a valid access token."}}})
					return
				}
				var ask struct {
					Query     string
					Variables struct{ Topic, ID, After, Since string }
				}
				err := json.NewDecoder(r.Body).Decode(&ask)
				switch v := ask.Variables; {
				case err == nil && strings.Contains(ask.Query, "post(id: $id)"):
					n, _ := strconv.Atoi(v.ID)
					answer(w, object{"data": object{"post": object{"comments": connection(s.answers(n), v.After, 50, comment)}}})
				case err == nil && strings.Contains(ask.Query, "postedAfter: $since") && (v.Topic == "" || v.Topic == topic):
					since, _ := time.Parse(time.RFC3339, v.Since)
					found := only(s.posts, func(i item) bool { return !i.created.Before(since) })
					answer(w, object{"data": object{"posts": connection(found, v.After, 20, func(i item) object { return product(i, s.base) })}})
				default:
					answer(w, object{"errors": []object{{"message": "Parse error"}}})
				}
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: strconv.Itoa(i.n), URL: link(i), Title: i.title + ": new", Text: i.text, Images: i.images(base, "", 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
			if i.under != 0 {
				p.ID, p.Title, p.Images, p.Engagement.Comments = "comment/"+p.ID, "", nil, nil
			}
			return p
		},
	}
}
