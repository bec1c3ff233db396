package wiretest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// instagram is the posts of the last 24 hours under a hashtag
// (https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-hashtag/recent-media).
func instagram() format {
	const user, tag = "17841400000000000", "17843826142012701"
	id := func(i item) string { return strconv.Itoa(17_900_000_000_000_000 + i.n) }
	link := func(i item) string { return fmt.Sprintf("https://www.instagram.com/p/C%d/", i.n) }
	return format{
		platform: "instagram",
		layout:   layout{apart: 5 * time.Minute},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{"coffee"}, Params: map[string]string{"user": user}, Credentials: map[string]string{"token": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			allowed := func(w http.ResponseWriter, r *http.Request) bool {
				if !bearer(r) || r.URL.Query().Get("user_id") != user {
					answerWith(w, http.StatusUnauthorized, object{"error": object{"message": "Invalid OAuth access token - Cannot parse access token", "type": "OAuthException", "code": 190}})
					return false
				}
				return true
			}
			mux.HandleFunc("GET /v23.0/ig_hashtag_search", func(w http.ResponseWriter, r *http.Request) {
				switch {
				case !allowed(w, r):
				case r.URL.Query().Get("q") != "coffee":
					answerWith(w, http.StatusBadRequest, object{"error": object{"message": "Invalid parameter", "type": "OAuthException", "code": 100, "error_subcode": 2207024}})
				default:
					answer(w, object{"data": []object{{"id": tag}}})
				}
			})
			mux.HandleFunc("GET /v23.0/"+tag+"/recent_media", func(w http.ResponseWriter, r *http.Request) {
				if !allowed(w, r) {
					return
				}
				start, size := number(r, "after", 0), min(number(r, "limit", 25), 50)
				shown := s.part(start, size)
				o := object{"data": each(shown, func(i item) object {
					post := object{
						"id": id(i), "permalink": link(i), "caption": i.text, "timestamp": i.created.Format("2006-01-02T15:04:05-0700"), "media_type": "VIDEO",
						"media_url": i.picture(s.base) + ".mp4", "like_count": i.likes, "comments_count": i.comments,
					}
					if i.alt != "" {
						post["media_type"], post["media_url"] = "IMAGE", i.picture(s.base)
					}
					return post
				})}
				if start+len(shown) < len(s.items) {
					o["paging"] = object{"cursors": object{"after": strconv.Itoa(start + len(shown))}, "next": s.base + "/v23.0/x?access_token=" + token}
				}
				answer(w, o)
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: id(i), URL: link(i), Text: i.text, Images: i.images(base, "", 0), Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
