package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/internal/social"
)

func TestJSONLDIsMended(t *testing.T) {
	for name, src := range map[string]string{
		"plain":            `{"@type":"Article","headline":"a b"}`,
		"line break":       "{\"@type\":\"Article\",\"headline\":\"a\nb\"}",
		"trailing commas":  `[{"@type":"Article","headline":"a b",},]`,
		"comment":          `<!-- {"@type":"Article","headline":"a b"} -->`,
		"CDATA":            "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"a b\"}\n//]]>",
		"semicolon":        `{"@type":"Article","headline":"a b"};`,
		"two in a row":     `{"@type":"Article","headline":"a b"} {"@type":"Person"}`,
		"full type":        `{"@type":["http://schema.org/Article"],"headline":"a b"}`,
		"graph":            `{"@graph":[{"@type":"Article","headline":"a b"}]}`,
		"reference":        `{"@graph":[{"@type":"WebPage","mainEntity":{"@id":"#a"}},{"@id":"#a","@type":"Article","headline":"a b"}]}`,
		"escaped headline": `{"@type":"Article","headline":"a &#32;b"}`,
	} {
		roots, err := parseJSONLD(src)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		list := articles(roots)
		if len(list) == 0 || factsOf(list[0], nil).title != "a b" {
			t.Errorf("%s: no article in %+v", name, roots)
		}
	}
	if _, err := parseJSONLD(`{"@type":"Article","headline":"a`); err == nil {
		t.Error("half an object: no error")
	}
}

// TestOneArticleDeclaredTwice: two blocks with one headline are one article, also
// where one of them is not JSON.
func TestOneArticleDeclaredTwice(t *testing.T) {
	page := `<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Grinders","description":"the "best" of them","datePublished":"2026-05-04"}</script>` +
		`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Grinders","datePublished":"2026-05-04T10:00:00Z","author":"Ana","isAccessibleForFree":false}</script></head><body><h1>Grinders</h1></body></html>`
	address := &url.URL{Scheme: "https", Host: "a.example", Path: "/grinders"}
	doc, err := parseDocument(crawler.Response{Header: http.Header{}, Body: []byte(page)}, address)
	if err != nil {
		t.Fatal(err)
	}
	d := readDeclarations(doc)
	if d.mainLD == nil || d.mainLD.text("author") != "Ana" || !d.isPaid() || len(d.unread) != 1 {
		t.Errorf("the article is %+v, unread %v", d.mainLD, d.unread)
	}
	doc, err = parseDocument(crawler.Response{Header: http.Header{}, Body: []byte(strings.SplitAfter(page, "</script>")[0])}, address)
	if err != nil {
		t.Fatal(err)
	}
	if got := extract(doc).facts; got.title != "Grinders" || got.created.Format(time.DateOnly) != "2026-05-04" {
		t.Errorf("out of what is not JSON: %q, %s", got.title, got.created)
	}
}

func TestEngagement(t *testing.T) {
	roots, err := parseJSONLD(`{"@type":"Article","interactionStatistic":[
		{"interactionType":"http://schema.org/CommentAction","userInteractionCount":3},
		{"interactionType":{"@type":"WatchAction"},"userInteractionCount":"1,204"},
		{"interactionType":"LikeAction","userInteractionCount":"many"},
		{"interactionType":"ShareAction","userInteractionCount":-1}]}`)
	if err != nil {
		t.Fatal(err)
	}
	want := social.Engagement{Comments: social.Count(3), Views: social.Count(1204)}
	if diff := cmp.Diff(want, roots[0].engagement()); diff != "" {
		t.Errorf("engagement (-want +got):\n%s", diff)
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"Ada Ferrer": "Ada Ferrer", "By Ada Ferrer": "Ada Ferrer", "von Ada Ferrer": "Ada Ferrer", "作者：王小明": "王小明",
		"[田中宏昌，ITmedia]": "田中宏昌，ITmedia", "Wednesday January 18, 2017 10:44 am PST by Juli Clover": "Juli Clover",
		"Written by Rob Example Edited by Betsy Example": "Rob Example", "谢若含2017-03-01 14:27:02": "谢若含",
		"104363": "", "https://www.facebook.com/x": "", "name, email@example.org": "", "See all": "", strings.Repeat("word ", 40): "",
	} {
		if got := authorName(in); got != want {
			t.Errorf("authorName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTitles(t *testing.T) {
	for _, tc := range []struct{ declared, shown, element, site, want string }{
		{"Grinders open | Gazette", "", "", "Gazette", "Grinders open"},
		{"Gazette | Grinders open", "", "", "Gazette", "Grinders open"},
		{"Grinders | open", "", "", "Gazette", "Grinders | open"},
		{"チコ：新聞", "", "", "新聞", "チコ"},
		{"好奇心", "约会软件", "约会软件_智能_好奇心", "", "约会软件"},
		{"", "Grinders open", "", "", "Grinders open"},
	} {
		if got := bestTitle(tc.declared, tc.shown, tc.element, tc.site, false); got != tc.want {
			t.Errorf("bestTitle(%q, %q, %q, %q) = %q, want %q", tc.declared, tc.shown, tc.element, tc.site, got, tc.want)
		}
	}
}

func TestRobotsRules(t *testing.T) {
	for _, tc := range []struct {
		meta   string
		header []string
		want   bool
	}{
		{"noindex", nil, true}, {"NOINDEX, nofollow", nil, true}, {"none", nil, true}, {"index,follow", nil, false}, {"noindexing", nil, false},
		{"", []string{"noindex"}, true}, {"", []string{"earshot: noindex"}, true}, {"", []string{"otherbot: noindex"}, false},
		{"", []string{"otherbot: noindex", "nofollow, noindex"}, true},
	} {
		m := meta{"robots": {tc.meta}}
		if got := m.forbids(tc.header, "noindex"); got != tc.want {
			t.Errorf("robots %q, X-Robots-Tag %q: %t, want %t", tc.meta, tc.header, got, tc.want)
		}
	}
}

func TestPackedSitemap(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(`<urlset><url><loc>https://a.example/news/1</loc><lastmod>2026-11-18</lastmod></url><url><loc>https://a.example/shop/2</loc></url>`))
	z.Close()
	address := &url.URL{Scheme: "https", Host: "a.example", Path: "/map.xml.gz"}
	src := social.Source{Name: "s", Platform: Name, URLs: []string{"https://a.example/"}, Params: map[string]string{"match": "/news/"}}
	rules, err := readParams(src)
	if err != nil {
		t.Fatal(err)
	}
	page, err := readSitemap(crawler.Scope{Source: src, Since: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}, rules,
		crawler.Response{URL: address.String(), Header: http.Header{}, Body: packed.Bytes()}, address)
	if err != nil || len(page.Next) != 1 || page.Next[0].URL != "https://a.example/news/1" {
		t.Errorf("%+v, %v; want the one page that matches", page, err)
	}
	// It is cut off, and what is missing must not look like nothing.
	if len(page.Skipped) != 1 {
		t.Errorf("nothing is said of what was cut off: %+v", page)
	}
}

// TestLoginInTheCorner: a list with a login form is no login page.
func TestLoginInTheCorner(t *testing.T) {
	form := `<form><input type="password"></form>`
	for name, tc := range map[string]struct {
		body string
		wall bool
	}{"a login": {form, true}, "a list": {form + strings.Repeat(`<p><a href="/a">A story</a></p>`, 40), false}} {
		address := &url.URL{Scheme: "https", Host: "a.example", Path: "/list"}
		doc, err := parseDocument(crawler.Response{Header: http.Header{}, Body: []byte("<html><head><title>Stories</title></head><body>" + tc.body + "</body></html>")}, address)
		if err != nil {
			t.Fatal(err)
		}
		if got := extract(doc).wall; got != tc.wall {
			t.Errorf("%s: wall %t", name, got)
		}
	}
}

// parseJSONLD reads one block.
func parseJSONLD(src string) ([]*thing, error) {
	r := ldReader{byID: map[string]*thing{}}
	roots, err := r.parse(src)
	return r.resolved(roots), err
}
