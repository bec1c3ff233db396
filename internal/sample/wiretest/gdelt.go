package wiretest

import (
	"fmt"
	"net/http"
	"time"

	"earshot/internal/social"
)

// gdelt is the list of articles that the DOC 2.0 interface gives, with a page for each
// (https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/).
func gdelt() format {
	const stamp, most = "20060102150405", 250
	link := func(i item, base string) string { return fmt.Sprintf("%s/news/%d", base, i.n) }
	return format{
		platform: "gdelt",
		layout:   layout{times: 2, apart: 20 * time.Minute},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Params: map[string]string{"articles": "no"}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/v2/doc/doc", func(w http.ResponseWriter, r *http.Request) {
				q := r.URL.Query()
				if q.Get("mode") != "artlist" || q.Get("query") == "" || number(r, "maxrecords", 75) > most {
					fmt.Fprintln(w, "Your query was too short or too long.")
					return
				}
				found := []item{}
				for _, i := range s.items {
					at := i.created.UTC().Format(stamp)
					if end, start := q.Get("enddatetime"), q.Get("startdatetime"); (end == "" || at <= end) && (start == "" || at >= start) && len(found) < number(r, "maxrecords", 75) {
						found = append(found, i)
					}
				}
				if len(found) == 0 {
					fmt.Fprint(w, "{}")
					return
				}
				answer(w, object{"articles": each(found, func(i item) object {
					picture := ""
					if i.alt != "" {
						picture = i.picture(s.base)
					}
					return object{
						"url": link(i, s.base), "url_mobile": "", "title": i.title, "seendate": i.created.UTC().Format("20060102T150405Z"),
						"socialimage": picture, "domain": "news.example", "language": "English", "sourcecountry": "United States",
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{ID: link(i, base), URL: link(i, base), Title: i.title, Author: social.Author{Handle: "news.example"}, Images: i.images(base, "", 0)}
		},
	}
}
