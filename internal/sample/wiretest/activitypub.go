package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strings"

	"earshot/internal/social"
)

// activitypub is the outbox of an account, which servers ask one another for
// (https://www.w3.org/TR/activitypub/#outbox). Browsers get a page instead.
func activitypub() format {
	const perPage, public = 20, "https://www.w3.org/ns/activitystreams#Public"
	link := func(i item, base string) string { return fmt.Sprintf("%s/users/ana/statuses/%d", base, i.n) }
	page := func(i item, base string) string { return fmt.Sprintf("%s/@ana/%d", base, i.n) }
	return format{
		platform: "activitypub",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{"ana@" + base[len("http://"):]}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			actor := s.base + "/users/ana"
			send := func(w http.ResponseWriter, r *http.Request, o object) {
				if !strings.Contains(r.Header.Get("Accept"), "application/activity+json") {
					w.Header().Set("Content-Type", "text/html; charset=utf-8")
					fmt.Fprint(w, `<!DOCTYPE html><html><head><title>Ana</title></head><body><noscript>Enable JavaScript.</noscript></body></html>`)
					return
				}
				o["@context"] = "https://www.w3.org/ns/activitystreams"
				answer(w, o)
			}
			mux.HandleFunc("GET /.well-known/webfinger", func(w http.ResponseWriter, r *http.Request) {
				account := "acct:ana@" + s.base[len("http://"):]
				if r.URL.Query().Get("resource") != account {
					w.WriteHeader(http.StatusNotFound)
					return
				}
				answer(w, object{"subject": account, "links": []object{
					{"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": s.base + "/@ana"},
					{"rel": "self", "type": "application/activity+json", "href": actor},
				}})
			})
			mux.HandleFunc("GET /users/ana", func(w http.ResponseWriter, r *http.Request) {
				send(w, r, object{"id": actor, "type": "Person", "preferredUsername": "ana", "name": "Ana B.", "summary": "<p>coffee</p>", "url": s.base + "/@ana", "outbox": actor + "/outbox"})
			})
			mux.HandleFunc("GET /users/ana/outbox", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("page") != "true" {
					send(w, r, object{"id": actor + "/outbox", "type": "OrderedCollection", "totalItems": len(s.items), "first": actor + "/outbox?page=true"})
					return
				}
				start := 0
				for before := number(r, "max_id", 0); before > 0 && start < len(s.items) && s.items[start].n >= before; {
					start++
				}
				shown := s.part(start, perPage)
				o := object{"id": s.base + r.URL.RequestURI(), "type": "OrderedCollectionPage", "partOf": actor + "/outbox", "orderedItems": each(shown, func(i item) object {
					media := []object{}
					if i.alt != "" {
						media = append(media, object{"type": "Document", "mediaType": "image/png", "url": i.picture(s.base), "name": i.alt, "width": pictureSide, "height": pictureSide})
					}
					content := "<p>" + html.EscapeString(i.text) + "</p>"
					return object{
						"id": link(i, s.base) + "/activity", "type": "Create", "actor": actor, "published": i.created.Format("2006-01-02T15:04:05Z"), "to": []string{public}, "cc": []string{actor + "/followers"},
						"object": object{
							"id": link(i, s.base), "type": "Note", "summary": nil, "inReplyTo": nil, "published": i.created.Format("2006-01-02T15:04:05Z"), "url": page(i, s.base),
							"attributedTo": actor, "to": []string{public}, "cc": []string{actor + "/followers"}, "content": content, "contentMap": object{"en": content},
							"attachment": media, "tag": []object{}, "replies": object{"type": "Collection", "totalItems": i.comments},
							"likes": object{"type": "Collection", "totalItems": i.likes}, "shares": object{"type": "Collection", "totalItems": i.shares},
						},
					}
				})}
				if len(shown) > 0 {
					o["next"] = fmt.Sprintf("%s/outbox?max_id=%d&page=true", actor, shown[len(shown)-1].n)
				}
				send(w, r, o)
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: link(i, base), URL: page(i, base), Text: i.text, Author: social.Author{Handle: "ana@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &i.shares, Comments: &i.comments},
			}
		},
	}
}
