// Package feed reads web feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0
// (RFC 4287) and JSON Feed 1.0 and 1.1. Given the address of a page instead, it
// follows the feed that the page names.
package feed

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/crawler/subtitle"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "feed"

// accept prefers feeds to the page that a server may hold at the same address.
const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"

// The steps of a lane.
const (
	stepFeed       = "feed"
	stepDiscovered = "discovered"
	stepOlder      = "older"
	// Of an episode: subtitle.Step.
)

// Adapter reads feeds. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes feeds.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Web feeds",
		Reads:       "entries of RSS, Atom and JSON feeds (urls), also of Medium, Substack, Tumblr, Product Hunt, Pinterest, Flickr, Hatena, note and Douban (accounts)",
		Credentials: "none",
		Images:      true,
		Engagement:  true,
		Transcripts: true,
		Search:      query.Capabilities{Timeline: true},
		Delay:       time.Second,
		Asks:        crawler.Asks{Open: crawler.AccessInterface, Terms: "https://www.rssboard.org/rss-specification"},
		Terms:       "A feed is published to be read by programs; what its entries may be used for is the publisher's to say.",
		Checked:     "2025-08",
	}
}

// Check reports what is wrong with a source: it needs urls, or accounts at one
// of the known sites.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "urls", "accounts"), platform.UnknownParams(src)...)
	if len(src.URLs)+len(src.Accounts) == 0 {
		errs = append(errs, platform.Fault(src, "urls", "a feed source needs at least one address"))
	}
	for i, account := range src.Accounts {
		if _, ok := siteFeed(account); !ok {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q is none of: %s", account, siteExamples()))
		}
	}
	seen := map[string]bool{}
	for i, raw := range src.URLs {
		key := fmt.Sprintf("urls[%d]", i)
		errs = append(errs, platform.WebAddress(src, key, raw))
		if seen[raw] {
			errs = append(errs, platform.Fault(src, key, "%s is listed twice", raw))
		}
		seen[raw] = true
	}
	return errors.Join(errs...)
}

// Lanes gives each address a lane, named by the address.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	seen := map[string]bool{}
	urls := slices.Clone(src.URLs)
	for _, account := range src.Accounts {
		if address, ok := siteFeed(account); ok {
			urls = append(urls, address)
		}
	}
	for _, u := range urls {
		if !seen[u] {
			lanes = append(lanes, u)
		}
		seen[u] = true
	}
	return lanes
}

// Start asks for the feed, if it has changed.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	if err := platform.WebAddress(scope.Source, "urls", scope.Lane); err != nil {
		return crawler.Request{}, fmt.Errorf("feed: start: %w", err)
	}
	return crawler.Request{URL: scope.Lane, Header: map[string]string{"Accept": accept}, Step: stepFeed, Conditional: true}, nil
}

// Parse reads a feed, or finds the feed a page names.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	if resp.Request.Step == subtitle.Step {
		return withTranscript(resp)
	}
	base, err := url.Parse(resp.URL)
	if err != nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "feed: %q is no address: %w", resp.URL, err)
	}
	text, err := decode(resp.Body, resp.Header.Get("Content-Type"))
	if err != nil {
		return crawler.Page{}, fmt.Errorf("feed: %s: %w", resp.URL, err)
	}
	body, hadPreface := withoutPreface(text.String)
	if kindOf(body) == kindPage {
		next, err := discover(resp, body, base)
		if err != nil {
			return crawler.Page{}, fmt.Errorf("feed: %s: %w", resp.URL, err)
		}
		return crawler.Page{Next: []crawler.Request{next}}, nil
	}
	doc, skipped, ended, err := read(body)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("feed: %s: %w", resp.URL, err)
	}
	page := crawler.Page{Skipped: skipped, Unread: doc.unread, Cut: !ended, Undated: map[string]error{}}
	page.NoteLetters(text)
	if hadPreface {
		page.Unread = append(page.Unread, crawler.Skip{Where: "the beginning", Err: errors.New("other text stands before the feed")})
	}
	maker := maker{lane: scope.Lane, base: base, doc: doc, undated: page.Undated}
	var read []told
	offered := map[string][]subtitle.Track{}
	for i, e := range doc.entries {
		post, err := maker.post(e)
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprintf("entry %d", i+1), Err: err})
			continue
		}
		if len(e.tracks) > 0 {
			offered[post.ID] = e.tracks
		}
		read = append(read, told{post: post, guid: strings.TrimSpace(e.guid)})
	}
	page.Posts = tellApart(read, scope.Lane, maker.home().String())
	page.Next = older(resp, doc, base, len(page.Posts) > 0)
	transcribed(scope, maker, &page, offered)
	return page, nil
}
