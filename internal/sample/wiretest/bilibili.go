package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// bilibili is what an account writes, and the comments below it, as its own pages
// ask for them.
func bilibili() format {
	const account, perPage = "208259", 12
	mid := func(i item) int { return 1000 + int(i.author[0])*256 + int(i.author[1]) }
	return format{
		platform: "bilibili",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{account}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			fault := func(w http.ResponseWriter, code int, message string) {
				answer(w, object{"code": code, "message": message, "ttl": 1})
			}
			mux.HandleFunc("GET /x/polymer/web-dynamic/v1/feed/space", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("host_mid") != account {
					fault(w, -400, "请求错误")
					return
				}
				start := 0
				for before := number(r, "offset", 0); before > 0 && start < len(s.posts) && s.posts[start].n >= before; {
					start++
				}
				shown := part(s.posts, start, perPage)
				offset := ""
				if len(shown) > 0 {
					offset = strconv.Itoa(shown[len(shown)-1].n)
				}
				answer(w, object{"code": 0, "message": "0", "ttl": 1, "data": object{
					"has_more": start+perPage < len(s.posts), "offset": offset, "items": each(shown, func(i item) object {
						pictures := []object{}
						if i.alt != "" {
							pictures = append(pictures, object{"url": i.picture(s.base), "width": pictureSide, "height": pictureSide})
						}
						return object{
							"id_str": strconv.Itoa(i.n), "type": "DYNAMIC_TYPE_DRAW", "visible": true, "basic": object{"comment_type": 11, "comment_id_str": strconv.Itoa(i.n)},
							"modules": object{
								"module_author": object{"mid": 208259, "name": "北风", "pub_ts": i.created.Unix()},
								"module_dynamic": object{"desc": nil, "major": object{"type": "MAJOR_TYPE_OPUS", "opus": object{
									"title": i.title, "summary": object{"text": i.text, "rich_text_nodes": []object{}}, "pics": pictures,
								}}},
								"module_stat": object{"like": object{"count": i.likes}, "forward": object{"count": i.shares}, "comment": object{"count": i.comments}},
							},
						}
					}),
				}})
			})
			mux.HandleFunc("GET /x/v2/reply", func(w http.ResponseWriter, r *http.Request) {
				post, there := s.find(number(r, "oid", 0))
				if !there || r.URL.Query().Get("type") != "11" {
					fault(w, -404, "啥都木有")
					return
				}
				answers, page, size := s.answers(post.n), number(r, "pn", 1), number(r, "ps", 20)
				answer(w, object{"code": 0, "message": "0", "ttl": 1, "data": object{
					"page": object{"num": page, "size": size, "count": len(answers), "acount": len(answers)},
					"replies": each(part(answers, (page-1)*size, size), func(i item) object {
						return object{
							"rpid": i.n, "oid": i.under, "type": 11, "mid": mid(i), "root": 0, "parent": 0, "ctime": i.created.Unix(), "like": i.likes, "rcount": 0,
							"member": object{"mid": strconv.Itoa(mid(i)), "uname": i.author}, "content": object{"message": i.text},
						}
					}),
				}})
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: fmt.Sprintf("dynamic/%d", i.n), URL: fmt.Sprintf("https://t.bilibili.com/%d", i.n), Title: i.title, Text: i.text,
				Author: social.Author{Handle: account}, Images: i.images(base, "", pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &i.shares, Comments: &i.comments},
			}
			if i.under != 0 {
				p.ID, p.URL, p.Title = fmt.Sprintf("reply/%d", i.n), fmt.Sprintf("https://t.bilibili.com/%d#reply%d", i.under, i.n), ""
				p.Author, p.Images, p.Engagement.Shares = social.Author{Handle: strconv.Itoa(mid(i))}, nil, nil
			}
			return p
		},
	}
}
