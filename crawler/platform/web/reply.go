package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/discussion"
	"earshot/internal/social"
)

// maxReplies limits the comments, answers and reviews of one page.
const maxReplies = 5_000

// reply is a comment, answer or review.
type reply struct {
	facts
	id, url string
	// parent is the id of what is answered, "" for the page itself.
	parent string
}

// repliesOf are the replies to main and to each other, parents first, and the
// reviews of what a page is about besides.
func repliesOf(roots []*thing, main *thing, base *url.URL, address string) []reply {
	r := replyReader{base: base, address: address, seen: map[*thing]bool{main: true}}
	if main != nil {
		r.below(main, "", 0)
	}
	for _, t := range roots {
		if t == main || t.is(articleTypes) {
			continue
		}
		if t.is(replyTypes) {
			r.take(t, "", 0)
			continue
		}
		for _, about := range append([]*thing{t}, t.things("mainEntity")...) {
			for _, review := range about.things("review", "reviews") {
				r.take(review, "", 0)
			}
		}
	}
	return r.list
}

type replyReader struct {
	base    *url.URL
	address string
	seen    map[*thing]bool
	list    []reply
}

// maxThread is how deep replies may nest.
const maxThread = 50

func (r *replyReader) below(t *thing, parent string, depth int) {
	for _, child := range t.things("acceptedAnswer", "suggestedAnswer", "answer", "comment", "comments", "review", "reviews") {
		r.take(child, parent, depth)
	}
}

func (r *replyReader) take(t *thing, parent string, depth int) {
	if r.seen[t] || len(r.list) >= maxReplies || depth > maxThread || len(t.props) == 0 || !t.is(replyTypes) && len(t.types) > 0 {
		return
	}
	r.seen[t] = true
	one := reply{facts: factsOf(t, r.base), parent: parent}
	if one.text == "" {
		one.text = markup.Text(t.text("description"))
	}
	if strings.HasPrefix(one.text, one.title) {
		one.title = ""
	}
	one.id, one.url = r.identity(t, one.facts)
	r.list = append(r.list, one)
	r.below(t, one.id, depth+1)
}

// identity is the address of a reply where it has one of its own within the
// page's site, and else the page's with a mark of who wrote what and when.
func (r *replyReader) identity(t *thing, f facts) (id, address string) {
	page, err := url.Parse(r.address)
	for _, raw := range []string{t.id, t.address(r.base, "url")} {
		own := markup.Resolve(page, raw)
		u, bad := url.Parse(own)
		if raw == "" || own == "" || err != nil || bad != nil || !sameSite(u, page) {
			continue
		}
		if !sameAddress(own, r.address) || u.Fragment != "" {
			return own, own
		}
	}
	return markOf(r.address, f), r.address
}

// markOf is the identity of a reply that has none of its own.
func markOf(address string, f facts) string {
	text := f.text
	if !f.created.IsZero() && f.created.Truncate(24*time.Hour) != f.created {
		// The text may be edited later; author and second do not change.
		text = ""
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{f.author.Name, f.created.Format(time.RFC3339), text}, "\x00")))
	return address + "#reply-" + hex.EncodeToString(sum[:6])
}

// shownReplies are the comments of readers that the page shows without declaring
// them. They are taken out of it.
func shownReplies(doc document, address, language string) []reply {
	return repliesShown(discussion.Read(doc.root.Nodes[0], language), doc.base, address)
}

func repliesShown(comments []discussion.Comment, base *url.URL, address string) []reply {
	var list []reply
	for _, c := range comments {
		one := reply{facts: facts{
			title: c.Title, text: c.Text, author: social.Author{Name: authorName(c.Author), URL: markup.Resolve(base, c.Link)}, created: c.Date.Time, dateFrom: c.Date.From,
		}, url: address}
		if one.id = address + "#" + c.Fragment; c.Fragment == "" {
			one.id = markOf(address, one.facts)
		} else {
			one.url = one.id
		}
		if c.Parent >= 0 {
			one.parent = list[c.Parent].id
		}
		list = append(list, one)
	}
	return list
}
