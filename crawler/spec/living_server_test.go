package spec_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"

	"earshot/internal/social"
)

func lives() map[string]life {
	return map[string]life{
		"lemmy": lemmyLife(), "misskey": misskeyLife(), "peertube": peertubeLife(), "stackexchange": stackexchangeLife(),
		"devto": devtoLife(), "piefed": piefedLife(), "v2ex": v2exLife(), "hackernews": hackernewsLife(),
	}
}

// lemmyID is the address of a post or comment.
func lemmyID(p *place, i thing) string {
	if i.under != 0 {
		return fmt.Sprintf("%s/comment/%d", p.base, i.n)
	}
	return fmt.Sprintf("%s/post/%d", p.base, i.n)
}

// lemmyView is what a list shows of a post, or of a comment beside the post it stands under.
func lemmyView(p *place, i thing) object {
	post := func(i thing) object {
		return object{"id": i.n, "name": "T", "body": i.text, "ap_id": lemmyID(p, i), "published": i.stamp(), "removed": false, "deleted": false}
	}
	creator := object{"name": "ana", "actor_id": p.base + "/u/ana"}
	if i.under == 0 {
		return object{"post": post(i), "creator": creator, "counts": object{"upvotes": 1, "comments": p.answers(i.n)}}
	}
	above, _ := p.find(i.under)
	comment := object{"id": i.n, "post_id": i.under, "content": i.text, "path": fmt.Sprintf("0.%d", i.n), "ap_id": lemmyID(p, i), "published": i.stamp(), "removed": false, "deleted": false}
	if i.odd {
		delete(comment, "ap_id")
	}
	return object{"comment": comment, "post": post(above), "creator": creator, "counts": object{"upvotes": 1, "child_count": 0}}
}

// lemmyLife is a community by version 3 of the interface, with comments in a list of their
// own and below each post.
func lemmyLife() life {
	return life{
		src: social.Source{Tags: []string{"tea"}, Comments: 1}, size: 132, every: 3, id: lemmyID, odd: "it has no id",
		limit: tooMany(object{"error": "rate_limit_error"}),
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			view := func(i thing) object { return lemmyView(p, i) }
			size := min(ask(r, "limit", 10), 50)
			start := (ask(r, "page", 1) - 1) * size
			single := func(name string) {
				i, found := p.find(ask(r, "id", 0))
				if !found {
					send(w, http.StatusNotFound, object{"error": "couldnt_find_" + strings.TrimSuffix(name, "_view")})
					return
				}
				send(w, 200, object{name: view(i)})
			}
			wanted := func(i thing) bool {
				return i.under != 0 && (i.under == ask(r, "post_id", 0) || r.FormValue("community_name") == "tea")
			}
			switch r.URL.Path {
			case "/api/v3/post/list":
				part, _ := p.list(start, size, isPost)
				send(w, 200, object{"posts": render(part, view)})
			case "/api/v3/comment/list":
				part, _ := p.list(start, size, wanted)
				send(w, 200, object{"comments": render(part, view)})
			case "/api/v3/post":
				single("post_view")
			case "/api/v3/comment":
				single("comment_view")
			default:
				http.NotFound(w, r)
			}
		},
	}
}

// misskeyLife is a timeline without replies, which are asked for below each note.
func misskeyLife() life {
	number := func(i thing) string { return fmt.Sprintf("n%08d", i.n) }
	id := func(p *place, i thing) string { return p.base + "/notes/" + number(i) }
	return life{
		src: social.Source{Comments: 1}, size: 331, every: 3, id: id, odd: "it has no id",
		limit: tooMany(object{"error": object{"message": "Rate limit exceeded.", "code": "RATE_LIMIT_EXCEEDED"}}),
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			var asked struct {
				Limit                   int
				UntilID, NoteID, UserID string
			}
			if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || r.Method != http.MethodPost {
				http.Error(w, "no JSON", http.StatusBadRequest)
				return
			}
			note := func(i thing) object {
				o := object{"id": number(i), "createdAt": i.stamp(), "text": i.text, "visibility": "public", "user": object{"username": "ana", "host": nil}, "repliesCount": p.answers(i.n), "reactionCount": 2}
				if i.under != 0 {
					o["replyId"] = number(thing{n: i.under})
				}
				if i.odd {
					delete(o, "id")
				}
				return o
			}
			before := func(wanted func(thing) bool) []object {
				part, _ := p.list(0, min(asked.Limit, 100), func(i thing) bool { return wanted(i) && (asked.UntilID == "" || number(i) < asked.UntilID) })
				return render(part, note)
			}
			n, _ := strconv.Atoi(strings.TrimLeft(asked.NoteID, "n0"))
			switch r.URL.Path {
			case "/api/notes/local-timeline":
				send(w, 200, before(isPost))
			case "/api/notes/replies":
				send(w, 200, before(under(n)))
			case "/api/notes/show":
				if i, found := p.find(n); found {
					send(w, 200, note(i))
					return
				}
				send(w, http.StatusBadRequest, object{"error": object{"message": "No such note.", "code": "NO_SUCH_NOTE", "kind": "client"}})
			default:
				http.NotFound(w, r)
			}
		},
	}
}

// peertubeLife is a server's own videos and the threads below them.
func peertubeLife() life {
	id := func(p *place, i thing) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/videos/watch/%d/comments/%d", p.base, i.under, i.n)
		}
		return fmt.Sprintf("%s/videos/watch/%d", p.base, i.n)
	}
	return life{
		src: social.Source{Comments: 1}, size: 331, every: 3, id: id, odd: "it has no id",
		limit: tooMany(object{"code": "too_many_requests", "status": 429, "title": "Too Many Requests"}),
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			host := strings.TrimPrefix(p.base, "http://")
			account := object{"name": "ana", "displayName": "Ana", "host": host, "url": p.base + "/accounts/ana"}
			video := func(i thing) object {
				o := object{"uuid": strconv.Itoa(i.n), "url": id(p, i), "name": "T", "description": i.text, "publishedAt": i.stamp(), "views": 3, "likes": 2, "comments": p.answers(i.n), "account": account}
				if i.odd {
					delete(o, "uuid")
					delete(o, "url")
					delete(o, "account")
				}
				return o
			}
			comment := func(i thing) object {
				return object{"id": i.n, "threadId": i.n, "url": id(p, i), "text": i.text, "createdAt": i.stamp(), "totalReplies": 0, "isDeleted": false, "heldForReview": false, "account": account}
			}
			start, size := ask(r, "start", 0), min(ask(r, "count", 15), 100)
			parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/api/v1/videos"), "/")
			if len(parts) == 1 {
				part, _ := p.list(start, size, isPost)
				all, _ := p.list(0, len(p.things), isPost)
				send(w, 200, object{"total": len(all), "data": render(part, video)})
				return
			}
			n, _ := strconv.Atoi(parts[1])
			i, found := p.find(n)
			switch {
			case !found:
				send(w, http.StatusNotFound, object{"status": 404, "code": "not_found", "error": "Video not found"})
			case len(parts) == 2:
				send(w, 200, video(i))
			default:
				part, _ := p.list(start, size, under(n))
				send(w, 200, object{"total": p.answers(n), "data": render(part, comment)})
			}
		},
	}
}

// stackexchangeLife is a tag of a site, whose answers ask for a pause within.
func stackexchangeLife() life {
	const site = "https://coffee.stackexchange.com"
	id := func(_ *place, i thing) string {
		if i.under != 0 {
			return fmt.Sprintf("%s/questions/%d#%d", site, i.under, i.n)
		}
		return fmt.Sprintf("%s/questions/%d", site, i.n)
	}
	asks := 0
	return life{
		src: social.Source{Tags: []string{"tea"}, Params: map[string]string{"site": "coffee"}, Comments: 1}, size: 331, every: 30, id: id, odd: "it has no id",
		limit: func(_ http.ResponseWriter, pause int) bool { asks = pause; return false },
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			if r.FormValue("site") != "coffee" || r.FormValue("filter") != "withbody" {
				send(w, http.StatusBadRequest, object{"error_id": 400, "error_name": "bad_parameter", "error_message": "site"})
				return
			}
			item := func(i thing) object {
				o := object{"body": "<p>" + html.EscapeString(i.text) + "</p>", "creation_date": i.at.Unix(), "score": 2, "owner": object{"display_name": "Ana", "link": site + "/users/7/ana"}}
				if i.under != 0 {
					o["answer_id"], o["question_id"] = i.n, i.under
					return o
				}
				o["question_id"], o["link"], o["title"], o["answer_count"], o["last_activity_date"] = i.n, fmt.Sprintf("%s/questions/%d/how", site, i.n), "T", p.answers(i.n), i.at.Unix()
				if i.odd {
					delete(o, "link")
				}
				return o
			}
			wrap := func(things []thing, more bool) {
				o := object{"items": render(things, item), "has_more": more, "quota_max": 300, "quota_remaining": 200}
				if asks > 0 {
					o["backoff"], asks = asks, 0
				}
				send(w, 200, o)
			}
			size := min(ask(r, "pagesize", 30), 100)
			start := (ask(r, "page", 1) - 1) * size
			parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/2.3/"), "/")
			n, _ := strconv.Atoi(parts[1])
			switch {
			case r.URL.Path == "/2.3/search/advanced":
				from := int64(max(ask(r, "fromdate", 0), ask(r, "min", 0)))
				wrap(p.list(start, size, func(i thing) bool { return isPost(i) && i.at.Unix() >= from }))
			case len(parts) == 3 && parts[2] == "answers":
				wrap(p.list(start, size, under(n)))
			case len(parts) == 3:
				wrap(nil, false) // no comments
			default:
				wrap(p.list(0, size, func(i thing) bool { return i.n == n && isPost(i) == (parts[0] == "questions") }))
			}
		},
	}
}
