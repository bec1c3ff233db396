package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/internal/social"
)

// wordpress is the articles of a site and the comments on those that take some
// (https://developer.wordpress.org/rest-api/reference/posts/).
func wordpress() format {
	id := func(n int, base string) string { return fmt.Sprintf("%s/?p=%d", base, n) }
	link := func(n int, base string) string { return fmt.Sprintf("%s/batch-%d/", base, n) }
	stamp := func(i item) string { return i.created.Format("2006-01-02T15:04:05") }
	// list answers a page of what was written after a time, and how much there is.
	list := func(s *site, w http.ResponseWriter, r *http.Request, all []item, show func(item) object) {
		if after, err := time.Parse(time.RFC3339, r.URL.Query().Get("after")); err == nil {
			for k, i := range all {
				if !i.created.After(after) {
					all = all[:k]
					break
				}
			}
		}
		page, size := number(r, "page", 1), min(number(r, "per_page", 10), 100)
		if page > 1 && (page-1)*size >= len(all) {
			answerWith(w, http.StatusBadRequest, object{"code": "rest_post_invalid_page_number", "message": "The page number requested is larger than the number of pages available.", "data": object{"status": 400}})
			return
		}
		w.Header().Set("X-WP-Total", strconv.Itoa(len(all)))
		w.Header().Set("X-WP-TotalPages", strconv.Itoa((len(all)+size-1)/size))
		if page*size < len(all) {
			s.next(w, r, "page", strconv.Itoa(page+1))
		}
		answer(w, each(part(all, (page-1)*size, size), show))
	}
	return format{
		platform: "wordpress",
		layout:   layout{every: 10, answers: 1},
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Comments: 1} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /wp-json/wp/v2/posts", func(w http.ResponseWriter, r *http.Request) {
				list(s, w, r, s.posts, func(i item) object {
					with := object{"author": []object{{"name": i.author, "slug": i.author, "link": s.base + "/author/" + i.author}}, "wp:term": [][]object{{{"name": i.tag, "taxonomy": "post_tag"}}}}
					if i.alt != "" {
						with["wp:featuredmedia"] = []object{{"source_url": i.picture(s.base), "alt_text": i.alt, "media_details": object{"width": pictureSide, "height": pictureSide}}}
					}
					open := "closed"
					if i.comments > 0 {
						open = "open"
					}
					return object{
						"id": i.n, "date_gmt": stamp(i), "modified_gmt": stamp(i), "guid": object{"rendered": id(i.n, s.base)}, "link": link(i.n, s.base), "status": "publish",
						"title":   object{"rendered": html.EscapeString(i.title)},
						"content": object{"rendered": "<p>" + html.EscapeString(i.text) + "</p>\n", "protected": false}, "comment_status": open, "_embedded": with,
					}
				})
			})
			mux.HandleFunc("GET /wp-json/wp/v2/comments", func(w http.ResponseWriter, r *http.Request) {
				// The comments on one article or on several.
				var all []item
				for _, word := range strings.Split(r.URL.Query().Get("post"), ",") {
					n, _ := strconv.Atoi(word)
					all = append(all, s.answers(n)...)
				}
				slices.SortStableFunc(all, func(a, b item) int { return b.created.Compare(a.created) })
				list(s, w, r, all, func(i item) object {
					return object{
						"id": i.n, "post": i.under, "parent": 0, "author_name": i.author, "author_url": "", "date_gmt": stamp(i),
						"link": fmt.Sprintf("%s#comment-%d", link(i.under, s.base), i.n), "content": object{"rendered": "<p>" + html.EscapeString(i.text) + "</p>\n"},
					}
				})
			})
		},
		post: func(i item, base string) social.Post {
			if i.under != 0 {
				return social.Post{
					ID: fmt.Sprintf("%s#comment-%d", id(i.under, base), i.n), URL: fmt.Sprintf("%s#comment-%d", link(i.under, base), i.n),
					Text: i.text, Author: social.Author{Name: i.author},
				}
			}
			return social.Post{
				ID: id(i.n, base), URL: link(i.n, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images: i.images(base, i.alt, pictureSide),
			}
		},
	}
}
