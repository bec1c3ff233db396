package wiretest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// wikipedia is the list of recent changes (https://www.mediawiki.org/wiki/API:RecentChanges).
func wikipedia() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/wiki/Special:Diff/%d", base, i.n) }
	return format{
		platform: "wikipedia",
		layout:   layout{times: 5, apart: 11 * time.Minute},
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /w/api.php", func(w http.ResponseWriter, r *http.Request) {
				q := r.URL.Query()
				if q.Get("list") != "recentchanges" || q.Get("formatversion") != "2" {
					answer(w, object{"error": object{"code": "badvalue", "info": "Unrecognized value for parameter."}})
					return
				}
				found := s.items
				if end, err := time.Parse(time.RFC3339, q.Get("rcend")); err == nil {
					for k, i := range found {
						if i.created.Before(end) {
							found = found[:k]
							break
						}
					}
				}
				start, size := number(r, "rccontinue", 0), min(number(r, "rclimit", 10), 500)
				o := object{"query": object{"recentchanges": each(part(found, start, size), func(i item) object {
					return object{
						"type": "edit", "ns": 0, "title": i.title, "revid": i.n, "old_revid": i.n - 1, "rcid": i.n, "user": i.author, "timestamp": i.created.Format(time.RFC3339), "comment": i.text, "tags": []string{},
					}
				})}}
				if start+size < len(found) {
					o["continue"] = object{"rccontinue": strconv.Itoa(start + size), "continue": "-||"}
				}
				answer(w, o)
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author}}
		},
	}
}
