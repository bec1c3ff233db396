package wiretest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"earshot/internal/social"
)

// misskey is a local timeline, asked for by POST
// (https://misskey-hub.net/docs/for-developers/api).
func misskey() format {
	id := func(i item) string { return fmt.Sprintf("n%08d", i.n) }
	return format{
		platform: "misskey",
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("POST /api/notes/local-timeline", func(w http.ResponseWriter, r *http.Request) {
				var asked struct {
					Limit   int
					UntilID string `json:"untilId"`
				}
				if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
					http.Error(w, err.Error(), http.StatusBadRequest)
					return
				}
				start := 0
				for asked.UntilID != "" && start < len(s.items) && id(s.items[start]) >= asked.UntilID {
					start++
				}
				answer(w, each(s.part(start, min(asked.Limit, 100)), func(i item) object {
					note := object{
						"id": id(i), "createdAt": i.created.Format("2006-01-02T15:04:05.000Z"), "text": i.text, "cw": nil, "visibility": "public",
						"user": object{"username": i.author, "host": nil, "name": i.author}, "renoteCount": i.shares, "repliesCount": i.comments,
						"reactionCount": i.likes, "reactions": object{"❤": i.likes}, "files": []object{}, "tags": []string{i.tag},
					}
					if i.alt != "" {
						note["files"] = []object{{"type": "image/png", "url": i.picture(s.base), "comment": i.alt, "properties": object{"width": pictureSide, "height": pictureSide}}}
					}
					return note
				}))
			})
			mux.HandleFunc("POST /api/notes/replies", func(w http.ResponseWriter, r *http.Request) {
				var asked struct {
					NoteID  string `json:"noteId"`
					UntilID string `json:"untilId"`
				}
				if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
					http.Error(w, err.Error(), http.StatusBadRequest)
					return
				}
				above := slices.IndexFunc(s.items, func(i item) bool { return id(i) == asked.NoteID })
				if above < 0 || asked.UntilID != "" {
					answer(w, []object{})
					return
				}
				i := s.items[above].reply()
				answer(w, []object{{
					"id": id(i), "createdAt": i.created.Format("2006-01-02T15:04:05.000Z"), "text": i.text, "visibility": "public", "replyId": asked.NoteID,
					"user": object{"username": i.author, "host": nil}, "reactionCount": 0, "repliesCount": 0, "renoteCount": 0, "reactions": object{}, "files": []object{},
				}})
			})
		},
		post: func(i item, base string) social.Post {
			address := base + "/notes/" + id(i)
			return social.Post{
				ID: address, URL: address, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &i.shares, Comments: &i.comments},
			}
		},
	}
}
