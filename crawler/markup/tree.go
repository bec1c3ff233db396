package markup

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TextOf returns the plain text of what an element of a parsed page contains,
// laid out as Text lays out the same markup.
func TextOf(element *html.Node) string {
	r := reader{wordsOnly: true}
	// Without recursion, because the nesting of a page is under the control of
	// others.
	for n := element.FirstChild; n != nil; {
		if r.enter(n) && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != element && n.NextSibling == nil {
			r.leave(n)
			n = n.Parent
		}
		if n == element {
			break
		}
		r.leave(n)
		n = n.NextSibling
	}
	return r.text.String()
}

// enter begins a node and tells whether what is in it is to be read.
func (r *reader) enter(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		if n.Parent.DataAtom == atom.Noscript {
			// The parser does not decode it.
			r.source(n.Data)
		} else {
			r.words(n.Data)
		}
	case html.ElementNode:
		if isHidden(n.DataAtom) {
			return false
		}
		r.open(n.DataAtom, n.Attr)
	}
	return true
}

func (r *reader) leave(n *html.Node) {
	if n.Type == html.ElementNode && !isHidden(n.DataAtom) {
		r.close(n.DataAtom)
	}
}
