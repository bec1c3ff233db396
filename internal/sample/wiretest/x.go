package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// token is the credential of every platform that wants a token.
const token = "northwind-token"

// bearer tells whether the request has the token.
func bearer(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer "+token }

// x is the search of the last seven days (https://docs.x.com/x-api/posts/search-recent-posts).
func x() format {
	id := func(i item) string { return strconv.Itoa(1_990_000_000_000_000_000 + i.n) }
	return format{
		platform: "x",
		layout:   layout{apart: 30 * time.Minute},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Credentials: map[string]string{"token": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /2/tweets/search/recent", func(w http.ResponseWriter, r *http.Request) {
				size := number(r, "max_results", 10)
				switch {
				case !bearer(r):
					answerWith(w, http.StatusUnauthorized, object{"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"})
					return
				case size < 10 || size > 100:
					answerWith(w, http.StatusBadRequest, object{"title": "Invalid Request", "type": "https://api.x.com/2/problems/invalid-request", "detail": "One or more parameters to your request was invalid."})
					return
				}
				start := number(r, "next_token", 0)
				shown := s.part(start, size)
				users, media, named := []object{}, []object{}, map[string]bool{}
				data := each(shown, func(i item) object {
					o := object{
						"id": id(i), "text": html.EscapeString(i.text), "author_id": strconv.Itoa(int(i.author[0])*256 + int(i.author[1])), "lang": "en", "created_at": i.created.Format("2006-01-02T15:04:05.000Z"), "conversation_id": id(i),
						"public_metrics": object{"retweet_count": i.shares, "quote_count": 3, "reply_count": i.comments, "like_count": i.likes, "bookmark_count": 0, "impression_count": i.views},
					}
					if !named[i.author] {
						named[i.author] = true
						users = append(users, object{"id": o["author_id"], "username": i.author, "name": i.author})
					}
					if i.alt != "" {
						key := fmt.Sprintf("3_%d", i.n)
						o["attachments"] = object{"media_keys": []string{key}}
						media = append(media, object{"media_key": key, "type": "photo", "url": i.picture(s.base), "alt_text": i.alt, "width": pictureSide, "height": pictureSide})
					}
					return o
				})
				meta := object{"result_count": len(shown)}
				if start+size < len(s.items) {
					meta["next_token"] = strconv.Itoa(start + size)
				}
				answer(w, object{"data": data, "includes": object{"users": users, "media": media}, "meta": meta})
			})
		},
		post: func(i item, base string) social.Post {
			shares := i.shares + 3
			return social.Post{
				ID: id(i), URL: fmt.Sprintf("https://x.com/%s/status/%s", i.author, id(i)), Text: i.text, Author: social.Author{Handle: i.author},
				Images:     i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &shares, Comments: &i.comments, Views: &i.views},
			}
		},
	}
}
