package reddit

import (
	"fmt"
	"net/url"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// readListing reads a Listing, or the two of a thread: the post and its comments.
func readListing(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	listings := []lenient.Node{root}
	if root.IsArray() {
		listings = root.Array()
	}
	r := reader{scope: scope, depth: scope.Source.Comments, asks: resp.Request.Step == stepListing && scope.Source.Comments > 0}
	if resp.Request.Step == stepThread && r.depth == 0 {
		r.depth = 1
	}
	after, read := "", 0
	for _, l := range listings {
		if l.Get("kind").String() != "Listing" {
			l.Fault("is no listing")
			continue
		}
		read++
		r.children(l.Get("data.children"), 0)
		after = l.Get("data.after").String()
	}
	if read == 0 {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer is no listing")
	}
	if next, ok := platform.Continue(resp.Request, "after", after); ok && resp.Request.Step == stepListing {
		r.page.Next = append(r.page.Next, next)
	}
	r.page.Unread = root.Unread()
	return r.page, nil
}

// maxDepth limits how deep a tree of comments is read.
const maxDepth = 100

// reader collects the things of an answer.
type reader struct {
	scope crawler.Scope
	// depth is how many levels of comments are wanted.
	depth int
	// asks is set where the comments of the posts are asked for.
	asks  bool
	page  crawler.Page
	count int
}

func (r *reader) children(list lenient.Node, level int) {
	if level > maxDepth {
		return
	}
	list.ForEach(func(_, child lenient.Node) bool {
		kind, data := child.Get("kind").String(), child.Get("data")
		switch kind {
		case "t1", "t3":
			r.thing(kind, data)
			if level < r.depth {
				r.children(data.Get("replies.data.children"), level+1)
			}
			if kind == "t3" && r.asks && data.Get("num_comments").Int() > 0 {
				r.askComments(data)
			}
		}
		return true
	})
}

func (r *reader) thing(kind string, data lenient.Node) {
	r.count++
	p, err := read(kind, data)
	switch {
	case err != nil:
		r.page.Skipped = append(r.page.Skipped, crawler.Skip{Where: fmt.Sprintf("item %d", r.count), Err: err})
	default:
		r.page.Posts = append(r.page.Posts, p)
	}
}

// askComments asks for the comments of a post in a list.
func (r *reader) askComments(data lenient.Node) {
	id := data.Get("id").String()
	if !isName(id) {
		return
	}
	q := url.Values{"limit": {"500"}, "sort": {"new"}, "depth": {fmt.Sprint(r.scope.Source.Comments)}}
	req := apiRequest(r.scope, stepThread, "/comments/"+id, q)
	req.Thread = data.Get("num_comments").String()
	r.page.Next = append(r.page.Next, req)
}
