package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// threads is the search for words of the Threads API, which wants a token and
// counts nothing (https://developers.facebook.com/docs/threads/keyword-search).
func threads() format {
	id := func(i item) string { return strconv.Itoa(18_000_000_000_000_000 + i.n) }
	link := func(i item) string { return fmt.Sprintf("https://www.threads.net/@%s/post/C%d", i.author, i.n) }
	return format{
		platform: "threads",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Credentials: map[string]string{"token": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /v1.0/keyword_search", func(w http.ResponseWriter, r *http.Request) {
				if !bearer(r) {
					answerWith(w, http.StatusUnauthorized, object{"error": object{"message": "Error validating access token: Session has expired", "type": "OAuthException", "code": 190}})
					return
				}
				found := s.items
				for k, i := range found {
					if i.created.Unix() < int64(number(r, "since", 0)) {
						found = found[:k]
						break
					}
				}
				start, size := number(r, "after", 0), min(number(r, "limit", 25), 100)
				o := object{"data": each(part(found, start, size), func(i item) object {
					post := object{
						"id": id(i), "text": i.text, "media_type": "TEXT_POST", "permalink": link(i), "timestamp": i.created.Format("2006-01-02T15:04:05-0700"), "username": i.author,
						"topic_tag": i.tag, "is_reply": false,
					}
					if i.alt != "" {
						post["media_type"], post["media_url"], post["alt_text"] = "IMAGE", i.picture(s.base), i.alt
					}
					return post
				})}
				if start+size < len(found) {
					o["paging"] = object{"cursors": object{"after": strconv.Itoa(start + size)}}
				}
				answer(w, o)
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{ID: id(i), URL: link(i), Text: i.text, Author: social.Author{Handle: i.author}, Images: i.images(base, i.alt, 0)}
		},
	}
}
