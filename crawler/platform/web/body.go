package web

import (
	"net/url"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
)

const (
	// maxWeight limits the characters of a page, each counted as often as it is
	// nested: the text of an element is read for every element around it.
	maxWeight = 24 << 20
	// maxElements and maxSiblings limit what readability is given: the elements
	// of a page, and the children of one.
	maxElements = 40_000
	maxSiblings = 10_000
)

// main is the part of a page that is the article.
type main struct {
	markup.Fragment
	byline string
	// linked is the share of the text that is links.
	linked float64
}

// mainOf finds the article of a page. It changes doc, which must not be used
// afterwards. A page that is too large or too deep for readability is read by
// its own article or main element.
func mainOf(doc document) main {
	root := doc.root.Nodes[0]
	if size := sizeOf(root); size.elements <= maxElements && size.siblings <= maxSiblings {
		parser := readability.NewParser()
		parser.DisableJSONLD = true
		found, err := parser.ParseAndMutate(root, doc.base)
		if err == nil && found.Node != nil {
			m := fragmentOf(found.Node, doc.base)
			m.byline = found.Byline()
			return m
		}
		return main{}
	}
	for _, selector := range []string{"[itemprop=articleBody]", "article", "main", "[role=main]"} {
		if s := doc.root.Find(selector); s.Length() == 1 {
			return fragmentOf(s.Nodes[0], doc.base)
		}
	}
	return main{}
}

// size is how large a parsed page is.
type size struct {
	weight, elements int
	// siblings is the most children that one element has.
	siblings int
}

// sizeOf measures a page in one pass.
func sizeOf(root *html.Node) size {
	var s size
	depth := 0
	for n := root; n != nil; {
		switch n.Type {
		case html.ElementNode:
			s.elements++
			s.weight += depth
			children := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				children++
			}
			s.siblings = max(s.siblings, children)
		case html.TextNode:
			if n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style {
				s.weight += len(n.Data) * depth
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

// fragmentOf reads an element, and how much of its text is links.
func fragmentOf(n *html.Node, base *url.URL) main {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return main{}
	}
	m := main{Fragment: markup.Read(b.String(), base)}
	all, links := 0, 0
	var walk func(n *html.Node, inLink bool)
	walk = func(n *html.Node, inLink bool) {
		if n.Type == html.TextNode {
			size := utf8.RuneCountInString(strings.TrimSpace(n.Data))
			all += size
			if inLink {
				links += size
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inLink || n.DataAtom == atom.A)
		}
	}
	walk(n, false)
	if all > 0 {
		m.linked = float64(links) / float64(all)
	}
	return m
}
