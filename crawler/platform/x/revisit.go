package x

import (
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// stepLookup reads posts by their numbers.
const stepLookup = "lookup"

// maxLookup is how many posts the interface shows at once.
const maxLookup = 100

// number is the identity of a post.
var number = regexp.MustCompile(`^[0-9]{1,19}$`)

var _ crawler.Revisits = Adapter{}

// CanRevisit says that single posts are asked for with a token, and where the operator
// wants it: each post that is read is paid for.
func (Adapter) CanRevisit(src social.Source) error {
	switch {
	case src.Credentials["token"] == "":
		return social.Errorf(social.CodeInvalid, "X shows single posts to those with a token alone (credentials.token)")
	case !src.Eager:
		return social.Errorf(social.CodeInvalid, "X is paid for by post read; how many may be read again is for revisits of the source to say")
	default:
		return nil
	}
}

// Revisit asks for a post by its number (https://docs.x.com/x-api/posts/get-posts-by-ids).
func (a Adapter) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	if a.CanRevisit(scope.Source) != nil || !number.MatchString(ref.ID) {
		return crawler.Request{}, false
	}
	req := ask(scope, stepLookup, "/2/tweets", url.Values{"ids": {ref.ID}})
	req.Join = crawler.Join{Param: "ids", Most: maxLookup}
	return req, true
}

// readLookup reads posts that were asked for by their numbers, and what is said of those
// that are not shown (https://docs.x.com/x-api/fundamentals/response-codes-and-errors).
func readLookup(resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	if !root.Get("data").IsArray() && !root.Get("errors").IsArray() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has neither data nor errors")
	}
	page := readPosts(root)
	for _, fault := range root.Get("errors").Objects() {
		id, kind := fault.Get("resource_id").String(), fault.Get("type").String()
		switch {
		case fault.Get("resource_type").String() != "tweet" || fault.Get("parameter").String() != "ids" || isShown(root, id):
		case strings.HasSuffix(kind, "/resource-not-found"), strings.HasSuffix(kind, "/not-authorized-for-resource"):
			// It is not found, or its account is protected or suspended, or shut out the one
			// of the token.
			page.Absent = append(page.Absent, id)
		}
	}
	page.Unread = root.Unread()
	return page, nil
}

func isShown(root lenient.Node, id string) bool {
	for _, item := range root.Get("data").Objects() {
		if item.Get("id").String() == id {
			return true
		}
	}
	return false
}
