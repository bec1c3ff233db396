package x

import (
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
	"earshot/crawler/platform/feed"
	"earshot/internal/social"
)

// nitter asks a Nitter server for the feed of an account or a search.
func nitter(scope crawler.Scope, kind, value string) crawler.Request {
	path := "/" + url.PathEscape(value) + "/rss"
	if kind == "query" {
		path = "/search/rss?" + url.Values{"f": {"tweets"}, "q": {value}}.Encode()
	}
	return crawler.Request{
		URL: strings.TrimSuffix(scope.Source.BaseURL, "/") + path, Step: stepFeed,
		Header: map[string]string{"Accept": "application/rss+xml"}, Conditional: true,
	}
}

// status finds the author and number of a post in its address.
var status = regexp.MustCompile(`/([A-Za-z0-9_]+)/status/([0-9]+)`)

// readFeed reads a feed of a Nitter server. The server's addresses are replaced
// by those of X, so that a post has the same address from every server.
func readFeed(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := feed.New().Parse(scope, resp)
	if err != nil {
		return crawler.Page{}, err
	}
	page.Next = nil
	posts := page.Posts[:0]
	for _, p := range page.Posts {
		where := status.FindStringSubmatch(p.URL)
		if where == nil {
			page.Skipped = append(page.Skipped, crawler.Skip{
				Where: "entry " + p.ID, Err: social.Errorf(social.CodeBroken, "its address names no post"),
			})
			continue
		}
		// The title is the text again, shortened.
		p.Platform, p.ID, p.Title = Name, where[2], ""
		p.URL = site + "/" + where[1] + "/status/" + where[2]
		p.Author = social.Author{Handle: where[1], URL: site + "/" + where[1]}
		posts = append(posts, p)
	}
	page.Posts = posts
	return page, nil
}
