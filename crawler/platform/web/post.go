package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

const (
	// maxReplies limits the comments, answers and reviews of one page.
	maxReplies = 5_000
	// maxImages limits the pictures of one post.
	maxImages = 40
	// maxLinks limits the links of one post.
	maxLinks = 200
)

// reply is a comment, answer or review.
type reply struct {
	facts
	id, url string
	// parent is the id of what is answered, "" for the page itself.
	parent string
}

// posts are the page, if it is a post, and its replies.
func (f found) posts() (posts []social.Post, skipped []crawler.Skip) {
	undated := errors.New("it states no date of publication")
	thread := ""
	if f.isArticle {
		thread = f.address
		p := f.facts.post(f.address, f.address)
		p.Links = f.outside()
		if p.CreatedAt.IsZero() {
			skipped = append(skipped, crawler.Skip{Where: "the page", Err: undated})
		} else {
			posts = append(posts, p)
		}
	}
	seen := map[string]bool{f.address: true}
	for i, r := range f.replies {
		where := fmt.Sprintf("reply %d", i+1)
		switch {
		case seen[r.id]:
			continue
		case r.created.IsZero():
			skipped = append(skipped, crawler.Skip{Where: where, Err: undated})
			continue
		case r.text == "" && r.title == "":
			skipped = append(skipped, crawler.Skip{Where: where, Err: errors.New("it has no text")})
			continue
		}
		seen[r.id] = true
		p := r.post(r.id, r.url)
		p.ParentID, p.ThreadID = first(r.parent, thread), first(thread, f.address)
		posts = append(posts, p)
	}
	return posts, skipped
}

// post is what the facts say, as a post.
func (f facts) post(id, address string) social.Post {
	p := social.Post{
		Platform: Name, ID: id, URL: address, Author: f.author, Title: f.title, Text: f.text, Language: f.language,
		CreatedAt: f.created, DateFrom: f.dateFrom, Tags: f.tags, Images: distinct(f.images), Engagement: f.engagement,
	}
	if f.edited.After(f.created) {
		p.EditedAt = f.edited
	}
	return p
}

// distinct removes duplicate pictures and tracking pixels.
func distinct(images []social.Image) []social.Image {
	var list []social.Image
	place := map[string]int{}
	for _, im := range images {
		if at, seen := place[im.URL]; seen {
			if list[at].Alt == "" {
				list[at].Alt = im.Alt
			}
			if list[at].Width == 0 {
				list[at].Width, list[at].Height = im.Width, im.Height
			}
			continue
		}
		if im.URL == "" || markup.IsPixel(im) || len(list) >= maxImages {
			continue
		}
		place[im.URL] = len(list)
		list = append(list, im)
	}
	return list
}

// outside are the addresses the article links to, without its own address.
func (f found) outside() []string {
	var links []string
	for _, l := range f.links {
		if !sameAddress(l, f.address) && len(links) < maxLinks {
			links = append(links, l)
		}
	}
	return links
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
	text := f.text
	if !f.created.IsZero() && f.created.Truncate(24*time.Hour) != f.created {
		// The text may be edited later; author and second do not change.
		text = ""
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{f.author.Name, f.created.Format(time.RFC3339), text}, "\x00")))
	return r.address + "#reply-" + hex.EncodeToString(sum[:6]), r.address
}
