package web

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/platform/web/prose"
	"earshot/internal/charset"
	"earshot/internal/social"
)

const (
	// maxHTML is how large a page may be, in bytes as UTF-8. The largest article
	// seen has 1.6 MiB.
	maxHTML = 6 << 20
	// maxTags limits the tags of a page.
	maxTags = 200_000
	// maxCopies limits the elements that a parser adds for misnested ones: it
	// reopens every unclosed formatting element in each block.
	maxCopies = 2_000_000
	// maxWeight limits the characters of a page, each counted as often as it is
	// nested.
	maxWeight = 24 << 20
)

// document is a parsed page.
type document struct {
	root *goquery.Document
	// base is the base of relative addresses.
	base *url.URL
	// address is where the page was read.
	address *url.URL
	// letters is how the page was decoded; it holds no text.
	letters charset.Text
	// cut is set when the page was cut off.
	cut bool
}

// parseDocument parses a page, within bounds.
func parseDocument(resp crawler.Response, address *url.URL) (document, error) {
	if len(bytes.TrimSpace(resp.Body)) == 0 {
		return document{}, social.Errorf(social.CodeBroken, "the answer is empty")
	}
	if err := expectHTML(resp); err != nil {
		return document{}, err
	}
	letters, err := charset.Decode(resp.Body, resp.Header.Get("Content-Type"), charset.HTML)
	if err != nil {
		return document{}, err
	}
	text := []byte(letters.String)
	letters.String = ""
	if len(text) > maxHTML {
		return document{}, social.Errorf(social.CodeBroken, "the page is larger than %d bytes", maxHTML)
	}
	cut, err := inspect(text)
	if err != nil {
		return document{}, err
	}
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return document{}, social.Errorf(social.CodeBroken, "not HTML: %w", err)
	}
	if prose.Measure(root).Weight > maxWeight {
		return document{}, social.Errorf(social.CodeBroken, "the page has more or deeper markup than any article")
	}
	doc := document{root: goquery.NewDocumentFromNode(root), base: address, address: address, letters: letters, cut: cut}
	if href, ok := doc.root.Find("head base[href]").First().Attr("href"); ok {
		if u, err := url.Parse(markup.Resolve(address, href)); err == nil && u.Host != "" {
			doc.base = u
		}
	}
	return doc, nil
}

// expectHTML returns an error that names what an answer is that is no web page.
func expectHTML(resp crawler.Response) error {
	head := bytes.ToLower(bytes.TrimSpace(resp.Body[:min(len(resp.Body), 1024)]))
	for _, root := range []string{"<rss", "<feed", "<rdf:rdf"} {
		if bytes.Contains(head, []byte(root)) && !bytes.Contains(head, []byte("<html")) {
			return social.Errorf(social.CodeBroken, "a feed where a web page was expected; the feed platform reads it")
		}
	}
	kind, _, _ := strings.Cut(strings.ToLower(resp.Header.Get("Content-Type")), ";")
	kind = strings.TrimSpace(kind)
	looksHTML := resp.IsHTML() || bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<head")) || bytes.Contains(head, []byte("<body"))
	if !looksHTML || bytes.IndexByte(resp.Body[:min(len(resp.Body), 4096)], 0) >= 0 && !charset.IsWide(resp.Body) {
		if kind == "" {
			kind = "something else"
		}
		return social.Errorf(social.CodeBroken, "%.60s where a web page was expected", kind)
	}
	return nil
}

// formatting are the elements that HTML (13.2.4.3) opens again where a block
// closed over them.
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// closing are elements that must be closed: one open at the end of a page
// without </html> and </body> shows that the page was cut off.
var closing = map[atom.Atom]bool{
	atom.Div: true, atom.Article: true, atom.Section: true, atom.Main: true, atom.Script: true, atom.Style: true,
	atom.Title: true, atom.Head: true, atom.Table: true, atom.Ul: true, atom.Ol: true, atom.Span: true, atom.A: true,
}

// inspect reads a page once without building anything: it refuses what would
// take a parser more than linear time and space, and finds out whether the
// page ends before its end.
func inspect(text []byte) (cut bool, err error) {
	z := html.NewTokenizer(bytes.NewReader(text))
	tags, open, copies := 0, 0, 0
	unclosed := map[atom.Atom]int{}
	ended := false
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			left := 0
			for _, n := range unclosed {
				left += n
			}
			tail := text[max(0, len(text)-len(z.Raw())):]
			return !ended && (left > 0 || bytes.HasPrefix(tail, []byte("<"))), nil
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			step := 1
			if kind == html.EndTagToken {
				step = -1
				ended = ended || a == atom.Html || a == atom.Body
			}
			if closing[a] {
				unclosed[a] = max(0, unclosed[a]+step)
			}
			if formatting[a] {
				open = max(0, open+step)
			}
			tags++
			copies += open
			if tags > maxTags || copies > maxCopies {
				return false, social.Errorf(social.CodeBroken, "the page has more or deeper markup than any article")
			}
		}
	}
}
