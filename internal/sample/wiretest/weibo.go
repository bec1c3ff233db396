package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// weibo is the timeline of an account for mobile browsers, which is shown to
// those who are logged in. Pictures are on another server there; the first one of
// a film may be anywhere.
func weibo() format {
	const account, perPage = 1195054531, 10
	china := time.FixedZone("CST", 8*60*60)
	stamp := func(i item) string { return i.created.In(china).Format("Mon Jan 02 15:04:05 -0700 2006") }
	link := func(n int) string { return fmt.Sprintf("https://weibo.com/%d/B%d", account, n) }
	who := func(i item) int { return 2000 + int(i.author[0])*256 + int(i.author[1]) }
	long := func(i item) bool { return i.n%20 == 1 }
	return format{
		platform: "weibo",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{strconv.Itoa(account)}, Credentials: map[string]string{"cookie": "SUB=northwind"}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			// Visitors get a status of Weibo's own.
			loggedIn := func(do http.HandlerFunc) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					if c, err := r.Cookie("SUB"); err != nil || c.Value != "northwind" {
						w.WriteHeader(432)
						return
					}
					do(w, r)
				}
			}
			blog := func(i item) object {
				o := object{
					"id": strconv.Itoa(i.n), "mid": strconv.Itoa(i.n), "bid": fmt.Sprintf("B%d", i.n), "created_at": stamp(i), "visible": object{"type": 0, "list_id": 0},
					"text": html.EscapeString(i.text), "isLongText": false, "user": object{"id": account, "screen_name": "北风"}, "pic_ids": []string{},
					"reposts_count": i.shares, "comments_count": i.comments, "attitudes_count": i.likes,
				}
				if i.alt != "" {
					o["page_info"] = object{"type": "video", "page_pic": object{"url": i.picture(s.base)}}
				}
				return o
			}
			mux.HandleFunc("GET /api/container/getIndex", loggedIn(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("containerid") != fmt.Sprintf("107603%d", account) {
					answer(w, object{"ok": 0, "msg": "这里还没有内容", "data": object{"cards": []object{}}})
					return
				}
				start := 0
				for from := number(r, "since_id", 0); from > 0 && start < len(s.posts) && s.posts[start].n > from; {
					start++
				}
				info := object{"containerid": r.URL.Query().Get("containerid"), "total": len(s.posts)}
				if start+perPage < len(s.posts) {
					info["since_id"] = s.posts[start+perPage].n
				}
				answer(w, object{"ok": 1, "data": object{"cardlistInfo": info, "cards": each(part(s.posts, start, perPage), func(i item) object {
					o := blog(i)
					if long(i) {
						o["isLongText"] = true
						o["text"] = fmt.Sprintf(`%s...<a href="/status/%d">全文</a>`, html.EscapeString(i.text[:20]), i.n)
					}
					return object{"card_type": 9, "mblog": o}
				})}})
			}))
			// The pages for other browsers send visitors to the login.
			mux.HandleFunc("GET /ajax/statuses/mymblog", func(w http.ResponseWriter, _ *http.Request) {
				answer(w, object{"ok": -100, "url": "https://weibo.com/login.php"})
			})
			mux.HandleFunc("GET /statuses/show", loggedIn(func(w http.ResponseWriter, r *http.Request) {
				i, there := s.find(number(r, "id", 0))
				if !there {
					answer(w, object{"ok": 0, "msg": "微博不存在", "errno": "20101"})
					return
				}
				o := blog(i)
				if long(i) {
					o["isLongText"], o["longText"] = true, object{"longTextContent": html.EscapeString(i.text)}
				}
				answer(w, object{"ok": 1, "data": o})
			}))
			mux.HandleFunc("GET /comments/hotflow", loggedIn(func(w http.ResponseWriter, r *http.Request) {
				answers := s.answers(number(r, "mid", 0))
				if len(answers) == 0 {
					answer(w, object{"ok": 0, "msg": "还没有人评论哦~快来抢沙发！"})
					return
				}
				answer(w, object{"ok": 1, "data": object{"max_id": 0, "max_id_type": 0, "total_number": len(answers), "data": each(answers, func(i item) object {
					return object{
						"id": strconv.Itoa(i.n), "mid": strconv.Itoa(i.n), "rootid": strconv.Itoa(i.n), "created_at": stamp(i), "text": html.EscapeString(i.text), "comments": false,
						"user": object{"id": who(i), "screen_name": i.author}, "like_count": i.likes, "total_number": 0,
					}
				})}})
			}))
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: strconv.Itoa(i.n), URL: link(i.n), Text: i.text, Author: social.Author{Handle: strconv.Itoa(account)}, Images: i.images(base, "", 0),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &i.shares, Comments: &i.comments},
			}
			if i.under != 0 {
				p.ID, p.URL, p.Author = fmt.Sprintf("comment/%d", i.n), fmt.Sprintf("%s#comment/%d", link(i.under), i.n), social.Author{Handle: strconv.Itoa(who(i))}
				p.Images, p.Engagement.Shares = nil, nil
			}
			return p
		},
	}
}
