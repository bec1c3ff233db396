// Package mastodon reads hashtag and account timelines of servers that speak
// the Mastodon client API (https://docs.joinmastodon.org/api/): Mastodon,
// GoToSocial, Pleroma, Akkoma, Pixelfed, Friendica and their kin. It reads what
// the server shows to everybody and needs no account.
package mastodon

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "mastodon"

// pageSize is the most statuses that a server gives at once.
const pageSize = "40"

// The steps of a lane.
const (
	stepTimeline = "timeline"
	stepOlder    = "older"
	stepLookup   = "lookup"
	// stepServer and stepAccess find out why a timeline is empty.
	stepServer = "server"
	stepAccess = "access"
)

// Adapter reads Mastodon timelines. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes Mastodon.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Mastodon",
		Reads:       "hashtag and account timelines of Mastodon-compatible servers",
		Credentials: "none",
		Images:      true,
		Engagement:  true,
		Search:      social.Ability{Tags: true, Accounts: true},
		// 300 requests in 5 minutes is the default limit of a server.
		Delay: time.Second,
		Terms: "Each server has its own rules. Only public and unlisted posts are read, and authors who asked not to be indexed are left out.",
	}
}

// Check reports what is wrong with a source: it needs base_url and at least
// one of tags and accounts. The parameter local=true keeps a hashtag timeline
// to the posts of the server itself.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "tags", "accounts"), platform.UnknownParams(src, "local")...)
	if src.BaseURL == "" {
		errs = append(errs, platform.Fault(src, "base_url", "a mastodon source needs the address of its server, such as https://fosstodon.org"))
	} else {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	if v, given := src.Params["local"]; given && v != "true" && v != "false" {
		errs = append(errs, platform.Fault(src, "params.local", "%q is neither true nor false", v))
	}
	if len(src.Tags)+len(src.Accounts) == 0 {
		errs = append(errs, platform.Fault(src, "tags", "a mastodon source needs tags or accounts"))
	}
	for i, tag := range src.Tags {
		if strings.TrimPrefix(strings.TrimSpace(tag), "#") == "" || strings.ContainsAny(strings.TrimSpace(tag), " /?") {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("tags[%d]", i), "%q is no hashtag", tag))
		}
	}
	for i, account := range src.Accounts {
		if handle(account) == "" || strings.ContainsAny(handle(account), " /?") {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q is no handle, such as ana or ana@example.social", account))
		}
	}
	return errors.Join(errs...)
}

// Lanes gives each hashtag and each account a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	seen := map[string]bool{}
	add := func(lane string) {
		if !seen[lane] {
			lanes = append(lanes, lane)
		}
		seen[lane] = true
	}
	for _, tag := range src.Tags {
		add("tag:" + strings.ToLower(strings.TrimPrefix(strings.TrimSpace(tag), "#")))
	}
	for _, account := range src.Accounts {
		add("account:" + handle(account))
	}
	return lanes
}

// handle returns an account's name as the API wants it.
func handle(account string) string { return strings.TrimPrefix(strings.TrimSpace(account), "@") }

// Start asks for the newest page of a hashtag, or for the account behind a handle.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, name, _ := strings.Cut(scope.Lane, ":")
	switch {
	case kind == "tag" && name != "":
		q := url.Values{"limit": {pageSize}}
		if scope.Source.Params["local"] == "true" {
			q.Set("local", "true")
		}
		return get(scope, stepTimeline, "/api/v1/timelines/tag/"+url.PathEscape(name), q), nil
	case kind == "account" && name != "":
		return get(scope, stepLookup, "/api/v1/accounts/lookup", url.Values{"acct": {name}}), nil
	default:
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "mastodon: there is no lane %q", scope.Lane)
	}
}

func get(scope crawler.Scope, step, path string, q url.Values) crawler.Request {
	address := strings.TrimSuffix(scope.Source.BaseURL, "/") + path
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	return crawler.Request{URL: address, Header: map[string]string{"Accept": "application/json"}, Step: step}
}

// Parse reads an answer.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := parse(scope, resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("mastodon: %s: %w", resp.URL, err)
	}
	return page, nil
}

func parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	if err := refusal(resp); err != nil {
		return crawler.Page{}, err
	}
	switch resp.Request.Step {
	case stepLookup:
		return lookup(scope, resp)
	case stepServer:
		return server(scope, resp)
	case stepAccess:
		return access(resp)
	case stepTimeline, stepOlder:
		return timeline(scope, resp)
	default:
		return crawler.Page{}, social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
}
