// Package x reads X: with a bearer token of the operator's the API v2
// (https://docs.x.com/x-api), and from a Nitter that the operator runs its
// feeds. A post is the same post in both: the number in its address.
package x

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
const Name = "x"

const (
	site      = "https://x.com"
	apiServer = "https://api.x.com"
)

// The steps of a lane.
const (
	stepFeed   = "feed"
	stepSearch = "search"
)

// Adapter reads X. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes X.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "X",
		Reads:       "posts found by words, hashtags or accounts, of the last seven days",
		Credentials: "a bearer token, or a Nitter of your own",
		Keys:        []string{"token"},
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Words: true, Phrases: true, Any: true, MaxQuery: 500, Tags: true, Accounts: true},
		Delay:       time.Second,
		Asks:        crawler.Asks{Open: crawler.AccessInterface, Signed: crawler.AccessCredentials, Terms: "https://developer.x.com/en/developer-terms"},
		Terms:       "The interface is paid for by post read, also by those read again, which are as many as revisits of the source says, or none. Without a token X shows nothing to programs; a Nitter needs accounts of its own to work.",
		Checked:     "2022-10",
	}
}

// Check reports what is wrong with a source: it needs credentials.token or the
// base_url of a Nitter, and queries, tags or accounts.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "tags", "accounts", "queries"), platform.UnknownParams(src)...)
	if src.BaseURL == "" && src.Credentials["token"] == "" {
		errs = append(errs, platform.Fault(src, "credentials", "an x source needs credentials.token, or base_url with the address of your own Nitter"))
	}
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	if len(src.Tags)+len(src.Accounts)+len(src.Queries) == 0 {
		errs = append(errs, platform.Fault(src, "queries", "an x source needs queries, tags or accounts"))
	}
	for i, account := range src.Accounts {
		if !isName(handle(account)) {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q is no handle", account))
		}
	}
	return errors.Join(errs...)
}

func handle(account string) string { return strings.TrimPrefix(strings.TrimSpace(account), "@") }

func isName(s string) bool {
	return s != "" && len(s) <= 30 && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// Lanes gives each search, hashtag and account a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, q := range src.Queries {
		lanes = append(lanes, "query:"+q)
	}
	for _, tag := range src.Tags {
		lanes = append(lanes, "query:#"+strings.TrimPrefix(strings.TrimSpace(tag), "#"))
	}
	for _, account := range src.Accounts {
		lanes = append(lanes, "account:"+strings.ToLower(handle(account)))
	}
	return platform.Once(lanes)
}

// Start asks for the newest posts.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, value, _ := strings.Cut(scope.Lane, ":")
	if value == "" || kind != "query" && kind != "account" {
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "x: there is no lane %q", scope.Lane)
	}
	if scope.Source.Credentials["token"] == "" {
		return nitter(scope, kind, value), nil
	}
	if kind == "account" {
		value = "from:" + value
	}
	return ask(scope, stepSearch, "/2/tweets/search/recent", url.Values{"query": {"(" + value + ") -is:retweet"}, "max_results": {"100"}}), nil
}

// ask asks the API for posts with all that belongs to them.
func ask(scope crawler.Scope, step, path string, q url.Values) crawler.Request {
	q.Set("tweet.fields", "created_at,author_id,lang,public_metrics,entities,attachments,referenced_tweets,conversation_id,note_tweet")
	q.Set("expansions", "author_id,attachments.media_keys,attachments.poll_ids,referenced_tweets.id")
	q.Set("user.fields", "username,name")
	q.Set("media.fields", "url,preview_image_url,alt_text,width,height,type")
	server := apiServer
	if scope.Source.BaseURL != "" {
		server = strings.TrimSuffix(scope.Source.BaseURL, "/")
	}
	return crawler.Request{
		URL: server + path + "?" + q.Encode(), Step: step,
		Header: map[string]string{"Accept": "application/json"},
		Sign:   map[string]string{"Authorization": "Bearer {token}"},
	}
}

// Parse reads a search or a feed.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var page crawler.Page
	var err error
	switch resp.Request.Step {
	case stepFeed:
		page, err = readFeed(scope, resp)
	case stepSearch:
		page, err = readSearch(resp)
	case stepLookup:
		page, err = readLookup(resp)
	default:
		err = social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
	if err != nil {
		return crawler.Page{}, fmt.Errorf("x: %s: %w", resp.URL, err)
	}
	return page, nil
}
