package prose

import (
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/discussion"
	"earshot/crawler/platform/web/tree"
)

// embedded finds the class names of posts that an article quotes.
var embedded = regexp.MustCompile(`(?i)\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|reddit-(?:embed|card)|text-post-media|fb-post|tumblr-post|imgur-embed)`)

// clean takes out of a page what is never the article, and returns how many
// characters of questions for consent there were.
func clean(page *html.Node) (asked int) {
	all := tree.Length(page)
	var out []*html.Node
	tree.Walk(page, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		switch {
		case n.DataAtom == atom.Body || n.DataAtom == atom.Html:
		case n.DataAtom == atom.Aside && holdsHeadline(n):
			// Some pages put the article itself into one.
			n.DataAtom, n.Data, n.Attr = atom.Section, "section", nil
		case n.DataAtom == atom.Blockquote && embedded.MatchString(tree.Attr(n, "class")):
			// A post that the article quotes; the box around it is often named as
			// buttons for sharing are.
			n.Attr = nil
			if n.Parent.DataAtom == atom.Div && tree.Length(n.Parent) < tree.Length(n)+200 {
				n.Parent.DataAtom, n.Parent.Data, n.Parent.Attr = atom.Section, "section", nil
			}
		case asksConsent(n):
			asked += tree.Length(n)
			out = append(out, n)
			return false
		case discussion.Is(n) && !holdsHeadline(n) && 2*tree.Length(n) < all:
			out = append(out, n)
			return false
		}
		return n.DataAtom != atom.Head && n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	for _, n := range out {
		tree.Remove(n)
	}
	return asked
}

func holdsHeadline(n *html.Node) bool {
	found := false
	tree.Walk(n, func(c *html.Node) bool {
		found = found || c.DataAtom == atom.H1
		return !found
	})
	return found
}
