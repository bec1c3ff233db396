package prose

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxElements and maxSiblings limit what readability is given: the elements
	// of a page, and the children of one.
	maxElements = 40_000
	maxSiblings = 10_000
)

// Size is how large a parsed page is.
type Size struct {
	// Weight is how many characters and elements a page has, each counted as
	// often as it is nested: the text of an element is read for every element
	// around it.
	Weight int
	// elements is how many it has, siblings the most children that one has.
	elements, siblings int
}

// Measure measures a page in one pass.
func Measure(root *html.Node) Size {
	var s Size
	depth := 0
	for n := root; n != nil; {
		switch n.Type {
		case html.ElementNode:
			s.elements++
			s.Weight += depth
			children := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				children++
			}
			s.siblings = max(s.siblings, children)
		case html.TextNode:
			if n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style {
				s.Weight += len(n.Data) * depth
			}
		}
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != nil && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return s
}
