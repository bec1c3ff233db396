package web

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/tree"
)

// maxHeadings limits the headings that are looked at for the headline.
const maxHeadings = 60

// promoteHeadline makes the headline of a page its first h1, where that is the
// name of the site: Blogger and forums put the name into the h1 and the headline
// into an h2 or h3. All that looks for the headline looks for an h1.
func promoteHeadline(doc document) {
	var site, headline *html.Node
	title := letters(oneLine(doc.root.Find("title").First().Text()))
	seen := 0
	tree.Walk(doc.root.Nodes[0], func(n *html.Node) bool {
		text := ""
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			if seen++; seen > maxHeadings {
				return false
			}
			text = letters(tree.Text(n))
		}
		switch {
		case text == "" || headline != nil:
		case site == nil && n.DataAtom == atom.H1:
			site = n
		case site != nil && text != letters(tree.Text(site)) && isHeadlineOf(title, text, letters(tree.Text(site))):
			headline = n
		}
		return headline == nil && n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	if site == nil || headline == nil || !isSiteName(site, title, doc.base) {
		return
	}
	site.DataAtom, site.Data = atom.Div, "div"
	headline.DataAtom, headline.Data = atom.H1, "h1"
}

// isHeadlineOf tells whether the title of a page is a headline and the name of
// its site, in either order. All are letters and digits only.
func isHeadlineOf(title, headline, site string) bool {
	rest, found := strings.CutPrefix(title, headline)
	if !found {
		rest, found = strings.CutSuffix(title, headline)
	}
	return found && strings.Contains(rest, site) && len(rest) < len(site)+40
}

// isSiteName tells whether an h1 is the name of the site: all of it leads to the
// home page, or the title of the page ends or begins with it.
func isSiteName(h1 *html.Node, title string, base *url.URL) bool {
	name := letters(tree.Text(h1))
	if strings.HasSuffix(title, name) || strings.HasPrefix(title, name) {
		return true
	}
	isHome := false
	tree.Walk(h1, func(n *html.Node) bool {
		if n.DataAtom == atom.A && letters(tree.Text(n)) == name {
			u, err := url.Parse(markup.Resolve(base, tree.Attr(n, "href")))
			isHome = err == nil && u.Host != "" && isRoot(u)
		}
		return !isHome
	})
	return isHome
}
