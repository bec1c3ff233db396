package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// vk is the wall of a community and the comments below its posts
// (https://dev.vk.com/en/method/wall.get). Refusals come under a status of success.
func vk() format {
	const community = 22
	return format{
		platform: "vk",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{"northwind"}, Credentials: map[string]string{"token": token}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			fault := func(w http.ResponseWriter, code int, message string) {
				answer(w, object{"error": object{"error_code": code, "error_msg": message}})
			}
			method := func(name string, do http.HandlerFunc) {
				mux.HandleFunc("GET /method/"+name, func(w http.ResponseWriter, r *http.Request) {
					switch {
					case !bearer(r):
						fault(w, 5, "User authorization failed: no access_token passed.")
					case r.URL.Query().Get("v") == "":
						fault(w, 8, "Invalid request: v (version) is required")
					default:
						do(w, r)
					}
				})
			}
			group := []object{{"id": community, "name": "Northwind", "screen_name": "northwind"}}
			method("wall.get", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("domain") != "northwind" {
					fault(w, 100, "One of the parameters specified was missing or invalid: owner_id is undefined")
					return
				}
				answer(w, object{"response": object{"count": len(s.posts), "groups": group, "profiles": []object{}, "items": each(part(s.posts, number(r, "offset", 0), min(number(r, "count", 20), 100)), func(i item) object {
					o := object{
						"id": i.n, "owner_id": -community, "from_id": -community, "date": i.created.Unix(), "text": i.text, "likes": object{"count": i.likes}, "reposts": object{"count": i.shares},
						"comments": object{"count": i.comments}, "views": object{"count": i.views}, "attachments": []object{},
					}
					if i.alt != "" {
						o["attachments"] = []object{{"type": "photo", "photo": object{"text": i.alt, "sizes": []object{
							{"type": "s", "url": i.picture(s.base) + "?small", "width": 8, "height": 8}, {"type": "z", "url": i.picture(s.base), "width": pictureSide, "height": pictureSide},
						}}}}
					}
					return o
				})}})
			})
			method("wall.getComments", func(w http.ResponseWriter, r *http.Request) {
				answers, profiles := s.answers(number(r, "post_id", 0)), []object{}
				for _, i := range answers {
					profiles = append(profiles, object{"id": i.n, "first_name": i.author, "last_name": "B.", "screen_name": i.author})
				}
				answer(w, object{"response": object{"count": len(answers), "current_level_count": len(answers), "groups": group, "profiles": profiles, "items": each(answers, func(i item) object {
					return object{
						"id": i.n, "post_id": i.under, "owner_id": -community, "from_id": i.n, "date": i.created.Unix(), "text": i.text, "likes": object{"count": i.likes}, "thread": object{"count": 0, "items": []object{}},
					}
				})}})
			})
		},
		post: func(i item, base string) social.Post {
			id := fmt.Sprintf("%d_%d", -community, i.n)
			p := social.Post{
				ID: id, URL: "https://vk.com/wall" + id, Text: i.text, Author: social.Author{Handle: "northwind"}, Images: i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &i.shares, Comments: &i.comments, Views: &i.views},
			}
			if i.under != 0 {
				p.URL, p.Author = fmt.Sprintf("https://vk.com/wall%d_%d?reply=%d", -community, i.under, i.n), social.Author{Handle: i.author}
				p.Images, p.Engagement.Shares, p.Engagement.Views = nil, nil, nil
			}
			return p
		},
	}
}
