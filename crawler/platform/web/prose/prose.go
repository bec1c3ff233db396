// Package prose finds the running text of a web page: the article without the
// menus, banners, captions, links to other articles and comments around it.
//
// Readability (codeberg.org/readeck/go-readability) finds the part of the page.
// What is never the article is taken out before it looks, and what it takes
// along is taken off afterwards. On the public article extraction benchmark that
// is worth more than the heavier extractors: see docs/design.md.
package prose

import (
	"net/url"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/tree"
)

// Body is the running text of a page.
type Body struct {
	markup.Fragment
	Shape
	// Byline is who wrote it, as shown beside it.
	Byline string
	// Linked is the share of the text that is links, from 0 to 1.
	Linked float64
	// IsEntry says that the text is what the page marks as the content of its one
	// entry.
	IsEntry bool
	// Asked is how many characters the questions for consent to cookies had,
	// which are no part of the text.
	Asked int
}

// Find finds the running text of a page with a title. It changes the page,
// which must not be used afterwards. A page that is too large or too deep for
// readability is read by its own article or main element.
func Find(page *html.Node, base *url.URL, title string) Body {
	asked := clean(page)
	removePortraits(page)
	headline := ""
	if h1 := headlineOf(page); h1 != nil {
		headline = tree.Text(h1)
	}
	if entry := entryOf(page, base); entry != nil && headline != "" && Weigh(tree.Text(entry)) < maxEntry {
		body := readEntry(page, entry, base, title, headline)
		body.Asked = asked
		return body
	}
	isNarrow := narrow(page)
	var body Body
	if size := Measure(page); size.elements <= maxElements && size.siblings <= maxSiblings {
		parser := readability.NewParser()
		parser.DisableJSONLD = false
		parser.KeepClasses = true
		if found, err := parser.ParseAndMutate(page, base); err == nil && found.Node != nil {
			tree.Walk(found.Node, func(n *html.Node) bool {
				// Elements that readability made have names only.
				n.DataAtom = atom.Lookup([]byte(n.Data))
				return true
			})
			shape := trim(found.Node, base, title, headline)
			body = read(found.Node, base)
			body.Shape = shape
			body.Byline = found.Byline()
		}
	} else if own := ownPart(page); own != nil {
		body = read(own, base)
	}
	body.Asked, body.IsEntry = asked, isNarrow
	return body
}

// headlineOf is the first h1 of a page that has text, or nil.
func headlineOf(page *html.Node) (found *html.Node) {
	tree.Walk(page, func(n *html.Node) bool {
		if found == nil && n.DataAtom == atom.H1 && tree.Length(n) > 0 {
			found = n
		}
		return found == nil
	})
	return found
}

// own are the elements that pages mark as their article.
var own = []cascadia.Selector{
	cascadia.MustCompile("[itemprop=articleBody]"), cascadia.MustCompile("article"), cascadia.MustCompile("main"), cascadia.MustCompile("[role=main]"),
}

// ownPart is the one element that a page marks as its article, or nil.
func ownPart(page *html.Node) *html.Node {
	for _, selector := range own {
		if list := cascadia.QueryAll(page, selector); len(list) == 1 {
			return list[0]
		}
	}
	return nil
}

// read reads an element, and how much of its text is links.
func read(n *html.Node, base *url.URL) Body {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return Body{}
	}
	body := Body{Fragment: markup.Read(b.String(), base)}
	if all, links := lengths(n); all > 0 {
		body.Linked = float64(links) / float64(all)
	}
	return body
}

// lengths are how many characters of text an element has, and how many of them
// are links.
func lengths(n *html.Node) (all, links int) {
	inLink := n.DataAtom == atom.A
	tree.Walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			size := utf8.RuneCountInString(strings.TrimSpace(c.Data))
			all += size
			if inLink || isLinked(c, n) {
				links += size
			}
		}
		return c.DataAtom != atom.Script && c.DataAtom != atom.Style
	})
	return all, links
}

// isLinked tells whether a node is inside a link that is inside an element.
func isLinked(n, element *html.Node) bool {
	for p := n.Parent; p != nil && p != element; p = p.Parent {
		if p.DataAtom == atom.A {
			return true
		}
	}
	return false
}
