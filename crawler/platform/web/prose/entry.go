package prose

import (
	"net/url"
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/tree"
)

// maxEntry is up to how many characters, as Weigh counts, the text of an entry is
// read from the element that its theme names as its content. Readability is made
// for longer ones: of a short one it takes what stands around it along, or the
// comments in its place.
const maxEntry = 1_500

var (
	// contentName finds, among single class names, those that common themes and
	// generators give the content of an entry.
	contentName = regexp.MustCompile(`(?i)^(?:(?:entry|post|article|story|blog|single|page|node|td-post|blog-post)(?:-|__)?(?:content|body|entry|text)|wp-block-post-content|gh-content|e-content|available-content|postarticle-content|the-content|entry-summary-full)$`)
	// subtitleName finds those of what stands below the headline and is of the author.
	subtitleName = regexp.MustCompile(`(?i)^(?:(?:article|post|entry|single)(?:-|__)?(?:excerpt|subtitle|standfirst|deck|dek)|subtitle|standfirst|dek|p-summary)$`)
	// leadWords are the words in class names of the picture that leads an entry.
	leadWords = tree.Set(`wp-post-image featured-image post-thumbnail entry-cover post-cover article-image feature-image lead-image hero-image`)
)

// entryOf is the element that a page marks as the content of its one entry, or
// nil: where several are marked, the page is a list.
func entryOf(page *html.Node, base *url.URL) *html.Node {
	var list []*html.Node
	tree.Walk(page, func(n *html.Node) bool {
		if n.Type != html.ElementNode || len(list) > 1 {
			return len(list) < 2
		}
		switch n.DataAtom {
		case atom.Head, atom.Script, atom.Style, atom.Aside, atom.Nav, atom.Footer, atom.Template, atom.Noscript:
			return false
		}
		if tree.Attr(n, "itemprop") == "articleBody" || tree.Named(n, contentName) {
			if !holdsHeadline(n) && tree.Length(n) > 0 {
				list = append(list, n)
			}
			return holdsHeadline(n)
		}
		return true
	})
	if len(list) != 1 || isTeaserOf(list[0], base) || asksPassword(list[0]) {
		return nil
	}
	return list[0]
}

// asksPassword tells whether an entry is shown to those who know a word only.
func asksPassword(n *html.Node) bool {
	asks := false
	tree.Walk(n, func(c *html.Node) bool {
		asks = asks || c.DataAtom == atom.Input && tree.Attr(c, "type") == "password"
		return !asks
	})
	return asks
}

// isTeaserOf tells whether the heading over an entry leads to another page, as
// those on lists do.
func isTeaserOf(entry *html.Node, base *url.URL) bool {
	for around, depth := entry.Parent, 0; around != nil && depth < 4 && !holdsHeadline(around); around, depth = around.Parent, depth+1 {
		leads := false
		tree.Walk(around, func(n *html.Node) bool {
			switch n.DataAtom {
			case atom.H2, atom.H3:
				b := blockOf(n, base)
				leads = leads || b.inside && 10*b.linked >= 9*b.length && b.linked > 0 && leadsElsewhere(n, base)
				return false
			}
			return n != entry
		})
		if leads {
			return true
		}
	}
	return false
}

// leadsElsewhere tells whether a link in an element leads to another page.
func leadsElsewhere(n *html.Node, base *url.URL) bool {
	found := false
	tree.Walk(n, func(c *html.Node) bool {
		if c.DataAtom == atom.A && !found {
			u, err := url.Parse(markup.Resolve(base, tree.Attr(c, "href")))
			found = err == nil && base != nil && u.Host != "" && (u.Path != base.Path || u.RawQuery != base.RawQuery && u.RawQuery != "")
		}
		return !found
	})
	return found
}

// readEntry reads the content of an entry with the pictures and the subtitle that
// stand between it and the headline.
func readEntry(page, entry *html.Node, base *url.URL, titles ...string) Body {
	whole := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	for _, n := range leadOf(page, entry, base) {
		tree.Remove(n)
		whole.AppendChild(n)
	}
	tree.Remove(entry)
	whole.AppendChild(entry)
	shape := trim(whole, base, titles...)
	body := read(whole, base)
	body.Shape, body.IsEntry = shape, true
	return body
}

// leadOf are the subtitle and the pictures before the content of an entry, in the
// part of the page that holds it and the headline.
func leadOf(page, entry *html.Node, base *url.URL) (list []*html.Node) {
	scope := entry.Parent
	for scope != nil && scope.Parent != nil && scope.DataAtom != atom.Body && !holdsHeadline(scope) {
		scope = scope.Parent
	}
	if scope == nil || !holdsHeadline(scope) || holdsHeadline(entry) {
		return nil
	}
	after, done := scope.DataAtom != atom.Body && scope.DataAtom != atom.Html, false
	tree.Walk(scope, func(n *html.Node) bool {
		if done = done || n == entry; done || n.Type != html.ElementNode {
			return !done
		}
		switch n.DataAtom {
		case atom.H1:
			after = true
			return false
		case atom.Nav, atom.Aside, atom.Form, atom.Button, atom.Noscript, atom.Template, atom.Script, atom.Style:
			return false
		case atom.A:
			if leadsElsewhere(n, base) && !isPicture(tree.Attr(n, "href")) {
				return false
			}
		case atom.Figure, atom.Picture, atom.Img:
			if after || tree.HasWord(n, leadWords) {
				list = append(list, described(n)...)
			}
			return false
		}
		if after && tree.Named(n, subtitleName) {
			list = append(list, n)
			return false
		}
		return true
	})
	return list
}

// picturePath finds the addresses of pictures.
var picturePath = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)`)

func isPicture(href string) bool { return picturePath.MatchString(href) }

// narrow leaves nothing of a page but the article element around the headline, if
// that is short and there is one: of a short article readability takes what stands
// around it along.
func narrow(page *html.Node) bool {
	var body, article *html.Node
	tree.Walk(page, func(n *html.Node) bool {
		switch {
		case n.DataAtom == atom.Body:
			body = n
		case n.DataAtom == atom.Article && article == nil && holdsHeadline(n):
			article = n
		}
		return article == nil
	})
	if body == nil || article == nil || tree.LengthUpTo(article, maxEntry) >= maxEntry {
		return false
	}
	tree.Remove(article)
	for c := body.FirstChild; c != nil; c = body.FirstChild {
		body.RemoveChild(c)
	}
	body.AppendChild(article)
	return true
}

// described are the pictures in an element; the caption of a single one that has
// no description is its description.
func described(n *html.Node) []*html.Node {
	pictures := picturesIn(n)
	if caption := tree.Text(n); len(pictures) == 1 && tree.Attr(pictures[0], "alt") == "" && caption != "" && len(caption) <= maxCaption {
		pictures[0].Attr = append(pictures[0].Attr, html.Attribute{Key: "alt", Val: caption})
	}
	return pictures
}
