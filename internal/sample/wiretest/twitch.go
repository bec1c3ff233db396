package wiretest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// twitch are the videos of a channel, asked for with a token that the keys of an
// application are exchanged for (https://dev.twitch.tv/docs/api/reference#get-videos).
func twitch() format {
	const channel = "northwind"
	return format{
		platform: "twitch",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{channel}, Credentials: map[string]string{"client_id": token, "client_secret": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("POST /oauth2/token", func(w http.ResponseWriter, r *http.Request) {
				if r.FormValue("client_id") != token || r.FormValue("client_secret") != token || r.FormValue("grant_type") != "client_credentials" {
					answerWith(w, http.StatusForbidden, object{"status": 403, "message": "invalid client secret"})
					return
				}
				answer(w, object{"access_token": "session-token", "expires_in": 5011271, "token_type": "bearer"})
			})
			known := func(do http.HandlerFunc) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("Authorization") != "Bearer session-token" || r.Header.Get("Client-Id") != token {
						answerWith(w, http.StatusUnauthorized, object{"error": "Unauthorized", "status": 401, "message": "Invalid OAuth token"})
						return
					}
					do(w, r)
				}
			}
			mux.HandleFunc("GET /helix/users", known(func(w http.ResponseWriter, r *http.Request) {
				answer(w, object{"data": []object{{"id": "77", "login": channel, "display_name": "Northwind"}}})
			}))
			mux.HandleFunc("GET /helix/videos", known(func(w http.ResponseWriter, r *http.Request) {
				start, size := number(r, "after", 0), min(number(r, "first", 20), 100)
				o := object{"data": each(s.part(start, size), func(i item) object {
					picture := ""
					if i.alt != "" {
						picture = i.picture(s.base)
					}
					at := i.created.Format(time.RFC3339)
					return object{
						"id": strconv.Itoa(i.n), "user_id": "77", "user_login": channel, "user_name": "Northwind", "title": i.title, "description": i.text, "created_at": at, "published_at": at,
						"url": fmt.Sprintf("https://www.twitch.tv/videos/%d", i.n), "thumbnail_url": picture, "viewable": "public", "view_count": i.views, "language": "en", "type": "archive",
					}
				}), "pagination": object{}}
				if start+size < len(s.items) {
					o["pagination"] = object{"cursor": strconv.Itoa(start + size)}
				}
				answer(w, o)
			}))
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: strconv.Itoa(i.n), URL: fmt.Sprintf("https://www.twitch.tv/videos/%d", i.n), Title: i.title, Text: i.text, Author: social.Author{Handle: channel},
				Images: i.images(base, "", 0), Engagement: social.Engagement{Views: &i.views},
			}
		},
	}
}
