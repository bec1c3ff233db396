package reddit

import (
	"net/url"
	"regexp"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// stepInfo reads links and comments by their names.
const stepInfo = "info"

// maxInfo is how many things the interface shows at once.
const maxInfo = 100

// thingName is the name of a link or comment.
var thingName = regexp.MustCompile(`^t[13]_[0-9a-z]+$`)

var _ crawler.Revisits = Adapter{}

// CanRevisit says that the feeds show no single posts.
func (Adapter) CanRevisit(src social.Source) error {
	if src.Credentials["token"] == "" {
		return social.Errorf(social.CodeInvalid, "Reddit shows single posts to those with a token alone (credentials.token)")
	}
	return nil
}

// Revisit asks for links and comments by their names
// (https://www.reddit.com/dev/api/#GET_api_info).
func (a Adapter) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	if a.CanRevisit(scope.Source) != nil || !thingName.MatchString(ref.ID) {
		return crawler.Request{}, false
	}
	req := apiRequest(scope, stepInfo, "/api/info", url.Values{"id": {ref.ID}})
	req.Join = crawler.Join{Param: "id", Most: maxInfo}
	return req, true
}

// readInfo reads things that were asked for by their names. Those of communities that
// became private, or were banned, are left out of the answer.
func readInfo(resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	list := root.Get("data.children")
	if root.Get("kind").String() != "Listing" || !list.IsArray() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer is no listing")
	}
	var r reader
	held := map[string]bool{}
	for _, child := range list.Objects() {
		kind, data := child.Get("kind").String(), child.Get("data")
		held[data.Get("name").String()], held[kind+"_"+data.Get("id").String()] = true, true
		r.thing(kind, data)
	}
	r.page.Absent = platform.Absent(resp.Request, held)
	r.page.Unread = root.Unread()
	return r.page, nil
}
