package spec_test

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// piefedView is what a list shows of a post, or of a comment beside the post it stands under.
func piefedView(p *place, i thing) object {
	post := func(i thing) object {
		return object{"id": i.n, "title": "T", "body": i.text, "ap_id": lemmyID(p, i), "published": i.stamp(), "removed": false, "deleted": false}
	}
	creator := object{"user_name": "ana", "actor_id": p.base + "/u/ana"}
	if i.under == 0 {
		return object{"post": post(i), "creator": creator, "counts": object{"upvotes": 1, "comments": p.answers(i.n)}}
	}
	above, _ := p.find(i.under)
	comment := object{"id": i.n, "body": i.text, "path": fmt.Sprintf("0.%d", i.n), "ap_id": lemmyID(p, i), "published": i.stamp(), "removed": false, "deleted": false}
	if i.odd {
		delete(comment, "ap_id")
	}
	return object{"comment": comment, "post": post(above), "creator": creator, "counts": object{"upvotes": 1, "child_count": 0}}
}

// piefedLife is a server's own posts and comments, in a list each.
func piefedLife() life {
	return life{
		src: social.Source{Comments: 1}, size: 132, every: 3, id: lemmyID, odd: "it has no id",
		limit: tooMany(object{"error": "rate limit exceeded"}),
		serve: func(w http.ResponseWriter, r *http.Request, p *place) {
			view := func(i thing) object { return piefedView(p, i) }
			size := min(ask(r, "limit", 10), 50)
			start, below := (ask(r, "page", 1)-1)*size, ask(r, "post_id", 0)
			single := func(name string) {
				i, found := p.find(ask(r, "id", 0))
				if !found {
					send(w, http.StatusNotFound, object{"error": "No object found."})
					return
				}
				send(w, 200, object{name: view(i)})
			}
			switch r.URL.Path {
			case "/api/alpha/post/list":
				part, _ := p.list(start, size, isPost)
				send(w, 200, object{"posts": render(part, view), "next_page": nil})
			case "/api/alpha/comment/list":
				part, _ := p.list(start, size, func(i thing) bool { return i.under != 0 && (below == 0 || i.under == below) })
				send(w, 200, object{"comments": render(part, view), "next_page": nil})
			case "/api/alpha/post":
				single("post_view")
			case "/api/alpha/comment":
				single("comment_view")
			default:
				http.NotFound(w, r)
			}
		},
	}
}
