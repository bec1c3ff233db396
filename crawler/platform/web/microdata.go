package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/discussion"
)

// readMicrodata reads the items of a page (HTML, 5.2) that are not inside
// another one. Properties outside any item are returned as loose, as pages mark
// up a date or author without an item around it.
func readMicrodata(doc document) (roots []*thing, loose *thing) {
	loose = &thing{props: map[string][]any{}}
	made := 0
	var walk func(n *html.Node, owner *thing)
	walk = func(n *html.Node, owner *thing) {
		if n.Type == html.ElementNode && made < maxThings {
			names := strings.Fields(attr(n, "itemprop"))
			if len(names) == 0 && !has(n, "itemscope") && discussion.Is(n) {
				// What readers' comments hold is theirs.
				comments := &thing{props: map[string][]any{}}
				for c := n.FirstChild; c != nil; c = c.NextSibling {
					walk(c, comments)
				}
				for _, name := range []string{"comment", "comments", "review", "reviews"} {
					for _, v := range comments.props[name] {
						add(owner, []string{name}, v)
					}
				}
				return
			}
			if has(n, "itemscope") {
				made++
				t := &thing{id: attr(n, "itemid"), props: map[string][]any{}}
				for _, kind := range strings.Fields(attr(n, "itemtype")) {
					t.types = append(t.types, shortType(kind))
				}
				if len(names) == 0 || owner == loose && t.is(articleTypes) {
					roots = append(roots, t)
				}
				add(owner, names, t)
				owner = t
				if href := attr(n, "href"); href != "" && n.DataAtom == atom.A {
					add(t, []string{"url"}, href)
				}
				if text := attr(n, "content"); text != "" {
					add(t, []string{"name"}, text)
				}
				if len(names) > 0 && len(t.types) == 0 {
					add(t, []string{"name"}, oneLine(markup.TextOf(n)))
				}
			} else if len(names) > 0 {
				made++
				add(owner, names, propertyOf(n, names))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, owner)
		}
	}
	walk(doc.root.Nodes[0], loose)
	return roots, loose
}

func add(t *thing, names []string, v any) {
	for _, name := range names {
		t.props[name] = append(t.props[name], v)
	}
}

// propertyOf is the value of a property (HTML, 5.2.4).
func propertyOf(n *html.Node, names []string) string {
	if content := attr(n, "content"); content != "" {
		return content
	}
	switch n.DataAtom {
	case atom.A, atom.Link, atom.Area:
		// Some pages put text properties on links.
		for _, name := range names {
			if name == "author" || name == "name" || name == "headline" || name == "keywords" {
				return oneLine(markup.TextOf(n))
			}
		}
		return attr(n, "href")
	case atom.Img, atom.Audio, atom.Video, atom.Source, atom.Iframe, atom.Embed:
		if src := attr(n, "data-src"); src != "" {
			return src
		}
		return attr(n, "src")
	case atom.Time:
		if at := attr(n, "datetime"); at != "" {
			return at
		}
	case atom.Data, atom.Meter:
		if value := attr(n, "value"); value != "" {
			return value
		}
	}
	return markup.TextOf(n)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
