// Package vk reads VK with a service token of the operator's: walls of
// communities and people, and the search of public posts
// (https://dev.vk.com/en/method).
package vk

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
const Name = "vk"

const (
	site      = "https://vk.com"
	apiServer = "https://api.vk.com"
	// version is that of the interface, which every request must name.
	version = "5.199"
)

// The steps of a lane.
const (
	stepWall     = "wall"
	stepSearch   = "search"
	stepComments = "comments"
)

// Adapter reads VK. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes VK.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "VK",
		Reads:       "public posts found by words or hashtags, walls of communities and people, comments",
		Credentials: "a service token, which a free application has",
		Keys:        []string{"token"},
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Words: true, Phrases: true, Tags: true, Accounts: true, Time: true},
		// A service token allows three requests a second.
		Delay: time.Second,
		Asks:  crawler.Asks{Signed: crawler.AccessCredentials, Terms: "https://dev.vk.com/rules"},
		Terms: "A search gives the newest 1,000 posts at most. The token belongs to an application of yours, whose rules you accepted.",
	}
}

// Check reports what is wrong with a source.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "tags", "accounts", "queries"), platform.UnknownParams(src)...)
	if src.Credentials["token"] == "" {
		errs = append(errs, platform.Fault(src, "credentials.token", "a vk source needs a service token"))
	}
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	if len(src.Tags)+len(src.Accounts)+len(src.Queries) == 0 {
		errs = append(errs, platform.Fault(src, "queries", "a vk source needs queries, tags or accounts"))
	}
	return errors.Join(errs...)
}

// Lanes gives each search, hashtag and wall a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, q := range src.Queries {
		lanes = append(lanes, "query:"+q)
	}
	for _, tag := range src.Tags {
		lanes = append(lanes, "query:#"+strings.TrimPrefix(strings.TrimSpace(tag), "#"))
	}
	for _, account := range src.Accounts {
		lanes = append(lanes, "wall:"+strings.TrimPrefix(strings.TrimSpace(account), "@"))
	}
	return platform.Once(lanes)
}

// Start asks for the newest posts.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, value, _ := strings.Cut(scope.Lane, ":")
	q := url.Values{"extended": {"1"}}
	switch {
	case value == "":
	case kind == "query":
		q.Set("q", value)
		q.Set("count", "200")
		if !scope.Since.IsZero() {
			q.Set("start_time", strconv.FormatInt(scope.Since.Unix(), 10))
		}
		return call(scope, stepSearch, "newsfeed.search", q), nil
	case kind == "wall":
		q.Set("count", "100")
		if _, err := strconv.ParseInt(value, 10, 64); err == nil {
			q.Set("owner_id", value)
		} else {
			q.Set("domain", value)
		}
		return call(scope, stepWall, "wall.get", q), nil
	}
	return crawler.Request{}, social.Errorf(social.CodeInvalid, "vk: there is no lane %q", scope.Lane)
}

// call asks for a method. The token is sent in a header field, where no log
// shows it.
func call(scope crawler.Scope, step, method string, q url.Values) crawler.Request {
	server := apiServer
	if scope.Source.BaseURL != "" {
		server = strings.TrimSuffix(scope.Source.BaseURL, "/")
	}
	q.Set("v", version)
	return crawler.Request{
		URL: server + "/method/" + method + "?" + q.Encode(), Step: step,
		Header: map[string]string{"Accept": "application/json"},
		Sign:   map[string]string{"Authorization": "Bearer {token}"},
	}
}

// Parse reads the answer of a method.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := readAnswer(scope, resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("vk: %s: %w", resp.URL, err)
	}
	return page, nil
}
