package prose

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/tree"
)

// block is a paragraph, heading, item of a list or other piece of text that has
// no such piece inside it.
type block struct {
	node *html.Node
	text string
	// length is how many characters it has as Weigh counts them, linked how many
	// of them are links.
	length, linked int
	// label is what stands before the first link.
	label string
	// inside says that all its links lead to pages of the same site.
	inside bool
}

// isBlock tells whether an element begins a line of its own.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tbody, atom.Thead, atom.Tr, atom.Td, atom.Th,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Aside, atom.Header,
		atom.Footer, atom.Main, atom.Nav, atom.Figure, atom.Figcaption, atom.Address, atom.Form, atom.Fieldset, atom.Details, atom.Summary, atom.Center:
		return true
	}
	return false
}

// blocksOf are the blocks of an element, in order, without empty ones.
func blocksOf(root *html.Node, base *url.URL) []block {
	var list []block
	tree.Walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		if n != root && isBlock(n) && !holdsBlock(n) {
			if b := blockOf(n, base); b.length > 0 {
				list = append(list, b)
			}
			return false
		}
		return n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	return list
}

func holdsBlock(n *html.Node) bool {
	found := false
	tree.Walk(n, func(c *html.Node) bool {
		found = found || c != n && isBlock(c)
		return !found
	})
	return found
}

func blockOf(n *html.Node, base *url.URL) block {
	b := block{node: n, text: tree.Text(n), inside: true}
	b.length = Weigh(b.text)
	seen := false
	tree.Walk(n, func(c *html.Node) bool {
		switch {
		case c.DataAtom == atom.A && tree.Attr(c, "href") != "":
			seen = true
			text := tree.Text(c)
			b.linked += Weigh(text)
			b.inside = b.inside && isInside(base, tree.Attr(c, "href"))
			return false
		case c.Type == html.TextNode && !seen:
			b.label += c.Data
		}
		return true
	})
	if link := linkAround(n); link != nil && !seen && b.isHeading() {
		seen, b.linked, b.inside = true, b.length, isInside(base, tree.Attr(link, "href"))
	}
	b.inside = b.inside && seen
	b.label = tree.OneLine(b.label)
	return b
}

// linkAround is the link that an element is in, or nil; not far up, as some pages
// open a link and never close it.
func linkAround(n *html.Node) *html.Node {
	for range 3 {
		if n = n.Parent; n == nil {
			return nil
		}
		if n.DataAtom == atom.A && tree.Attr(n, "href") != "" {
			return n
		}
	}
	return nil
}

// isInside tells whether an address leads to another page of the site of base.
func isInside(base *url.URL, href string) bool {
	u, err := url.Parse(markup.Resolve(base, href))
	if err != nil || base == nil || u.Host == "" {
		return false
	}
	return site(u.Hostname()) == site(base.Hostname()) && (u.Fragment == "" || u.Path != base.Path)
}

// site is a host without what stands before its name.
func site(host string) string {
	host = strings.ToLower(host)
	for _, prefix := range []string{"www.", "m.", "amp.", "mobile."} {
		host = strings.TrimPrefix(host, prefix)
	}
	return host
}

// isProse tells whether a block is running text.
func (b block) isProse() bool {
	switch b.node.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return false
	}
	return b.length >= 80 && 2*b.linked < b.length
}

func (b block) isHeading() bool {
	switch b.node.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// isTeaser tells whether a block is a heading that leads to another page of the
// site.
func (b block) isTeaser() bool {
	return b.isHeading() && b.inside && 10*b.linked >= 9*b.length && b.length > 12
}

// Weigh is how many characters a text has; one of Chinese, Japanese or Korean says
// as much as two others.
func Weigh(text string) int {
	n := 0
	for _, r := range text {
		n++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n++
		}
	}
	return n
}
