package activitypub

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// anyNumber is the Within of requests that only the page limit of a lane
// bounds.
const anyNumber = 1 << 20

// reader reads one answer.
type reader struct {
	platform string
	here     *url.URL
	// vars tell the actor whose outbox is read: actor, name, handle and page.
	vars map[string]string
	page crawler.Page
	seen map[string]bool
}

var (
	actors  = []string{"Person", "Group", "Service", "Application", "Organization"}
	objects = []string{"Note", "Article", "Page", "Question", "Video", "Event", "Image", "Audio", "Document"}
)

// noBots finds the hashtag by which authors ask in their profile not to be read
// by programs.
var noBots = regexp.MustCompile(`(?i)#(?:nobot|noindex)\b`)

// document reads an object by its type.
func (r *reader) document(doc lenient.Node) (crawler.Page, error) {
	kind := text(doc.Get("type"))
	switch {
	case slices.Contains(actors, kind):
		return r.actor(doc)
	case kind == "OrderedCollection" || kind == "Collection" || kind == "OrderedCollectionPage" || kind == "CollectionPage":
		return r.collection(doc)
	case slices.Contains(objects, kind), kind == "Create", kind == "Announce":
		r.item(doc, 0)
		return r.page, nil
	}
	return crawler.Page{}, social.Errorf(social.CodeBroken, "an object of type %.40q, which holds no posts", kind)
}

// actor asks for the outbox of a person or a group.
func (r *reader) actor(doc lenient.Node) (crawler.Page, error) {
	if noBots.MatchString(markup.Text(doc.Get("summary").String())) {
		return crawler.Page{}, social.Errorf(social.CodeBlocked, "the account asks not to be read by programs")
	}
	if r.vars["actor"] != "" {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "an account where its posts should be")
	}
	id := doc.Get("id").String()
	outbox := r.sameServer(doc.Get("outbox"))
	if outbox == "" {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the account has no outbox")
	}
	vars := map[string]string{"actor": id}
	if name := markup.Headline(doc.Get("name").String()); name != "" {
		vars["name"] = name
	}
	if handle := doc.Get("preferredUsername").String(); handle != "" {
		vars["handle"] = handle + "@" + r.here.Host
	}
	if page := markup.Resolve(r.here, link(doc.Get("url"))); page != "" {
		vars["page"] = page
	}
	return crawler.Page{Next: []crawler.Request{object(outbox, vars)}}, nil
}

// collection reads the items of an outbox, or of a page of one, and asks for
// the next page.
func (r *reader) collection(doc lenient.Node) (crawler.Page, error) {
	items := doc.Get("orderedItems")
	if !items.Exists() {
		items = doc.Get("items")
	}
	// Some servers send a list of one as that one.
	for i, item := range items.Array() {
		if !item.IsNull() {
			r.item(item, i)
		}
	}
	next := doc.Get("next")
	if !items.Exists() && !next.Exists() {
		next = doc.Get("first")
		if next.IsObject() && !next.Get("next").Exists() && (next.Get("orderedItems").Exists() || next.Get("items").Exists()) {
			return r.collection(next)
		}
		if !next.Exists() && doc.Get("totalItems").Int() > 0 {
			return crawler.Page{}, social.Errorf(social.CodeLogin, "the server counts posts and shows none to visitors")
		}
	}
	if address := r.sameServer(next); address != "" && address != r.here.String() {
		r.page.Next = append(r.page.Next, object(address, maps.Clone(r.vars)))
	}
	return r.page, nil
}

// sameServer is the address in v if it is on the same server.
func (r *reader) sameServer(v lenient.Node) string {
	address := markup.Resolve(r.here, link(v))
	u, err := url.Parse(address)
	if err != nil || u.Host != r.here.Host {
		return ""
	}
	return address
}

// item reads a post, or what an activity did: a person's Announce passes on the
// post of another, a group's is how it publishes what was sent to it.
func (r *reader) item(item lenient.Node, at int) {
	for range 3 {
		kind := text(item.Get("type"))
		if !isPublic(item) {
			return
		}
		if slices.Contains(objects, kind) {
			r.take(item, at)
			return
		}
		if kind != "Create" && kind != "Announce" && kind != "Update" {
			return
		}
		inner := item.Get("object")
		if inner.IsText() && kind == "Create" {
			// Only its address was sent.
			if address := r.sameServer(inner); address != "" {
				next := object(address, maps.Clone(r.vars))
				next.Within = anyNumber
				r.page.Next = append(r.page.Next, next)
			}
			return
		}
		item = inner
	}
}

// everybody are the names by which an object is addressed to the public.
var everybody = []string{"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}

// isPublic tells whether an object is for everybody. One without any addressee
// is, as it was shown to a visitor.
func isPublic(item lenient.Node) bool {
	named := false
	for _, list := range []string{"to", "cc", "audience"} {
		for _, to := range item.Get(list).Array() {
			if slices.Contains(everybody, link(to)) {
				return true
			}
			named = named || list != "audience" && link(to) != ""
		}
	}
	return !named
}

func (r *reader) take(item lenient.Node, at int) {
	p, err := r.post(item)
	if err != nil {
		r.page.Skipped = append(r.page.Skipped, crawler.Skip{Where: where(p.ID, at), Err: err})
		return
	}
	if r.seen[p.ID] {
		return
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[p.ID] = true
	r.page.Posts = append(r.page.Posts, p)
}

func where(id string, at int) string {
	if id != "" {
		return "item " + id
	}
	return fmt.Sprintf("item %d of the page", at+1)
}

// text is a string that some servers send as a list of one.
func text(v lenient.Node) string {
	if v.IsArray() {
		v = v.Get("0")
	}
	if !v.IsText() {
		return ""
	}
	return strings.TrimSpace(v.Str)
}

// link is the address in v: a text, a Link or another object, or the first of
// several, of which a web page is preferred.
func link(v lenient.Node) string {
	if v.IsArray() {
		for _, e := range v.Array() {
			if strings.HasPrefix(e.Get("mediaType").String(), "text/html") {
				return link(e)
			}
		}
		return link(v.Get("0"))
	}
	if v.IsObject() {
		for _, name := range []string{"href", "url", "id"} {
			if address := v.Get(name); address.IsText() && address.Str != "" {
				return address.Str
			}
		}
		return ""
	}
	if !v.IsText() {
		return ""
	}
	return v.Str
}
