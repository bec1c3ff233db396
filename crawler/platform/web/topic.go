package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/discussion"
	"earshot/internal/social"
)

// topic is the page of a forum, with the pictures of its first post.
type topic struct {
	discussion.Topic
	images []social.Image
}

// topic reads the page of a forum that does not declare its posts.
func (d declarations) topic(doc document, language string) (t topic, ok bool) {
	if d.mainMicro != nil || d.mainEntry != nil {
		return topic{}, false
	}
	if t.Topic, ok = discussion.ReadTopic(doc.root.Nodes[0], language); ok {
		t.images = imagesIn(t.First, doc.base)
	}
	return t, ok
}

// laterPage finds the part of an address that says that it is a further page of a
// topic.
var laterPage = regexp.MustCompile(`/page-[2-9]\d*/?$|/page-1\d+/?$`)

// firstPage is the address of the first page of a topic, and whether that is this
// one.
func firstPage(address string) (first string, isFirst bool) {
	u, err := url.Parse(address)
	if err != nil {
		return address, true
	}
	query := u.Query()
	if start := query.Get("start"); start != "" && start != "0" {
		query.Del("start")
		u.RawQuery = query.Encode()
		return u.String(), false
	}
	if at := laterPage.FindStringIndex(u.Path); at != nil {
		u.Path, u.RawPath = u.Path[:at[0]]+"/", ""
		return u.String(), false
	}
	return address, true
}

// open makes the post that opens a topic the page's, and the others replies to it.
// On a further page all are replies.
func (f *found) open(topic topic, doc document, declared facts) {
	thread, isFirst := firstPage(f.address)
	posts := topic.Posts
	f.isListing, f.isMissing, f.wall = false, false, false
	if f.isArticle = isFirst; isFirst {
		own := repliesShown(posts[:1], doc.base, f.address)[0].facts
		own.title, own.language = first(topic.Title, declared.title), declared.language
		own.images = topic.images
		if declared.created.After(own.created) || own.created.IsZero() {
			own.created, own.dateFrom = declared.created, declared.dateFrom
		}
		own.tags, own.engagement = declared.tags, declared.engagement
		f.facts, posts = own, posts[1:]
	}
	if len(f.replies) == 0 {
		f.replies = repliesShown(posts, doc.base, thread)
	} else {
		if isFirst {
			opening := repliesShown(topic.Posts[:1], doc.base, thread)[0]
			f.replies = slices.DeleteFunc(f.replies, func(r reply) bool { return sayTheSameReply(r, opening) })
		}
		f.replies = merged(f.replies, repliesShown(posts, doc.base, thread))
	}
	f.thread = thread
}

// imagesIn are the pictures in an element.
func imagesIn(n *html.Node, base *url.URL) []social.Image {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return nil
	}
	return markup.Read(b.String(), base).Images
}
