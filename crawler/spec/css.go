package spec

import (
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// css is a compiled selector. Of most elements their name or class shows that it does
// not match them, which spares a closer look.
type css struct {
	cascadia.Matcher
	// tag and class are the element's name and a class of it where the selector asks for
	// them; empty where it may match others.
	tag, class string
}

// plainCSS finds selectors of one element by name, classes and attributes, and in them
// the name and the first class.
var plainCSS = regexp.MustCompile(`^([a-z][a-z0-9]*)?(?:\.([A-Za-z][A-Za-z0-9_-]*))?(?:[.#][A-Za-z][A-Za-z0-9_-]*|\[[a-z-]+\])*$`)

func compileCSS(text string) (css, error) {
	compiled, err := cascadia.ParseGroup(text)
	c := css{Matcher: compiled}
	if m := plainCSS.FindStringSubmatch(text); m != nil {
		c.tag, c.class = m[1], m[2]
	}
	return c, err
}

// all returns what the selector matches below n, as cascadia.QueryAll does.
func (c css) all(n *html.Node) (found []*html.Node) {
	// Without recursion, because the nesting of a page is under the control of others.
	for at := n.FirstChild; at != nil; {
		if c.mayMatch(at) && c.Match(at) {
			found = append(found, at)
		}
		if at.FirstChild != nil {
			at = at.FirstChild
			continue
		}
		for at != n && at.NextSibling == nil {
			at = at.Parent
		}
		if at == n {
			break
		}
		at = at.NextSibling
	}
	return found
}

func (c css) mayMatch(n *html.Node) bool {
	if c.tag != "" && n.Data != c.tag {
		return false
	}
	if c.class == "" {
		return true
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "class" && strings.Contains(n.Attr[i].Val, c.class) {
			return true
		}
	}
	return false
}
