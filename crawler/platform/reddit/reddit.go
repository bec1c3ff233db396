// Package reddit reads Reddit: without credentials the Atom feeds of
// subreddits, searches, users and threads, and with an OAuth token of the
// operator's the listings of the API (https://www.reddit.com/dev/api/). A post
// is the same post in both: its fullname, such as t3_glvkc5, is its identity.
package reddit

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
const Name = "reddit"

const (
	feedServer = "https://www.reddit.com"
	apiServer  = "https://oauth.reddit.com"
)

// The steps of a lane.
const (
	stepFeed    = "feed"
	stepListing = "listing"
	stepThread  = "thread"
)

// Adapter reads Reddit. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes Reddit.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Reddit",
		Reads:       "posts of subreddits (tags), searches and users, threads with comments (urls)",
		Credentials: "none for feeds without counts; an OAuth token for all",
		Keys:        []string{"token"},
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Words: true, Phrases: true, Any: true, MaxQuery: 512, Accounts: true},
		// Feeds answer 429 to more frequent requests.
		Delay:   2 * time.Second,
		Asks:    crawler.Asks{Open: crawler.AccessPage, Signed: crawler.AccessCredentials, Terms: "https://redditinc.com/policies/data-api-terms"},
		Terms:   "Feeds are best effort: Reddit's robots.txt forbids them to crawlers, and many addresses are refused. Reddit wants an approved application for its interface, and a contract for anything beyond personal use.",
		Checked: "2025-05",
	}
}

// Check reports what is wrong with a source: it needs tags (subreddits),
// queries, accounts or urls (threads).
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "tags", "accounts", "queries", "urls"), platform.UnknownParams(src)...)
	if len(src.Tags)+len(src.Accounts)+len(src.Queries)+len(src.URLs) == 0 {
		errs = append(errs, platform.Fault(src, "tags", "a reddit source needs tags (subreddits), queries, accounts or urls (threads)"))
	}
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	for i, tag := range src.Tags {
		if !isName(subreddit(tag)) {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("tags[%d]", i), "%q is no subreddit, such as coffee", tag))
		}
	}
	for i, account := range src.Accounts {
		if !isName(user(account)) {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q is no user name", account))
		}
	}
	for i, raw := range src.URLs {
		if thread(raw) == "" {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("urls[%d]", i), "%q is not the address of a thread, such as %s/r/coffee/comments/16xb01r/", raw, feedServer))
		}
	}
	return errors.Join(errs...)
}

// Lanes gives each subreddit, search, user and thread a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, tag := range src.Tags {
		lanes = append(lanes, "subreddit:"+strings.ToLower(subreddit(tag)))
	}
	for _, q := range src.Queries {
		lanes = append(lanes, "query:"+q)
	}
	for _, account := range src.Accounts {
		lanes = append(lanes, "user:"+strings.ToLower(user(account)))
	}
	for _, raw := range src.URLs {
		lanes = append(lanes, "thread:"+thread(raw))
	}
	return platform.Once(lanes)
}

// Start asks for the newest posts of a lane.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, name, _ := strings.Cut(scope.Lane, ":")
	signed := scope.Source.Credentials["token"] != ""
	var path string
	query := url.Values{"limit": {"100"}}
	switch {
	case name == "":
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "reddit: there is no lane %q", scope.Lane)
	case kind == "subreddit":
		path = "/r/" + url.PathEscape(name) + "/new"
	case kind == "query":
		path = "/search"
		query.Set("q", name)
		query.Set("sort", "new")
	case kind == "user":
		path = "/user/" + url.PathEscape(name)
		query.Set("sort", "new")
	case kind == "thread":
		path = "/comments/" + url.PathEscape(name)
		query.Set("sort", "new")
	default:
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "reddit: there is no lane %q", scope.Lane)
	}
	if !signed {
		return crawler.Request{
			URL: server(scope, feedServer) + path + "/.rss?" + query.Encode(), Step: stepFeed, Conditional: true,
			Header: map[string]string{"Accept": "application/atom+xml"},
		}, nil
	}
	step := stepListing
	if kind == "thread" {
		step = stepThread
		query.Set("limit", "500")
	}
	if kind == "user" {
		path += "/overview"
	}
	return apiRequest(scope, step, path, query), nil
}

// apiRequest asks the API; raw_json keeps it from escaping texts as HTML.
func apiRequest(scope crawler.Scope, step, path string, query url.Values) crawler.Request {
	query.Set("raw_json", "1")
	return crawler.Request{
		URL: server(scope, apiServer) + path + "?" + query.Encode(), Step: step,
		Header: map[string]string{"Accept": "application/json"},
		Sign:   map[string]string{"Authorization": "Bearer {token}"},
	}
}

// server is the address of the source's server, for tests and mirrors, or the usual one.
func server(scope crawler.Scope, usual string) string {
	if scope.Source.BaseURL != "" {
		return strings.TrimSuffix(scope.Source.BaseURL, "/")
	}
	return usual
}

// Parse reads a feed, a listing or a thread.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var page crawler.Page
	var err error
	switch resp.Request.Step {
	case stepFeed:
		page, err = readFeed(scope, resp)
	case stepListing, stepThread:
		page, err = readListing(scope, resp)
	case stepInfo:
		page, err = readInfo(resp)
	default:
		err = social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
	if err != nil {
		return crawler.Page{}, fmt.Errorf("reddit: %s: %w", resp.URL, err)
	}
	return page, nil
}

// subreddit is the name behind r/.
func subreddit(tag string) string {
	return strings.TrimPrefix(strings.TrimPrefix(strings.Trim(strings.TrimSpace(tag), "/"), "#"), "r/")
}

// user is the name behind u/.
func user(account string) string {
	account = strings.Trim(strings.TrimSpace(account), "/")
	for _, prefix := range []string{"u/", "user/", "@"} {
		account = strings.TrimPrefix(account, prefix)
	}
	return account
}

func isName(s string) bool {
	return s != "" && len(s) < 64 && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789_-+") == ""
}

// thread is the id in the address of a thread, or "".
func thread(address string) string {
	_, rest, ok := strings.Cut(address, "/comments/")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, "/")
	if !isName(id) {
		return ""
	}
	return id
}
