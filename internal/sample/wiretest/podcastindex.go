package wiretest

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// podcastindex are the episodes of a show; requests carry a digest of key, secret and time
// (https://podcastindex-org.github.io/docs-api/#auth).
func podcastindex() format {
	const show = "920"
	link := func(i item) string { return fmt.Sprintf("https://cup.example/%d", i.n) }
	return format{
		platform: "podcastindex",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{show}, Credentials: map[string]string{"key": token, "secret": token + "-2"}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/1.0/episodes/byfeedid", func(w http.ResponseWriter, r *http.Request) {
				at := r.Header.Get("X-Auth-Date")
				sum := sha1.Sum([]byte(token + token + "-2" + at))
				if _, err := strconv.ParseInt(at, 10, 64); err != nil || r.Header.Get("X-Auth-Key") != token || r.Header.Get("Authorization") != hex.EncodeToString(sum[:]) {
					answerWith(w, http.StatusUnauthorized, object{"status": "false", "description": "Authorization header incorrect."})
					return
				}
				since, left := int64(number(r, "since", 0)), number(r, "max", 10)
				items := []object{}
				for _, i := range s.items {
					if i.created.Unix() < since || len(items) == left {
						break
					}
					picture := ""
					if i.alt != "" {
						picture = i.picture(s.base)
					}
					items = append(items, object{
						"id": i.n, "title": i.title, "link": link(i), "description": markedUp(i.text), "guid": fmt.Sprintf("cup-%d", i.n), "datePublished": i.created.Unix(),
						"enclosureUrl": fmt.Sprintf("https://cdn.example/%d.mp3", i.n), "enclosureType": "audio/mpeg", "duration": 1800, "image": picture, "feedImage": "", "feedId": 920, "feedTitle": "Northern Cup", "feedLanguage": "en",
					})
				}
				answer(w, object{"status": "true", "items": items, "count": len(items), "query": show, "description": "Found matching items."})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{ID: strconv.Itoa(i.n), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Handle: show}, Images: i.images(base, "", 0)}
		},
	}
}
