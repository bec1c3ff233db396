package vk

import (
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
)

// stepPost and stepComment read single posts and comments.
const (
	stepPost    = "post"
	stepComment = "comment"
)

// maxPosts is how many posts the interface shows at once.
const maxPosts = 100

// single is the identity of a post or comment: whose wall it stands on, and its number.
var single = regexp.MustCompile(`^(-?[0-9]+)_([0-9]+)$`)

var _ crawler.Revisiter = Adapter{}

// Revisit asks for a post (https://dev.vk.com/en/method/wall.getById) or a comment
// (https://dev.vk.com/en/method/wall.getComment).
func (Adapter) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	m := single.FindStringSubmatch(ref.ID)
	switch {
	case m == nil:
		return crawler.Request{}, false
	case strings.Contains(ref.URL, "?reply="):
		return call(scope, stepComment, "wall.getComment", url.Values{"owner_id": {m[1]}, "comment_id": {m[2]}, "extended": {"1"}}), true
	default:
		req := call(scope, stepPost, "wall.getById", url.Values{"posts": {ref.ID}, "extended": {"1"}})
		req.Join = crawler.Join{Param: "posts", Most: maxPosts}
		return req, true
	}
}

// isDeleted tells whether an item is what is left of a post or comment.
func isDeleted(item lenient.Node) bool {
	return item.Get("is_deleted").Bool() || item.Get("deleted").Bool()
}

// identity is the id of a post or comment.
func identity(item lenient.Node) string { return owner(item) + "_" + item.Get("id").String() }
