package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// facebook is what a page posts, and the comments below it
// (https://developers.facebook.com/docs/graph-api/reference/page/feed/).
func facebook() format {
	const page = "100"
	id := func(i item) string {
		if i.under != 0 {
			return fmt.Sprintf("%d_%d", i.under, i.n)
		}
		return fmt.Sprintf("%s_%d", page, i.n)
	}
	link := func(i item) string { return "https://www.facebook.com/x/" + id(i) }
	return format{
		platform: "facebook",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{"northwind"}, Comments: 1, Credentials: map[string]string{"token": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			list := func(w http.ResponseWriter, r *http.Request, all []item, show func(item) object) {
				if !bearer(r) {
					answerWith(w, http.StatusBadRequest, object{"error": object{"message": "Invalid OAuth access token - Cannot parse access token", "type": "OAuthException", "code": 190}})
					return
				}
				for k, i := range all {
					if i.created.Unix() < int64(number(r, "since", 0)) {
						all = all[:k]
						break
					}
				}
				start, size := number(r, "after", 0), min(number(r, "limit", 25), 100)
				paging := object{"cursors": object{"before": "x", "after": strconv.Itoa(start + size)}}
				if start+size < len(all) {
					paging["next"] = s.base + "/x?access_token=" + token
				}
				answer(w, object{"data": each(part(all, start, size), show), "paging": paging})
			}
			shared := func(i item) object {
				return object{"id": id(i), "message": i.text, "created_time": i.created.Format("2006-01-02T15:04:05-0700"), "permalink_url": link(i), "from": object{"id": page, "name": "Northwind"}}
			}
			mux.HandleFunc("GET /v23.0/northwind/posts", func(w http.ResponseWriter, r *http.Request) {
				list(w, r, s.posts, func(i item) object {
					o := shared(i)
					if i.alt != "" {
						o["full_picture"] = i.picture(s.base)
					}
					o["shares"], o["reactions"] = object{"count": i.shares}, object{"data": []object{}, "summary": object{"total_count": i.likes}}
					o["comments"] = object{"data": []object{}, "summary": object{"total_count": i.comments}}
					return o
				})
			})
			mux.HandleFunc("GET /v23.0/{id}/comments", func(w http.ResponseWriter, r *http.Request) {
				var of, n int
				if _, err := fmt.Sscanf(r.PathValue("id"), "%d_%d", &of, &n); err != nil {
					w.WriteHeader(http.StatusNotFound)
					return
				}
				list(w, r, s.answers(n), func(i item) object {
					o := shared(i)
					o["like_count"], o["comment_count"] = i.likes, i.comments
					return o
				})
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: id(i), URL: link(i), Text: i.text, Author: social.Author{Handle: page}, Images: i.images(base, "", 0),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &i.shares, Comments: &i.comments},
			}
			if i.under != 0 {
				p.Images, p.Engagement.Shares = nil, nil
			}
			return p
		},
	}
}
