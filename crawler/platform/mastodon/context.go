package mastodon

import (
	"net/url"
	"strconv"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/internal/social"
)

// contexts asks for the replies below those of a page's posts that have some
// and are not older than wanted.
func contexts(scope crawler.Scope, at time.Time, posts []social.Post, read map[string]status) []crawler.Request {
	var list []crawler.Request
	for _, p := range posts {
		s := read[p.ID]
		if scope.Source.Comments < 1 || s.ID == "" || p.CreatedAt.Before(scope.Since) || s.Replies.n != nil && *s.Replies.n == 0 {
			continue
		}
		req := get(scope, stepContext, "/api/v1/statuses/"+url.PathEscape(string(s.ID))+"/context", nil)
		req.Vars = map[string]string{"id": string(s.ID), "uri": p.ID}
		// A conversation is read again when it has grown, or once a day where
		// the server does not count its replies.
		req.Thread = at.Format(time.DateOnly)
		if s.Replies.n != nil {
			req.Thread = strconv.FormatInt(*s.Replies.n, 10)
		}
		list = append(list, req)
	}
	return list
}

// conversation reads the replies below a status, to the depth that is wanted.
func conversation(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var thread struct {
		Descendants []lenient.Node `json:"descendants"`
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	if root.Decode(&thread); thread.Descendants == nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "a conversation without descendants")
	}
	top := text(resp.Request.Vars["id"])
	depth := map[text]int{top: 0}
	var near []lenient.Node
	for _, raw := range thread.Descendants {
		// Replies come after their parents; one whose parent is missing counts
		// as a direct reply.
		if s, err := readStatus(raw); err == nil {
			depth[s.ID] = depth[s.InReplyToID] + 1
			if depth[s.ID] > scope.Source.Comments {
				continue
			}
		}
		near = append(near, raw)
	}
	page, _, err := statuses(resp, near, map[text]string{top: resp.Request.Vars["uri"]})
	for i := range page.Posts {
		page.Posts[i].ThreadID = resp.Request.Vars["uri"]
	}
	page.Unordered, page.Unread = true, root.Unread()
	return page, err
}
