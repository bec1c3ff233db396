// Package web reads web pages: a page, the pages it links to within its site,
// and the pages a sitemap lists. What a page says of itself comes first
// (JSON-LD, OpenGraph, microdata, microformats); the text that nothing declares
// is found by readability.
package web

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "web"

// The steps of a lane: what the answer is read as.
const (
	stepPage    = "page"
	stepSitemap = "sitemap"
	stepRobots  = "robots"
)

// sitemapLane begins the name of a lane that reads a sitemap.
const sitemapLane = "sitemap:"

// Adapter reads web pages. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes web pages.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Web pages",
		Reads:       "articles, reviews, questions and comments on web pages, and those a site links to or its sitemap lists",
		Credentials: "none",
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Timeline: true},
		Delay:       time.Second,
		Terms:       "What a page may be used for is its publisher's to say; noindex and nofollow are kept. Where a site has a feed, the feed platform reads the same articles with fewer requests.",
		Checked:     "2026-11",
	}
}

// Check reports what is wrong with a source: it needs urls or params.sitemap.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "urls"), platform.UnknownParams(src, paramDepth, paramPages, paramMatch, paramSitemap)...)
	if len(src.URLs) == 0 && len(sitemapAddresses(src)) == 0 {
		errs = append(errs, platform.Fault(src, "urls", "a web source needs at least one address, of a page or in params.sitemap"))
	}
	for i, raw := range src.URLs {
		errs = append(errs, platform.WebAddress(src, fmt.Sprintf("urls[%d]", i), raw))
	}
	errs = append(errs, checkParams(src)...)
	return errors.Join(errs...)
}

// Lanes gives each address and each sitemap a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	seen := map[string]bool{}
	add := func(lane string) {
		if !seen[lane] {
			seen[lane] = true
			lanes = append(lanes, lane)
		}
	}
	for _, u := range src.URLs {
		add(u)
	}
	for _, u := range sitemapAddresses(src) {
		add(sitemapLane + u)
	}
	return lanes
}

// Start asks for the page or the sitemap.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	address, isSitemap := strings.CutPrefix(scope.Lane, sitemapLane)
	if err := platform.WebAddress(scope.Source, "urls", address); err != nil {
		return crawler.Request{}, fmt.Errorf("web: start: %w", err)
	}
	rules, err := readParams(scope.Source)
	if err != nil {
		return crawler.Request{}, fmt.Errorf("web: start: %w", err)
	}
	switch {
	case isSitemap && strings.HasSuffix(address, robotsPath):
		return crawler.Request{URL: address, Step: stepRobots}, nil
	case isSitemap:
		return crawler.Request{URL: address, Step: stepSitemap}, nil
	default:
		return pageRequest(address, rules.depth, 0), nil
	}
}

// Parse reads a page, a sitemap, or the sitemaps a robots.txt names.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	address, err := url.Parse(resp.URL)
	if err != nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "web: %q is no address: %w", resp.URL, err)
	}
	rules, err := readParams(scope.Source)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("web: %w", err)
	}
	read := readPage
	switch {
	case resp.Request.Step == stepRobots:
		read = readRobots
	case resp.Request.Step == stepSitemap || isSitemap(resp.Body):
		read = readSitemap
	}
	page, err := read(scope, rules, resp, address)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("web: %s: %w", resp.URL, err)
	}
	return page, nil
}
