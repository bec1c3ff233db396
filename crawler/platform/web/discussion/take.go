package discussion

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/tree"
)

// maxLeft is how long the text of the part of a page around comments may be
// without them, in bytes, to be their headings and forms and no more.
const maxLeft = 1_500

// take takes comments out of their page, with the headings, forms and links
// around them.
func take(page *html.Node, comments []*html.Node) {
	sections := map[*html.Node]bool{}
	for _, n := range comments {
		for p := n.Parent; p != nil; p = p.Parent {
			if tree.Named(p, section) && !holdsHeadline(p) {
				sections[p] = true
			}
		}
	}
	for _, n := range comments {
		tree.Remove(n)
	}
	tree.Walk(page, func(n *html.Node) bool {
		if n.Type == html.ElementNode && !sections[n] && (isForm(n) || tree.Named(n, section) && holdsForm(n)) && !holdsHeadline(n) {
			sections[n] = true
		}
		return true
	})
	for n := range sections {
		if tree.LengthUpTo(n, maxLeft) < maxLeft {
			tree.Remove(n)
		}
	}
}

// isForm tells whether an element is a form in which readers write.
func isForm(n *html.Node) bool {
	return n.DataAtom == atom.Form && tree.Named(n, section)
}

func holdsForm(n *html.Node) bool {
	found := false
	tree.Walk(n, func(c *html.Node) bool {
		found = found || c.DataAtom == atom.Form || c.DataAtom == atom.Textarea
		return !found
	})
	return found
}
