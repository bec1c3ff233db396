package spec

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/internal/charset"
	"earshot/internal/social"
)

// node is a document or a part of one.
type node interface {
	// pick returns the values a selector chooses; none for null.
	pick(Selector) []string
	// each returns the parts a selector chooses. found is false when the
	// document does not even have an empty place for them.
	each(Selector) (parts []node, found bool)
	// base is what addresses in the document are relative to.
	base() *url.URL
}

// String names a selector in errors.
func (s Selector) String() string {
	if s.CSS != "" {
		return fmt.Sprintf("element %q", s.CSS)
	}
	return fmt.Sprintf("%q", s.JSON)
}

// document parses an answer in the platform's format.
func (f *File) document(resp crawler.Response) (node, error) {
	base, err := url.Parse(resp.URL)
	if err != nil {
		return nil, social.Errorf(social.CodeBroken, "%q is no address: %w", resp.URL, err)
	}
	body := bytes.TrimSpace(resp.Body)
	if len(body) == 0 {
		return nil, social.Errorf(social.CodeBroken, "the answer is empty")
	}
	if f.Format == "html" {
		if cutOff(body) {
			return nil, social.Errorf(social.CodeBroken, "the page is cut off")
		}
		text, err := charset.Decode(body, resp.Header.Get("Content-Type"), charset.HTML)
		if err != nil {
			return nil, err
		}
		doc, err := html.Parse(strings.NewReader(text.String))
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "not HTML: %w", err)
		}
		text.String = ""
		page := htmlNode{Node: doc, at: base, css: f.css, letters: text}
		if f.Uncomment != nil {
			if err := page.uncomment(f.Uncomment.CSS); err != nil {
				return nil, social.Errorf(social.CodeBroken, "not HTML: %w", err)
			}
		}
		return page, nil
	}
	root, err := lenient.Parse(body, resp.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	if f.Related != "" {
		root = root.Related(f.Related)
	}
	return jsonNode{root, base}, nil
}

// cutOff tells whether a page that opens html never closes it. Nearly always the
// last bytes say that it does.
func cutOff(page []byte) bool {
	const end = 256
	if bytes.Contains(bytes.ToLower(page[max(0, len(page)-end):]), []byte("</html")) {
		return false
	}
	lower := bytes.ToLower(page)
	return bytes.Contains(lower, []byte("<html")) && !bytes.Contains(lower, []byte("</html"))
}

// htmlNode is a page or an element of one.
type htmlNode struct {
	*html.Node
	at *url.URL
	// css are the compiled selectors of the file.
	css map[string]css
	// letters, of a document, is how it was decoded; it holds no text.
	letters charset.Text
}

func (n htmlNode) base() *url.URL { return n.at }

// self is the selector of the item itself.
const self = "."

func (n htmlNode) find(selector string) []*html.Node {
	if selector == self {
		return []*html.Node{n.Node}
	}
	return n.css[selector].all(n.Node)
}

func (n htmlNode) pick(s Selector) []string {
	var values []string
	for _, e := range n.find(s.CSS) {
		switch {
		case s.Attr != "":
			for _, a := range e.Attr {
				if a.Key != s.Attr {
					continue
				}
				if s.JSON == "" {
					values = append(values, strings.TrimSpace(a.Val))
				} else if within, err := lenient.ParseText(a.Val); err == nil {
					values = append(values, jsonNode{within, n.at}.pick(Selector{JSON: s.JSON})...)
				}
				break
			}
		case s.HTML:
			values = append(values, inner(e))
		default:
			values = append(values, markup.TextOf(e))
		}
	}
	return values
}

// uncomment puts the HTML that stands in comments of the chosen elements in
// their place.
func (n htmlNode) uncomment(css string) error {
	for _, e := range n.find(css) {
		var hidden []*html.Node
		for child := e.FirstChild; child != nil; child = child.NextSibling {
			if child.Type == html.CommentNode {
				hidden = append(hidden, child)
			}
		}
		for _, comment := range hidden {
			parts, err := html.ParseFragment(strings.NewReader(comment.Data), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
			if err != nil {
				return err
			}
			for _, part := range parts {
				e.InsertBefore(part, comment)
			}
			e.RemoveChild(comment)
		}
	}
	return nil
}

// inner writes what e contains as HTML.
func inner(e *html.Node) string {
	var b strings.Builder
	for child := e.FirstChild; child != nil; child = child.NextSibling {
		if err := html.Render(&b, child); err != nil {
			// The tree cannot be written as HTML; its words can still be read.
			return html.EscapeString(markup.TextOf(e))
		}
	}
	return b.String()
}

func (n htmlNode) each(s Selector) ([]node, bool) {
	var parts []node
	for _, e := range n.find(s.CSS) {
		parts = append(parts, htmlNode{Node: e, at: n.at, css: n.css})
	}
	return parts, len(parts) > 0
}

// holds tells whether the condition is met in n.
func (c Condition) holds(n node) bool {
	met := false
	for _, v := range n.pick(c.Selector) {
		switch {
		case c.Equals != nil:
			met = met || v == *c.Equals
		case c.Contains != "":
			met = met || strings.Contains(strings.ToLower(v), strings.ToLower(c.Contains))
		default:
			met = true
		}
	}
	return met != c.Not
}
