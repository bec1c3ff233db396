package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/tidwall/gjson"
	"golang.org/x/net/html/charset"

	"earshot/crawler"
	"earshot/crawler/markup"
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
		lower := bytes.ToLower(body)
		if bytes.Contains(lower, []byte("<html")) && !bytes.Contains(lower, []byte("</html")) {
			return nil, social.Errorf(social.CodeBroken, "the page is cut off")
		}
		decoded, err := charset.NewReader(bytes.NewReader(body), resp.Header.Get("Content-Type"))
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "encoding: %w", err)
		}
		doc, err := goquery.NewDocumentFromReader(decoded)
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "not HTML: %w", err)
		}
		return htmlNode{doc.Selection, base}, nil
	}
	if body[0] == '<' {
		return nil, social.Errorf(social.CodeBroken, "a web page where JSON was promised")
	}
	body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	// encoding/json bounds the depth, which gjson does not.
	if !json.Valid(body) {
		var any json.RawMessage
		return nil, social.Errorf(social.CodeBroken, "not JSON: %w", json.Unmarshal(body, &any))
	}
	return jsonNode{gjson.ParseBytes(body), base}, nil
}

type jsonNode struct {
	gjson.Result
	at *url.URL
}

func (n jsonNode) base() *url.URL { return n.at }

func (n jsonNode) pick(s Selector) []string {
	r := n.Get(s.JSON)
	if r.IsArray() {
		var values []string
		for _, e := range r.Array() {
			if e.Type != gjson.Null && !e.IsObject() && !e.IsArray() {
				values = append(values, e.String())
			}
		}
		return values
	}
	if !r.Exists() || r.Type == gjson.Null || r.IsObject() {
		return nil
	}
	return []string{r.String()}
}

func (n jsonNode) each(s Selector) ([]node, bool) {
	r := n.Get(s.JSON)
	if !r.IsArray() {
		// Some services send a list of one as the one.
		if r.IsObject() {
			return []node{jsonNode{r, n.at}}, true
		}
		return nil, false
	}
	var parts []node
	for _, e := range r.Array() {
		parts = append(parts, jsonNode{e, n.at})
	}
	return parts, true
}

type htmlNode struct {
	*goquery.Selection
	at *url.URL
}

func (n htmlNode) base() *url.URL { return n.at }

// self is the selector of the item itself.
const self = "."

func (n htmlNode) find(css string) *goquery.Selection {
	if css == self {
		return n.Selection
	}
	return n.Find(css)
}

func (n htmlNode) pick(s Selector) []string {
	var values []string
	n.find(s.CSS).Each(func(_ int, e *goquery.Selection) {
		if s.Attr != "" {
			if v, ok := e.Attr(s.Attr); ok {
				values = append(values, strings.TrimSpace(v))
			}
			return
		}
		inner, err := e.Html()
		if err != nil {
			// The tree cannot be written as HTML; its words can still be read.
			inner = html.EscapeString(e.Text())
		}
		if !s.HTML {
			inner = markup.Text(inner)
		}
		values = append(values, inner)
	})
	return values
}

func (n htmlNode) each(s Selector) ([]node, bool) {
	var parts []node
	n.find(s.CSS).Each(func(_ int, e *goquery.Selection) { parts = append(parts, htmlNode{e, n.at}) })
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
