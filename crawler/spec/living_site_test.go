package spec_test

import (
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"earshot/internal/social"
)

// devtoLife is what an account wrote: a list of summaries, each article by itself, and what
// stands below it.
func devtoLife() life {
	id := func(p *place, i thing) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/api/comments/c%d", p.base, i.n)
		}
		return fmt.Sprintf("%s/api/articles/%d", p.base, i.n)
	}
	return life{
		src: social.Source{Accounts: []string{"ana"}, Comments: 1}, size: 171, every: 9, id: id, odd: "it has no id",
		limit: tooMany(object{"status": 429, "error": "Rate limit reached, try again in 47 seconds"}),
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			user := object{"name": "Ana", "username": "ana"}
			article := func(i thing) object {
				o := object{"id": i.n, "title": "T", "description": i.text[:9], "url": fmt.Sprintf("https://dev.to/ana/%d", i.n), "published_timestamp": i.stamp(), "comments_count": p.answers(i.n), "tag_list": []string{"tea"}, "user": user}
				if i.odd {
					delete(o, "id")
				}
				return o
			}
			n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/api/articles/"))
			switch {
			case r.URL.Path == "/api/articles" && r.FormValue("username") == "ana":
				size := min(ask(r, "per_page", 30), 1000)
				part, _ := p.list((ask(r, "page", 1)-1)*size, size, isPost)
				send(w, 200, render(part, article))
			case r.URL.Path == "/api/comments":
				part, _ := p.list(0, 1000, under(ask(r, "a_id", 0)))
				send(w, 200, render(part, func(i thing) object {
					return object{"type_of": "comment", "id_code": fmt.Sprintf("c%d", i.n), "created_at": i.stamp(), "body_html": "<p>" + html.EscapeString(i.text) + "</p>", "user": user, "children": []object{}}
				}))
			default:
				i, found := p.find(n)
				if !found {
					send(w, http.StatusNotFound, object{"error": "not found", "status": 404})
					return
				}
				o := article(i)
				o["body_html"], o["tag_list"], o["tags"] = "<p>"+html.EscapeString(i.text)+"</p>", "tea", []string{"tea"}
				send(w, 200, o)
			}
		},
	}
}

// v2exLife is a node, all of it in one answer, and the replies to each topic.
func v2exLife() life {
	id := func(_ *place, i thing) string {
		if i.under != 0 {
			return fmt.Sprintf("%d#%d", i.under, i.n)
		}
		return strconv.Itoa(i.n)
	}
	return life{
		src: social.Source{Tags: []string{"tea"}, Comments: 1}, size: 61, every: 3, id: id, odd: "it has no id",
		limit: tooMany(object{"status": "error", "message": "API rate limit exceeded"}),
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			show := func(i thing) object {
				o := object{"id": i.n, "content": i.text, "content_rendered": html.EscapeString(i.text), "created": i.at.Unix(), "last_modified": i.at.Unix(), "member": object{"username": "ana"}}
				if i.under == 0 {
					o["title"], o["replies"] = "T", p.answers(i.n)
				}
				if i.odd {
					delete(o, "id")
				}
				return o
			}
			wanted := func(i thing) bool { return isPost(i) && (r.FormValue("node_name") == "tea" || i.n == ask(r, "id", 0)) }
			if r.URL.Path == "/api/replies/show.json" {
				wanted = under(ask(r, "topic_id", 0))
			}
			part, _ := p.list(0, len(p.things), wanted)
			if r.URL.Path == "/api/replies/show.json" {
				slices.Reverse(part)
			}
			send(w, 200, render(part, show))
		},
	}
}

// hackernewsLife is a search which gives the newest thousand, and the site's own interface,
// which says what was deleted.
func hackernewsLife() life {
	hit := func(i thing) object {
		o := object{"objectID": strconv.Itoa(i.n), "author": "ana", "created_at_i": i.at.Unix(), "title": "Northwind", "story_text": html.EscapeString(i.text), "points": 3}
		if i.under != 0 {
			delete(o, "title")
			o["comment_text"], o["story_text"], o["story_id"], o["parent_id"] = o["story_text"], nil, i.under, i.under
		}
		if i.odd {
			o["objectID"] = nil
		}
		return o
	}
	// within reads a bound such as created_at_i>1793577600.
	within := func(bounds []string, at int64) bool {
		return !slices.ContainsFunc(bounds, func(bound string) bool {
			n, err := strconv.ParseInt(bound[len("created_at_i")+1:], 10, 64)
			return err != nil || !map[byte]bool{'>': at > n, '<': at < n, '=': at == n}[bound[len("created_at_i")]]
		})
	}
	return life{
		src: social.Source{Queries: []string{"northwind"}}, size: 1131, every: 3, id: func(_ *place, i thing) string { return strconv.Itoa(i.n) }, odd: "it has no id",
		limit: tooMany(object{"message": "Too Many Requests", "status": 429}),
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			if number, single := strings.CutPrefix(r.URL.Path, "/v0/item/"); single {
				n, _ := strconv.Atoi(strings.TrimSuffix(number, ".json"))
				at := slices.IndexFunc(p.things, func(i thing) bool { return i.n == n })
				if i := p.things[at]; i.absent {
					send(w, 200, object{"id": n, "deleted": true, "type": "story", "time": i.at.Unix()})
				} else {
					send(w, 200, object{"id": n, "by": "ana", "type": "story", "time": i.at.Unix()})
				}
				return
			}
			var bounds []string
			for _, list := range r.URL.Query()["numericFilters"] {
				bounds = append(bounds, strings.Split(list, ",")...)
			}
			found, _ := p.list(0, len(p.things), func(i thing) bool { return within(bounds, i.at.Unix()) })
			size := min(ask(r, "hitsPerPage", 20), 1000)
			send(w, 200, object{"hits": render(found[:min(len(found), size)], hit), "nbHits": len(found), "page": 0, "hitsPerPage": size})
		},
	}
}
