package wiretest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"earshot/internal/social"
)

// wikipedia is the list of recent changes (https://www.mediawiki.org/wiki/API:RecentChanges),
// that of an editor (API:Usercontribs), the revisions of a page (API:Revisions), of which it
// has one with all edits, and single ones by their numbers.
func wikipedia() format {
	const page = "Coffee"
	link := func(i item, base string) string { return fmt.Sprintf("%s/wiki/Special:Diff/%d", base, i.n) }
	edit := func(i item) object {
		return object{"revid": i.n, "parentid": i.n - 1, "user": i.author, "timestamp": i.created.Format(time.RFC3339), "comment": i.text, "tags": []string{}}
	}
	listed := func(i item) object {
		o := edit(i)
		o["ns"], o["title"] = 0, i.title
		return o
	}
	change := func(i item) object {
		o := listed(i)
		o["type"], o["old_revid"], o["rcid"] = "edit", i.n-1, i.n
		return o
	}
	return format{
		platform: "wikipedia",
		layout:   layout{times: 5, apart: 11 * time.Minute},
		source:   func(base string) social.Source { return social.Source{BaseURL: base} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /w/api.php", func(w http.ResponseWriter, r *http.Request) {
				q := r.URL.Query()
				// listing is a page of a list whose parameters have a prefix.
				listing := func(all []item, prefix string, show func(item) object) (shown []object, o object) {
					end, _ := time.Parse(time.RFC3339, q.Get(prefix+"end"))
					found := only(all, func(i item) bool { return !i.created.Before(end) })
					start, size := number(r, prefix+"continue", 0), min(number(r, prefix+"limit", 10), 500)
					o = object{"batchcomplete": true}
					if start+size < len(found) {
						o["continue"] = object{prefix + "continue": strconv.Itoa(start + size), "continue": "-||"}
					}
					return each(part(found, start, size), show), o
				}
				var o object
				var shown []object
				switch {
				case q.Get("formatversion") != "2":
				case q.Get("list") == "recentchanges":
					shown, o = listing(s.items, "rc", change)
					o["query"] = object{"recentchanges": shown}
				case q.Get("list") == "usercontribs":
					by := only(s.items, func(i item) bool { return i.author == q.Get("ucuser") })
					shown, o = listing(by, "uc", listed)
					o["query"] = object{"usercontribs": shown}
				case q.Get("prop") == "revisions" && q.Get("titles") == page:
					shown, o = listing(s.items, "rv", edit)
					o["query"] = object{"pages": []object{{"pageid": 1, "ns": 0, "title": page, "revisions": shown}}}
				case q.Get("prop") == "revisions" && q.Get("revids") != "":
					o = object{"query": object{"badrevids": object{q.Get("revids"): object{"revid": number(r, "revids", 0), "missing": true}}}}
					if i, found := s.find(number(r, "revids", 0)); found {
						o = object{"query": object{"pages": []object{{"pageid": 1, "ns": 0, "title": i.title, "revisions": []object{edit(i)}}}}}
					}
				}
				if o == nil {
					o = object{"error": object{"code": "badvalue", "info": "Unrecognized value for parameter."}}
				}
				answer(w, o)
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author}}
		},
	}
}
