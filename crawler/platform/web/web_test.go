package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/web"
	"earshot/internal/social"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, web.New(), "testdata") }

func TestCheck(t *testing.T) {
	good := []string{"https://a.example/"}
	for _, tc := range []struct {
		name string
		src  social.Source
		want string
	}{
		{"good", social.Source{URLs: good, Params: map[string]string{"depth": "2", "pages": "50", "match": "/news/ /blog/*/2026", "sitemap": "auto https://a.example/map.xml"}}, ""},
		{"no address", social.Source{}, "urls: a web source needs"},
		{"depth", social.Source{URLs: good, Params: map[string]string{"depth": "9"}}, `params.depth: "9" is not a number from 0 to 5`},
		{"pages", social.Source{URLs: good, Params: map[string]string{"pages": "many"}}, "params.pages"},
		{"match", social.Source{URLs: good, Params: map[string]string{"match": "news"}}, "a path begins with /"},
		{"sitemap", social.Source{URLs: good, Params: map[string]string{"sitemap": "ftp://a.example/"}}, "params.sitemap"},
		{"automatic sitemap of nothing", social.Source{Params: map[string]string{"sitemap": "auto"}}, "urls"},
		{"parameter", social.Source{URLs: good, Params: map[string]string{"x": "1"}}, "no such parameter"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.src.Name, tc.src.Platform = "s", "web"
			err := web.New().Check(tc.src)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("Check: %v, want %q", err, tc.want)
			}
		})
	}
}

// page hands the adapter a page as the runner would.
func page(body, contentType string) (crawler.Page, error) {
	const address = "https://pages.example/2026/11/18/a"
	return web.New().Parse(
		crawler.Scope{Lane: address, Source: social.Source{Name: "s", Platform: "web", URLs: []string{address}}},
		crawler.Response{
			Request: crawler.Request{URL: address, Step: "page", Vars: map[string]string{"depth": "1"}}, URL: address, Status: 200,
			Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		})
}

func TestHostilePages(t *testing.T) {
	words := strings.Repeat("Northwind grinds on and on in the lane. ", 20)
	for name, body := range map[string]string{
		"deep":              strings.Repeat("<div>", 400) + strings.Repeat("<p>"+words+"</p>", 5000),
		"too deep":          strings.Repeat("<div>", 2000) + words,
		"reopened elements": "<p>" + formattingElements(400) + strings.Repeat("</p><p>x", 50_000),
		"many elements":     strings.Repeat("<p>x</p>", 90_000),
		"many siblings":     "<div>" + strings.Repeat("<b>x</b>", 80_000) + "</div>",
		"nested tables":     strings.Repeat("<table><tr><td>", 150) + words,
		"attributes":        "<p " + strings.Repeat("a", 1<<20) + ">",
		"nested JSON-LD":    `<script type="application/ld+json">` + strings.Repeat(`{"comment":`, 9000) + "</script>",
		"wide JSON-LD":      `<script type="application/ld+json">{"@type":"Article","comment":[` + strings.Repeat(`{"@type":"Comment","text":"x"},`, 50_000) + `{}]}</script>`,
		"circular JSON-LD":  `<script type="application/ld+json">{"@graph":[{"@id":"#a","@type":"Article","comment":{"@id":"#a"}},{"@id":"#b","@type":"Comment","comment":{"@id":"#a"}}]}</script>`,
		"nested microdata":  strings.Repeat(`<div itemprop="text articleBody">`, 400) + strings.Repeat(words, 500),
		"large":             strings.Repeat(words, 10_000),
		"nested banners":    strings.Repeat(`<div class="cookie-banner">`, 300) + "<button>Accept all</button>" + words + strings.Repeat("<div><button>OK</button>We use cookies.</div>", 20_000),
		"nested comments":   strings.Repeat(`<div class="comment"><span class="author">A</span><time datetime="2026-11-18">x</time><p class="text">Yes.</p><div class="replies">`, 90),
		"many comments":     "<h1>Northwind</h1>" + strings.Repeat(`<div class="comment"><span class="author">A</span><time datetime="2026-11-18T10:00:00Z">x</time><p class="text">Yes.</p></div>`, 8_000),
		"many dates":        "<h1>Northwind</h1>" + strings.Repeat(`<span class="date">Monday the 4th of Mayy 2026 at 15 past 3 o'clock</span><time>x 2026</time>`, 20_000),
		"many blocks":       "<h1>Northwind</h1><div>" + strings.Repeat(`<div class="paywall"><p>`+words[:60]+`<a href="/x">x</a></p></div>`, 9_000),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := page("<!doctype html><html><head><title>Northwind</title></head><body>"+body+"</body></html>", "text/html")
			if err != nil && social.CodeOf(err) != social.CodeBroken {
				t.Errorf("error %v", err)
			}
			if err == nil && len(got.Posts) == 0 && len(got.Skipped) == 0 {
				t.Error("nothing is said of the page")
			}
		})
	}
}

// formattingElements opens n elements that differ, so that all are opened again.
func formattingElements(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("<font size=" + strings.Repeat("1", i+1) + ">")
	}
	return b.String()
}

func TestWhatIsNoPageIsNamed(t *testing.T) {
	for _, tc := range []struct{ body, contentType, want string }{
		{"%PDF-1.7 ...", "application/pdf", "application/pdf where a web page was expected"},
		{`{"a":1}`, "application/json", "application/json where a web page was expected"},
		{"\x89PNG\x00\x00", "text/html", "where a web page was expected"},
		{"  ", "text/html", "the answer is empty"},
		{`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>`, "text/xml", "the feed platform reads it"},
	} {
		_, err := page(tc.body, tc.contentType)
		if err == nil || !strings.Contains(err.Error(), tc.want) || social.CodeOf(err) != social.CodeBroken {
			t.Errorf("%q: %v, want %q with code broken", tc.body, err, tc.want)
		}
	}
}

func TestPagesNeverTakeAnothersPlace(t *testing.T) {
	article := func(canonical string) string {
		return `<html><head><title>A</title><link rel="canonical" href="` + canonical + `"><meta property="article:published_time" content="2026-11-18"></head><body><p>Words.</p></body></html>`
	}
	for canonical, want := range map[string]string{
		"https://pages.example/b":        "https://pages.example/b",
		"https://m.pages.example/b":      "https://m.pages.example/b",
		"https://bank.example/statement": "https://pages.example/2026/11/18/a",
		"https://pages.example/":         "https://pages.example/2026/11/18/a",
		"javascript:alert(1)":            "https://pages.example/2026/11/18/a",
	} {
		got, err := page(article(canonical), "text/html")
		if err != nil || len(got.Posts) != 1 || got.Posts[0].ID != want {
			t.Errorf("canonical %q: %+v, %v; want %q", canonical, got.Posts, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<html><head><title>a - b</title><meta property="og:type" content="article"><meta name="date" content="2026-11-18"></head><body><h1>a</h1><p>b</body></html>`))
	f.Add([]byte(`<html><script type="application/ld+json">{"@type":"Article","datePublished":"2026-01-02","comment":[{"@type":"Comment","text":"x",}]}</script></html>`))
	f.Add([]byte(`<html><div class="h-entry"><p class="e-content">x<time class="dt-published" datetime="2026-11-18">`))
	f.Add([]byte(`<html><div itemscope itemtype="http://schema.org/Question"><p itemprop="text">x<a href="/b">c</a>`))
	f.Add([]byte(`<html><h1>a</h1><p>b</p><figure><img class="caption" src="/x"><figcaption>c</figcaption></figure><div class="share"><img src=y></div><aside><h1>d</h1></aside>`))
	f.Add([]byte(`<html><h1>a</h1><p>Published 4th May 2026</p><ol id="comments"><li class="comment" id="comment-1"><b class="fn">b</b><time datetime="2026-11-18">c</time><p>d</p></li></ol>`))
	f.Add([]byte(`<urlset><url><loc>https://pages.example/x</loc><lastmod>2026-11-18</lastmod></url></urlset>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := page(string(body), "text/html; charset=utf-8")
		if err != nil {
			if code := social.CodeOf(err); code != social.CodeBroken && code != social.CodeBlocked {
				t.Errorf("code %s: %v", code, err)
			}
			return
		}
		seen := map[string]bool{}
		for _, p := range got.Posts {
			if p.ID == "" || p.CreatedAt.IsZero() != (p.DateFrom == social.DateUnrecorded) || seen[p.ID] || p.Platform != web.Name {
				t.Errorf("a post without identity, twice, or with a date from nowhere: %+v", p)
			}
			if p.CreatedAt.IsZero() && got.Undated[p.ID] == nil {
				t.Errorf("nothing says why %q has no date", p.ID)
			}
			seen[p.ID] = true
		}
	})
}
