package web

import (
	"strings"

	"golang.org/x/net/html"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/discussion"
)

// microformat says which property of schema.org a class name of the
// microformats h-entry and h-cite (microformats.org/wiki/h-entry) and of the
// older hAtom stands for.
var microformat = map[string]string{
	"p-name": "headline", "entry-title": "headline", "e-content": "articleBody", "entry-content": "articleBody",
	"dt-published": "datePublished", "published": "datePublished", "dt-updated": "dateModified", "updated": "dateModified",
	"p-author": "author", "u-url": "url", "u-photo": "image", "p-category": "keywords",
	"u-comment": "comment", "p-comment": "comment", "vcard": "author", "u-in-reply-to": "parentItem",
}

// readEntries reads the h-entries of a page that are not inside another one.
func readEntries(doc document) []*thing {
	var roots []*thing
	made := 0
	var walk func(n *html.Node, owner *thing)
	walk = func(n *html.Node, owner *thing) {
		if n.Type == html.ElementNode && made < maxThings {
			classes := strings.Fields(attr(n, "class"))
			names, kind := microclasses(classes)
			if kind == "" && len(names) == 0 && owner != nil && discussion.Is(n) {
				// What readers' comments hold is theirs.
				comments := &thing{props: map[string][]any{}}
				for c := n.FirstChild; c != nil; c = c.NextSibling {
					walk(c, comments)
				}
				for _, v := range comments.props["comment"] {
					add(owner, []string{"comment"}, v)
				}
				return
			}
			switch {
			case kind != "":
				made++
				t := &thing{types: []string{kind}, props: map[string][]any{}}
				if kind == "Person" {
					if owner == nil {
						break
					}
					add(t, []string{"name"}, oneLine(markup.TextOf(n)))
					if href := attr(n, "href"); href != "" {
						add(t, []string{"url"}, href)
					}
					add(owner, []string{"author"}, t)
					return
				}
				if owner == nil {
					roots = append(roots, t)
				} else if len(names) > 0 {
					add(owner, names, t)
				}
				owner = t
			case len(names) > 0 && owner != nil:
				made++
				for _, name := range names {
					add(owner, []string{name}, microproperty(n, name))
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, owner)
		}
	}
	walk(doc.root.Nodes[0], nil)
	return roots
}

func microclasses(classes []string) (names []string, kind string) {
	for _, class := range classes {
		switch class {
		case "h-entry", "hentry":
			kind = "BlogPosting"
		case "h-cite":
			kind = "Comment"
		case "h-card", "vcard":
			kind = "Person"
		}
		if name := microformat[class]; name != "" {
			names = append(names, name)
		}
	}
	return names, kind
}

// microproperty is the value of a property: a picture with its description, or a text.
func microproperty(n *html.Node, name string) any {
	value := microvalue(n, name)
	if alt := attr(n, "alt"); name == "image" && alt != "" {
		return &thing{types: []string{"ImageObject"}, props: map[string][]any{"url": {value}, "caption": {alt}}}
	}
	return value
}

func microvalue(n *html.Node, name string) string {
	switch name {
	case "url", "parentItem":
		return attr(n, "href")
	case "image":
		if src := attr(n, "src"); src != "" {
			return src
		}
		return attr(n, "href")
	case "datePublished", "dateModified":
		for _, key := range []string{"datetime", "title", "content"} {
			if v := attr(n, key); v != "" {
				return v
			}
		}
	case "articleBody":
		return markup.TextOf(n)
	}
	return oneLine(markup.TextOf(n))
}
