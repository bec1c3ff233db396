// Package bluesky reads Bluesky: accounts, feeds, threads and searches through
// the AppView, which answers without an account except for the search, and all
// posts as they are written, through Jetstream. The formats are those of the
// lexicons (https://github.com/bluesky-social/atproto/tree/main/lexicons) and
// of https://github.com/bluesky-social/jetstream.
package bluesky

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "bluesky"

const (
	// appView answers without a login.
	appView = "https://public.api.bsky.app"
	// entryway answers after a login.
	entryway = "https://bsky.social"
	// pageSize is the most posts of one answer.
	pageSize = "100"
	// maxDepth is the most levels of replies of one answer.
	maxDepth = 1000
)

// The steps of a lane.
const (
	stepProfile = "profile"
	stepFeed    = "feed"
	stepSearch  = "search"
	stepThread  = "thread"
)

// Adapter reads Bluesky. It has no state.
type Adapter struct{}

var (
	_ crawler.Streamer = Adapter{}
	_ crawler.Opener   = Adapter{}
	_ crawler.Refuser  = Adapter{}
	_ crawler.Owner    = Adapter{}
	_ crawler.Revisits = Adapter{}
)

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes Bluesky.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Bluesky",
		Reads:       "all posts as they are written (stream), or those of accounts, feeds, threads and searches",
		Credentials: "none; for queries and tags an app password",
		Keys:        []string{"identifier", "password"},
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Words: true, Phrases: true, Tags: true, Accounts: true, Time: true},
		// The limit is 3000 requests in 5 minutes for an IP address.
		Delay:   100 * time.Millisecond,
		Asks:    crawler.Asks{Open: crawler.AccessInterface, Signed: crawler.AccessCredentials, Terms: "https://docs.bsky.app/docs/support/developer-guidelines"},
		Terms:   "Authors who do not want to be read by those without a login, or by robots where their profile is read, are left out. To follow what is said of a brand, use the stream: it is what Bluesky asks bulk readers to use.",
		Checked: "2026-05",
	}
}

// Check reports what is wrong with a source. It is a stream (params.stream is
// "yes", or the ws address of a Jetstream server) or has at least one of
// accounts, queries, tags, urls of posts, and params.feed, the at:// address of
// a feed.
func (a Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "accounts", "queries", "tags", "urls"), platform.UnknownParams(src, "stream", "feed")...)
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	if a.Streams(src) {
		return errors.Join(append(errs, checkStream(src)...)...)
	}
	feed, hasFeed := src.Params["feed"]
	if hasFeed {
		if _, err := parseURI(feed, "app.bsky.feed.generator"); err != nil {
			errs = append(errs, platform.Fault(src, "params.feed", "%w", err))
		}
	}
	if len(src.Accounts)+len(src.Queries)+len(src.Tags)+len(src.URLs) == 0 && !hasFeed {
		errs = append(errs, platform.Fault(src, "accounts", `a bluesky source needs accounts, queries, tags, urls of posts, params.feed, or params.stream: "yes" for everything`))
	}
	for i, account := range src.Accounts {
		if !validActor(actor(account)) {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q is no handle, such as ana.bsky.social", account))
		}
	}
	for i, tag := range src.Tags {
		if hashtag(tag) == "" || strings.ContainsAny(hashtag(tag), " \t\n") {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("tags[%d]", i), "%q is no hashtag", tag))
		}
	}
	for i, query := range src.Queries {
		if strings.TrimSpace(query) == "" {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("queries[%d]", i), "it is empty"))
		}
	}
	for i, address := range src.URLs {
		if _, err := postURI(address); err != nil {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("urls[%d]", i), "%w", err))
		}
	}
	return errors.Join(errs...)
}

// actor returns an account's name as the API wants it.
func actor(account string) string {
	name := strings.TrimPrefix(strings.TrimSpace(account), "@")
	if strings.HasPrefix(name, "did:") {
		return name
	}
	return strings.ToLower(name)
}

func hashtag(tag string) string { return strings.TrimPrefix(strings.TrimSpace(tag), "#") }

// Lanes gives each account, search, hashtag, feed and thread a lane.
func (a Adapter) Lanes(src social.Source) []string {
	if a.Streams(src) {
		return nil
	}
	var lanes []string
	seen := map[string]bool{}
	add := func(lane string) {
		if !seen[lane] {
			lanes = append(lanes, lane)
		}
		seen[lane] = true
	}
	for _, account := range src.Accounts {
		add("account:" + actor(account))
	}
	for _, query := range src.Queries {
		add("query:" + strings.TrimSpace(query))
	}
	for _, tag := range src.Tags {
		add("tag:" + strings.ToLower(hashtag(tag)))
	}
	if feed := src.Params["feed"]; feed != "" {
		add("feed:" + feed)
	}
	for _, address := range src.URLs {
		if uri, err := postURI(address); err == nil {
			add("thread:" + uri)
		}
	}
	return lanes
}

// Start asks for the profile behind an account, or the newest page of the rest.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, name, _ := strings.Cut(scope.Lane, ":")
	switch {
	case kind == "account" && name != "":
		return get(scope.Source, stepProfile, "app.bsky.actor.getProfile", url.Values{"actor": {name}}), nil
	case kind == "query" && name != "":
		return search(scope, url.Values{"q": {name}}), nil
	case kind == "tag" && name != "":
		return search(scope, url.Values{"q": {"#" + name}, "tag": {name}}), nil
	case kind == "feed" && name != "":
		return get(scope.Source, stepFeed, "app.bsky.feed.getFeed", url.Values{"feed": {name}, "limit": {pageSize}}), nil
	case kind == "thread" && name != "":
		return thread(scope.Source, name), nil
	default:
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "bluesky: there is no lane %q", scope.Lane)
	}
}

// get is a request for a query of the XRPC interface.
func get(src social.Source, step, method string, q url.Values) crawler.Request {
	return crawler.Request{
		URL:    server(src, appView) + "/xrpc/" + method + "?" + q.Encode(),
		Header: map[string]string{"Accept": "application/json"}, Step: step,
	}
}

// server is the one a source names, or else the usual one.
func server(src social.Source, usual string) string {
	if src.BaseURL != "" {
		return strings.TrimSuffix(src.BaseURL, "/")
	}
	return usual
}

// search asks for the newest posts that match q. It is signed where there are
// credentials; without them the platform mostly refuses.
func search(scope crawler.Scope, q url.Values) crawler.Request {
	q.Set("sort", "latest")
	q.Set("limit", pageSize)
	if !scope.Since.IsZero() {
		q.Set("since", scope.Since.UTC().Format(time.RFC3339))
	}
	if !scope.Until.IsZero() {
		q.Set("until", scope.Until.UTC().Format(time.RFC3339))
	}
	req := get(scope.Source, stepSearch, "app.bsky.feed.searchPosts", q)
	if hasLogin(scope.Source) {
		req.URL = server(scope.Source, entryway) + strings.TrimPrefix(req.URL, server(scope.Source, appView))
		req.Sign = map[string]string{"Authorization": "Bearer {accessJwt}"}
	}
	return req
}

// thread asks for a post and the replies below it, as deep as the source wants.
func thread(src social.Source, uri string) crawler.Request {
	depth := min(max(src.Comments, 0), maxDepth)
	return get(src, stepThread, "app.bsky.feed.getPostThread", url.Values{
		"uri": {uri}, "depth": {strconv.Itoa(depth)}, "parentHeight": {"0"},
	})
}

// Parse reads an answer.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := parse(scope, resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("bluesky: %s: %w", resp.URL, err)
	}
	return page, nil
}

func parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	if err := refusal(resp); err != nil {
		return crawler.Page{}, err
	}
	switch resp.Request.Step {
	case stepProfile:
		return readProfile(scope, resp)
	case stepFeed:
		return readFeed(scope, resp)
	case stepSearch:
		return readSearch(scope, resp)
	case stepThread:
		return readThread(resp)
	default:
		return crawler.Page{}, social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
}
