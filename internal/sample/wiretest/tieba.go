package wiretest

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"

	"earshot/internal/social"
)

// tieba is the web pages of a forum. Its list stands in an HTML comment until
// scripts show it, and times are those of China.
func tieba() format {
	const perPage, forum = 50, "咖啡"
	// China has had no summer time since 1991.
	china := time.FixedZone("CST", 8*60*60)
	// shown is how the list writes a time: that of today as the hour, that of this
	// year as the day, and older ones as the month.
	shown := func(at time.Time) string {
		at, now := at.In(china), time.Now().In(china)
		switch {
		case at.Format(time.DateOnly) == now.Format(time.DateOnly):
			return at.Format("15:04")
		case at.Year() == now.Year():
			return at.Format("1-2")
		default:
			return at.Format("2006-1")
		}
	}
	data := func(o object) string {
		raw, _ := json.Marshal(o) // it never fails
		return html.EscapeString(string(raw))
	}
	pid := func(i item) int { return 9_000_000 + i.n }
	send := func(w http.ResponseWriter, title, body string) {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		fmt.Fprintf(w, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>%s</title></head><body>%s</body></html>`, title, body)
	}
	return format{
		platform: "tieba",
		layout:   layout{every: 2, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{forum}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /f", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("kw") != forum {
					send(w, "贴吧404", "")
					return
				}
				start := number(r, "pn", 0)
				var b strings.Builder
				b.WriteString(`<ul id="thread_list">`)
				for _, i := range part(s.posts, start, perPage) {
					last := append([]item{i}, s.answers(i.n)...)
					fmt.Fprintf(&b, `<li class=" j_thread_list clearfix" data-field='%s' data-tid='%d'><a rel="noopener" href="/p/%d" title="%s" class="j_th_tit ">%s</a><span class="threadlist_reply_date pull_right j_reply_data" title="最后回复时间">%s</span></li>`,
						data(object{"id": i.n, "author_name": i.author, "reply_num": i.comments}), i.n, i.n, html.EscapeString(i.title), html.EscapeString(i.title[:5]), shown(last[len(last)-1].created))
				}
				b.WriteString(`</ul>`)
				if start+perPage < len(s.posts) {
					fmt.Fprintf(&b, `<a href="?pn=%d" class="next pagination-item ">下一页&gt;</a>`, start+perPage)
				}
				send(w, forum+"吧-百度贴吧", `<code class="pagelet_html" id="pagelet_html_frs-list/pagelet/thread" style="display:none;"><!--`+b.String()+`--></code>`)
			})
			mux.HandleFunc("GET /p/{tid}", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("tid"))
				first, there := s.find(n)
				if !there || first.under != 0 {
					w.WriteHeader(http.StatusNotFound)
					send(w, "贴吧404", "")
					return
				}
				var b strings.Builder
				for floor, i := range append([]item{first}, s.answers(n)...) {
					picture := ""
					if i.alt != "" {
						picture = fmt.Sprintf(`<br><img class="BDE_Image" src="%s" width="560">`, i.picture(s.base))
					}
					fmt.Fprintf(&b, `<div class="l_post l_post_bright j_l_post clearfix  " data-field="%s"><a class="p_author_name j_user_card" href="/home/main?id=%s">%s</a><div id="post_content_%d" class="d_post_content j_d_post_content ">%s%s</div><span class="tail-info">来自Android客户端</span><span class="tail-info">%d楼</span><span class="tail-info">%s</span></div>`,
						data(object{
							"author":  object{"user_id": len(i.author), "user_name": i.author, "user_nickname": i.author},
							"content": object{"post_id": pid(i), "thread_id": n, "post_no": floor + 1, "comment_num": 0},
						}), i.author, i.author, pid(i), html.EscapeString(i.text), picture, floor+1, i.created.In(china).Format("2006-01-02 15:04"))
				}
				send(w, html.EscapeString(first.title)+"_百度贴吧", `<div class="p_postlist">`+b.String()+`</div>`)
			})
		},
		post: func(i item, base string) social.Post {
			none := int64(0)
			p := social.Post{
				ID: fmt.Sprintf("p/%d", i.n), URL: fmt.Sprintf("https://tieba.baidu.com/p/%d", i.n), Title: i.title, Text: i.text,
				Author: social.Author{Handle: i.author}, Images: i.images(base, "", 0), Engagement: social.Engagement{Comments: &none},
			}
			if i.under != 0 {
				p.ID, p.Title = strconv.Itoa(pid(i)), ""
				p.URL = fmt.Sprintf("https://tieba.baidu.com/p/%d?pid=%d#%d", i.under, pid(i), pid(i))
			}
			return p
		},
	}
}
