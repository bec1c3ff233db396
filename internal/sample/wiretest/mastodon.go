package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// mastodon is the public timeline of a server, which leaves replies out, and the
// conversations below its posts (https://docs.joinmastodon.org/methods/timelines/).
func mastodon() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/users/%s/statuses/%d", base, i.author, i.n) }
	page := func(i item, base string) string { return fmt.Sprintf("%s/@%s/%d", base, i.author, i.n) }
	status := func(i item, base string) object {
		media := []object{}
		if i.alt != "" {
			media = append(media, object{
				"id": strconv.Itoa(i.n), "type": "image", "url": i.picture(base), "preview_url": i.picture(base), "description": i.alt,
				"meta": object{"original": object{"width": pictureSide, "height": pictureSide}},
			})
		}
		s := object{
			"id": strconv.Itoa(i.n), "uri": link(i, base), "url": page(i, base), "created_at": i.created.Format("2006-01-02T15:04:05.000Z"), "edited_at": nil,
			"visibility": "public", "language": "en", "spoiler_text": "", "content": "<p>" + html.EscapeString(i.text) + "</p>",
			"in_reply_to_id": nil, "reblog": nil, "card": nil, "tags": []object{{"name": i.tag, "url": base + "/tags/" + i.tag}}, "mentions": []object{},
			"account":       object{"id": i.author, "username": i.author, "acct": i.author, "display_name": i.author, "url": base + "/@" + i.author, "noindex": false},
			"replies_count": i.comments, "reblogs_count": i.shares, "favourites_count": i.likes, "quotes_count": 1, "media_attachments": media,
		}
		if i.under != 0 {
			s["in_reply_to_id"] = strconv.Itoa(i.under)
		}
		return s
	}
	return format{
		platform: "mastodon",
		layout:   layout{every: 10, answers: 1},
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Comments: 1} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v2/instance", func(w http.ResponseWriter, _ *http.Request) {
				shown := object{"local": "public", "remote": "public"}
				answer(w, object{"version": "4.5.0", "configuration": object{"timelines_access": object{"live_feeds": shown, "hashtag_feeds": shown}}})
			})
			mux.HandleFunc("GET /api/v1/timelines/public", func(w http.ResponseWriter, r *http.Request) {
				start := 0
				for before := number(r, "max_id", 0); before > 0 && start < len(s.posts) && s.posts[start].n >= before; {
					start++
				}
				shown := part(s.posts, start, min(number(r, "limit", 20), 40))
				if len(shown) > 0 {
					s.next(w, r, "max_id", strconv.Itoa(shown[len(shown)-1].n))
				}
				answer(w, each(shown, func(i item) object { return status(i, s.base) }))
			})
			mux.HandleFunc("GET /api/v1/statuses/{id}/context", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("id"))
				if _, there := s.find(n); !there {
					answerWith(w, http.StatusNotFound, object{"error": "Record not found"})
					return
				}
				descendants := []object{}
				for _, i := range s.answers(n) {
					deeper := i
					deeper.n, deeper.under = i.n+1_000_000, i.n
					descendants = append(descendants, status(i, s.base), status(deeper, s.base))
				}
				answer(w, object{"ancestors": []object{}, "descendants": descendants})
			})
		},
		post: func(i item, base string) social.Post {
			shares := i.shares + 1
			return social.Post{
				ID: link(i, base), URL: page(i, base), Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &shares, Comments: &i.comments},
			}
		},
	}
}
