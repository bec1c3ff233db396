package feed

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// discover returns the request for the feed that a page names with link
// rel=alternate (HTML, 4.6.7.1).
func discover(resp crawler.Response, body string, base *url.URL) (crawler.Request, error) {
	if resp.Request.Step != stepFeed {
		if err := resp.Gate(); err != nil {
			return crawler.Request{}, err
		}
		return crawler.Request{}, social.Errorf(social.CodeBroken, "the address named as a feed holds an HTML page")
	}
	feeds := alternates(body, base)
	if len(feeds) == 0 {
		if err := resp.Gate(); err != nil {
			return crawler.Request{}, err
		}
		return crawler.Request{}, social.Errorf(social.CodeBroken, "an HTML page that names no feed")
	}
	header := maps.Clone(resp.Request.Header)
	return crawler.Request{URL: feeds[0], Header: header, Step: stepDiscovered}, nil
}

// alternates lists the feeds a page names, those of comments last.
func alternates(body string, base *url.URL) []string {
	var posts, comments []string
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return append(posts, comments...)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.DataAtom {
			case atom.Base:
				if u, err := url.Parse(attribute(t, "href")); err == nil {
					base = base.ResolveReference(u)
				}
			case atom.Link:
				href := markup.Resolve(base, attribute(t, "href"))
				if href == "" || !isFeedLink(t) {
					continue
				}
				if isComments(href + " " + attribute(t, "title")) {
					comments = append(comments, href)
				} else {
					posts = append(posts, href)
				}
			case atom.Body:
				if len(posts)+len(comments) > 0 {
					return append(posts, comments...)
				}
			}
		}
	}
}

func isFeedLink(t html.Token) bool {
	rel := strings.Fields(strings.ToLower(attribute(t, "rel")))
	if !slices.Contains(rel, "alternate") && !slices.Contains(rel, "feed") {
		return false
	}
	mediaType, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
	switch strings.TrimSpace(mediaType) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json", "text/xml", "application/xml":
		// WordPress names its API as application/json; only a feed's address says so.
		return mediaType != "application/json" || !strings.Contains(attribute(t, "href"), "wp-json")
	}
	return false
}

func isComments(s string) bool { return strings.Contains(strings.ToLower(s), "comments") }

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// older asks for the entries before those of doc, if the feed is paged
// (RFC 5005, sections 3 and 4) and this page held any.
func older(resp crawler.Response, doc document, base *url.URL, any bool) []crawler.Request {
	next := markup.Resolve(base, doc.next)
	if !any || next == "" || next == resp.URL || next == resp.Request.URL {
		return nil
	}
	return []crawler.Request{{URL: next, Header: maps.Clone(resp.Request.Header), Step: stepOlder}}
}
