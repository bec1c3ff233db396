package web

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/charset"
	"earshot/internal/date"
	"earshot/internal/social"
)

// maxListed is how many addresses one sitemap may hold (sitemaps.org, 0.9).
const maxListed = 50_000

// listed is an entry of a sitemap (sitemaps.org/protocol) or of a sitemap index,
// with the extension for news (google.com/schemas/sitemap-news/0.9).
type listed struct {
	Loc       string `xml:"loc"`
	LastMod   string `xml:"lastmod"`
	Published string `xml:"news>publication_date"`

	changed time.Time
}

// isSitemap tells whether a file is a sitemap, whatever was expected at its
// address.
func isSitemap(body []byte) bool {
	head := body[:min(len(body), 2048)]
	return bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex"))
}

// readSitemap makes requests of the pages and further sitemaps that a sitemap
// lists, those that changed last first.
func readSitemap(scope crawler.Scope, rules rules, resp crawler.Response, address *url.URL) (crawler.Page, error) {
	body, err := platform.Unpack(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	site := address
	if len(scope.Source.URLs) > 0 {
		// A site may keep its sitemap elsewhere.
		if u, err := url.Parse(scope.Source.URLs[0]); err == nil && sameSite(u, address) {
			site = u
		}
	}
	list := sitemap{scope: scope, rules: rules, site: site, own: resp.URL}
	fault := list.read(body)
	if fault != nil && list.entries == 0 {
		return crawler.Page{}, fault
	}
	page := crawler.Page{Next: list.next()}
	if fault != nil {
		page.Skipped = append(page.Skipped, crawler.Skip{Where: "the rest of the sitemap", Err: fault})
	}
	return page, nil
}

// sitemap collects what a sitemap lists.
type sitemap struct {
	scope   crawler.Scope
	rules   rules
	site    *url.URL
	own     string
	entries int
	pages   []listed
	maps    []listed
}

func (s *sitemap) read(body []byte) error {
	text, err := charset.Decode(body, "", charset.XML)
	if err != nil {
		return err
	}
	if markup.LongTag(text.String) >= 0 {
		return social.Errorf(social.CodeBroken, "not a sitemap: a tag has more than %d bytes", markup.MostTag)
	}
	d := xml.NewDecoder(strings.NewReader(text.String))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := ""
	for {
		token, err := d.Token()
		if err == io.EOF && root != "" {
			return nil
		}
		if err != nil {
			return social.Errorf(social.CodeBroken, "not a sitemap: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		name := start.Name.Local
		if root == "" {
			if root = name; root != "urlset" && root != "sitemapindex" {
				return social.Errorf(social.CodeBroken, "not a sitemap: its first element is %.40q", root)
			}
			continue
		}
		if name != "url" && name != "sitemap" {
			continue
		}
		var e listed
		if err := d.DecodeElement(&e, &start); err != nil {
			return social.Errorf(social.CodeBroken, "entry %d: %w", s.entries+1, err)
		}
		if s.entries++; s.entries > maxListed {
			return social.Errorf(social.CodeBroken, "it lists more than %d addresses", maxListed)
		}
		s.add(e, name == "sitemap")
	}
}

func (s *sitemap) add(e listed, isMap bool) {
	e.Loc = markup.Resolve(s.site, e.Loc)
	for _, text := range []string{e.LastMod, e.Published} {
		if t, ok := date.Parse(text); ok && t.After(e.changed) {
			e.changed = t
		}
	}
	switch {
	case e.Loc == "" || e.Loc == s.own:
	case !isMap:
		if wanted(s.scope, s.rules, s.site, e.Loc, e.changed) {
			s.pages = append(s.pages, e)
		}
	case e.changed.IsZero() || !e.changed.Before(s.scope.Since):
		s.maps = append(s.maps, e)
	}
}

// next asks for the pages and further sitemaps, the latter with at most a quarter
// of the allowed requests.
func (s *sitemap) next() []crawler.Request {
	var next []crawler.Request
	for _, e := range newestFirst(s.maps, max(1, s.rules.pages/4)) {
		next = append(next, crawler.Request{URL: e.Loc, Step: stepSitemap, Within: s.rules.pages})
	}
	for _, e := range newestFirst(s.pages, s.rules.pages) {
		next = append(next, pageRequest(e.Loc, 0, s.rules.pages))
	}
	return next
}

func newestFirst(list []listed, most int) []listed {
	slices.SortStableFunc(list, func(a, b listed) int { return b.changed.Compare(a.changed) })
	seen := map[string]bool{}
	var first []listed
	for _, e := range list {
		if len(first) < most && !seen[e.Loc] {
			seen[e.Loc] = true
			first = append(first, e)
		}
	}
	return first
}

// readRobots asks for the sitemaps that a robots.txt names (RFC 9309, 2.2.4).
func readRobots(_ crawler.Scope, rules rules, resp crawler.Response, address *url.URL) (crawler.Page, error) {
	if resp.IsHTML() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "a web page where a robots.txt was expected")
	}
	var page crawler.Page
	seen := map[string]bool{resp.Request.URL: true}
	for line := range bytes.Lines(resp.Body) {
		name, value, found := strings.Cut(string(line[:min(len(line), 4096)]), ":")
		if !found || !strings.EqualFold(strings.TrimSpace(name), "sitemap") {
			continue
		}
		loc := markup.Resolve(address, value)
		if loc == "" || seen[loc] || len(page.Next) >= max(1, rules.pages/4) {
			continue
		}
		seen[loc] = true
		page.Next = append(page.Next, crawler.Request{URL: loc, Step: stepSitemap, Within: rules.pages})
	}
	if len(page.Next) == 0 {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "it names no sitemap; give the address of one in params.sitemap")
	}
	return page, nil
}
