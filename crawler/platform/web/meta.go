package web

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"earshot/crawler/markup"
	"earshot/internal/date"
	"earshot/internal/social"
)

// meta are the meta elements of a page by name or property, in lower case,
// each with its values in order.
type meta map[string][]string

func readMeta(doc document) meta {
	m := meta{}
	doc.root.Find("meta").Each(func(_ int, s *goquery.Selection) {
		// Some pages have the value in an attribute named value.
		value := strings.TrimSpace(s.AttrOr("content", s.AttrOr("value", "")))
		if value == "" || len(value) > 64<<10 {
			return
		}
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if name := strings.ToLower(strings.TrimSpace(s.AttrOr(key, ""))); name != "" {
				m[name] = append(m[name], value)
				return
			}
		}
	})
	return m
}

func (m meta) text(names ...string) string {
	for _, name := range names {
		for _, v := range m[name] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

// The names that publishers give the same thing, the most exact first.
var (
	metaPublished = []string{
		"article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished", "date_published", "og:pubdate", "og:release_date",
		"pubdate", "publishdate", "publish-date", "publish_date", "published_at", "publication_date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
		"sailthru.date", "parsely-pub-date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime", "article.published", "article:post_date", "bt:pubdate", "rnews:datepublished",
		"epoch-publish-date", "created-date", "article_date_original", "og:time", "weibo: article:create_at", "citation_publication_date", "pdate", "ptime", "date", "release_date",
	}
	metaModified = []string{"article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified", "last-modified-date"}
	metaAuthor   = []string{
		"og:article:author", "article:author", "article.author", "author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "article:author_name",
		"citation_author", "mediator_author", "rbauthors", "cxenseparse:author",
	}
	metaTitle = []string{"og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title", "citation_title", "sailthru.title"}
)

// facts reads OpenGraph (ogp.me), its article properties, Twitter cards, Dublin
// Core and what newsrooms' tools use besides.
func (m meta) facts(doc document) facts {
	f := facts{
		title:    headline(m.text(metaTitle...)),
		language: language(m.text("og:locale", "content-language", "dc.language")),
		images:   m.images(doc),
	}
	for _, name := range metaPublished {
		if at, ok := date.Parse(m.text(name)); ok {
			f.created, f.dateFrom = at, social.DateStated
			break
		}
	}
	for _, name := range metaModified {
		if at, ok := date.Parse(m.text(name)); ok {
			f.edited = at
			break
		}
	}
	for _, name := range metaAuthor {
		var names []string
		for _, v := range m[name] {
			if u := markup.Resolve(doc.base, v); strings.Contains(v, "://") && u != "" || strings.HasPrefix(v, "/") {
				if f.author.URL == "" && !strings.Contains(u, ",") && !strings.Contains(u, "facebook.com/") {
					f.author.URL = u
				}
				continue
			}
			if v = authorName(v); v != "" && !contains(names, v) && len(names) < 10 {
				names = append(names, v)
			}
		}
		if len(names) > 0 {
			f.author.Name = strings.Join(names, ", ")
			break
		}
	}
	for _, name := range []string{"article:tag", "og:article:tag", "news_keywords"} {
		var values []any
		for _, v := range m[name] {
			values = append(values, v)
		}
		if f.tags = splitTags(values); len(f.tags) > 0 {
			break
		}
	}
	return f
}

// images are those of OpenGraph, with their alt text and size, or else that of
// the Twitter card.
func (m meta) images(doc document) []social.Image {
	var images []social.Image
	of := social.OfPost
	if strings.HasPrefix(strings.ToLower(m.text("og:type")), "video") {
		of = social.OfVideo
	}
	// Only the order shows which og:image:alt belongs to which og:image.
	doc.root.Find("meta").Each(func(_ int, s *goquery.Selection) {
		value := strings.TrimSpace(s.AttrOr("content", s.AttrOr("value", "")))
		last := len(images) - 1
		switch name := strings.ToLower(strings.TrimSpace(s.AttrOr("property", s.AttrOr("name", "")))); name {
		case "og:image", "og:image:url":
			if u := markup.Resolve(doc.base, value); u != "" && looksLikeAddress(value) && (last < 0 || images[last].URL != u) {
				images = append(images, social.Image{URL: u, Of: of})
			}
		case "og:image:alt", "og:image:width", "og:image:height":
			switch {
			case last < 0:
			case name == "og:image:alt":
				images[last].Alt = oneLine(value)
			case name == "og:image:width":
				images[last].Width = markup.AttrPixels(value)
			default:
				images[last].Height = markup.AttrPixels(value)
			}
		}
	})
	if len(images) > 0 {
		return images
	}
	if raw := m.text("twitter:image", "twitter:image:src", "thumbnail"); looksLikeAddress(raw) {
		if u := markup.Resolve(doc.base, raw); u != "" {
			images = append(images, social.Image{URL: u, Of: of, Alt: oneLine(m.text("twitter:image:alt"))})
		}
	}
	return images
}

// isArticle tells whether the page calls itself an article.
func (m meta) isArticle() bool {
	kind := strings.ToLower(m.text("og:type"))
	return strings.HasPrefix(kind, "article") || kind == "news" || kind == "blog.post" || m.text("article:published_time", "og:article:published_time") != ""
}

// forbids tells whether a robots meta element or an X-Robots-Tag header asks
// for rule, such as noindex (developers.google.com/search/docs/crawling-indexing/robots-meta-tag).
func (m meta) forbids(header []string, rule string) bool {
	values := append(append([]string{}, m["robots"]...), m["earshot"]...)
	for _, v := range header {
		agent, rest, named := strings.Cut(v, ":")
		if named && !strings.Contains(agent, ",") && !strings.EqualFold(strings.TrimSpace(agent), "unavailable_after") {
			if name := strings.ToLower(strings.TrimSpace(agent)); name != "earshot" && name != "*" && name != "robots" {
				continue
			}
			v = rest
		}
		values = append(values, v)
	}
	for _, v := range values {
		for _, word := range strings.FieldsFunc(strings.ToLower(v), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
			if word == rule || word == "none" {
				return true
			}
		}
	}
	return false
}
