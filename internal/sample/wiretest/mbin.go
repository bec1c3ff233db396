package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// mbin is the threads and comments of a magazine (https://docs.joinmbin.org).
func mbin() format {
	const magazine, number8 = "coffee", "8"
	link := func(i item, base string) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/m/%s/t/%d/comment/%d", base, magazine, i.under, i.n)
		}
		return fmt.Sprintf("%s/m/%s/t/%d", base, magazine, i.n)
	}
	pages := func(r *http.Request, items []item, show func(item) object) object {
		page, size := number(r, "p", 1), min(number(r, "perPage", 25), 100)
		return object{
			"items":      each(part(items, (page-1)*size, size), show),
			"pagination": object{"count": len(items), "currentPage": page, "maxPage": max(1, (len(items)+size-1)/size), "perPage": size},
		}
	}
	return format{
		platform: "mbin",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{magazine}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			shared := func(i item) object {
				o := object{
					"magazine": object{"magazineId": 8, "name": magazine}, "user": object{"userId": 3, "username": i.author, "apId": nil, "apProfileId": nil}, "body": i.text, "lang": "en",
					"image": nil, "tags": nil, "uv": i.shares, "dv": 0, "favourites": i.likes, "visibility": "visible", "createdAt": i.created.Format("2006-01-02T15:04:05-07:00"), "editedAt": nil, "apId": nil,
				}
				if i.alt != "" {
					o["image"] = object{"storageUrl": i.picture(s.base), "altText": i.alt, "width": pictureSide, "height": pictureSide}
				}
				return o
			}
			mux.HandleFunc("GET /api/magazine/name/"+magazine, func(w http.ResponseWriter, _ *http.Request) {
				answer(w, object{"magazineId": 8, "name": magazine, "entryCount": len(s.posts)})
			})
			mux.HandleFunc("GET /api/magazine/"+number8+"/entries", func(w http.ResponseWriter, r *http.Request) {
				answer(w, pages(r, s.posts, func(i item) object {
					o := shared(i)
					o["entryId"], o["title"], o["url"], o["numComments"] = i.n, i.title, nil, i.comments
					return o
				}))
			})
			mux.HandleFunc("GET /api/entry/{n}/comments", func(w http.ResponseWriter, r *http.Request) {
				var n int
				if _, err := fmt.Sscan(r.PathValue("n"), &n); err != nil {
					w.WriteHeader(http.StatusNotFound)
					return
				}
				answer(w, pages(r, s.answers(n), func(i item) object {
					o := shared(i)
					o["commentId"], o["entryId"], o["parentId"], o["childCount"], o["children"] = i.n, n, nil, 0, []object{}
					return o
				}))
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author}, Images: i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &i.shares, Comments: &i.comments},
			}
			if i.under != 0 {
				p.Title, p.Engagement.Comments = "", nil
			}
			return p
		},
	}
}
