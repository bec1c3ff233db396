package discussion

import (
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/dateline"
	"earshot/crawler/platform/web/tree"
)

// shape says where a program that shows posts, comments or reviews puts their
// parts: selectors of CSS, "" for a part that it does not show.
type shape struct {
	item, link, title, text cascadia.Selector
	// author and date are tried in order.
	author, date []cascadia.Selector
	// id is the attribute that tells items apart.
	id string
	// dateIn is the attribute of the date that holds it, "" for its words.
	dateIn string
	// topic finds the headline of a topic, whose first item opens it. Without it the
	// items belong to what the rest of the page is about.
	topic cascadia.Selector
}

// shapes are those of programs whose items the rules for comments do not find.
var shapes = []shape{
	{ // phpBB, prosilver and the styles made from it
		item: sel(`div.post[id^="p"]`), id: "id", author: sels(`.author .username, .author .username-coloured`, `.postprofile .username, .postprofile .username-coloured`),
		link: sel(`.author a.username, .author a.username-coloured`), text: sel(`.content`), date: sels(`.author time`, `.author`), topic: sel(`.topic-title, h2`),
	},
	{ // XenForo 2
		item: sel(`article.message--post[data-content]`), id: "id", author: sels(`.message-name .username`, `.message-name`), link: sel(`.message-name a.username`),
		text: sel(`.message-body .bbWrapper`), date: sels(`.message-attribution time[datetime]`), topic: sel(`h1.p-title-value`),
	},
	{ // Shopify Product Reviews
		item: sel(`.spr-review`), id: "id", author: sels(`.spr-review-header-byline strong`), title: sel(`.spr-review-header-title`),
		text: sel(`.spr-review-content-body`), date: sels(`.spr-review-header-byline`),
	},
	{ // Judge.me
		item: sel(`.jdgm-rev[data-review-id]`), id: "data-review-id", author: sels(`.jdgm-rev__author`), title: sel(`.jdgm-rev__title`),
		text: sel(`.jdgm-rev__body`), date: sels(`.jdgm-rev__timestamp`), dateIn: "data-content",
	},
	{ // WooCommerce: reviews, and what is answered below them
		item: sel(`li.review[id^="li-comment-"], #reviews li.comment[id^="li-comment-"]`), id: "id", author: sels(`.woocommerce-review__author`), text: sel(`.description`), date: sels(`time[datetime]`),
	},
}

func sel(s string) cascadia.Selector { return cascadia.MustCompile(s) }

func sels(list ...string) (all []cascadia.Selector) {
	for _, s := range list {
		all = append(all, sel(s))
	}
	return all
}

// Topic is the page of a forum: its headline and its posts, the first of which
// opens it on the first page.
type Topic struct {
	Title string
	Posts []Comment
	// First is the content of the first post.
	First *html.Node
}

// ReadTopic reads the page of a forum. ok is false for a page that is none.
func ReadTopic(page *html.Node, language string) (topic Topic, ok bool) {
	for _, s := range shapes {
		if s.topic == nil {
			continue
		}
		if list, nodes := s.read(page, language); len(list) > 0 {
			topic.Posts, topic.First = list, s.text.MatchFirst(nodes[0])
			if head := s.topic.MatchFirst(page); head != nil {
				topic.Title = tree.Text(head)
			}
			return topic, topic.First != nil
		}
	}
	return Topic{}, false
}

// read reads the items of a shape on a page, with the elements they are in.
func (s shape) read(page *html.Node, language string) (list []Comment, nodes []*html.Node) {
	r := dateline.Reader{Language: language}
	for _, n := range s.item.MatchAll(page) {
		if len(list) >= maxComments {
			break
		}
		text := s.text.MatchFirst(n)
		if text == nil {
			continue
		}
		c := Comment{Parent: within(n, nodes), Author: textIn(n, s.author...), Title: textIn(n, s.title), Text: textOf(withoutQuotes(text))}
		c.Fragment = strings.TrimPrefix(tree.Attr(n, s.id), "li-")
		if strings.ContainsAny(c.Fragment, " \t\n") {
			c.Fragment = ""
		}
		if s.link != nil {
			if a := s.link.MatchFirst(n); a != nil {
				c.Link = tree.Attr(a, "href")
			}
		}
		for _, date := range s.date {
			if at := date.MatchFirst(n); at != nil && c.Date.Time.IsZero() {
				c.Date = s.dateOf(at, &r)
			}
		}
		if c.Text == "" && c.Title == "" {
			continue
		}
		list, nodes = append(list, c), append(nodes, n)
	}
	return list, nodes
}

// within is the place of the item around n among those read before it; -1 for none.
func within(n *html.Node, nodes []*html.Node) int {
	for up := n.Parent; up != nil; up = up.Parent {
		if at := slices.Index(nodes, up); at >= 0 {
			return at
		}
	}
	return -1
}

func (s shape) dateOf(n *html.Node, r *dateline.Reader) dateline.Date {
	if s.dateIn != "" {
		at, _ := r.Stated(tree.Attr(n, s.dateIn))
		return at
	}
	at, _ := r.Of(n)
	return at
}

// withoutQuotes is a text without the posts that it quotes, which were written by
// others: a copy where there are any.
func withoutQuotes(n *html.Node) *html.Node {
	quotes := quoted.MatchAll(n)
	if len(quotes) == 0 {
		return n
	}
	for _, q := range quotes {
		tree.Remove(q)
	}
	return n
}

// quoted finds the quotes of forums, which name whom they quote.
var quoted = sel(`blockquote:has(cite), .bbCodeBlock--quote`)

// textIn is the text of what the first of some selectors finds that finds any.
func textIn(n *html.Node, list ...cascadia.Selector) string {
	for _, s := range list {
		if s == nil {
			continue
		}
		if found := s.MatchFirst(n); found != nil {
			return tree.Text(found)
		}
	}
	return ""
}

// bloggerComments reads the comments of Blogger's older templates, which are the
// terms and descriptions of a list.
func bloggerComments(page *html.Node, language string) (list []Comment, nodes []*html.Node) {
	r := dateline.Reader{Language: language}
	for _, dt := range bloggerAuthor.MatchAll(page) {
		c := Comment{Fragment: tree.Attr(dt, "id"), Parent: -1}
		for a := range dt.ChildNodes() {
			if name := tree.Text(a); a.DataAtom == atom.A && name != "" {
				c.Author, c.Link = name, tree.Attr(a, "href")
			}
		}
		parts := []*html.Node{dt}
		for n := dt.NextSibling; n != nil && n.DataAtom != atom.Dt; n = n.NextSibling {
			switch {
			case tree.HasWord(n, tree.Set("comment-body")):
				c.Text = textOf(n)
			case tree.HasWord(n, tree.Set("comment-footer")):
				if at := bloggerTime.MatchFirst(n); at != nil {
					c.Date, _ = r.Of(at)
				}
			}
			parts = append(parts, n)
		}
		if c.Text != "" && len(list) < maxComments {
			list, nodes = append(list, c), append(nodes, parts...)
		}
	}
	return list, nodes
}

var (
	bloggerAuthor = sel(`dt.comment-author[id]`)
	bloggerTime   = sel(`.comment-timestamp`)
)
