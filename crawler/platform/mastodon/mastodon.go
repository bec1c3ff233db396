// Package mastodon reads hashtag, account and public timelines of servers that
// speak the Mastodon client API (https://docs.joinmastodon.org/api/): Mastodon,
// GoToSocial, Pleroma, Akkoma, Pixelfed, Friendica and others. It reads what
// the server shows to everybody and needs no account; with the token of one it
// also reads what servers show after a login. Accounts that the API does not
// show to visitors are read by ActivityPub.
package mastodon

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/crawler/platform/activitypub"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "mastodon"

// pageSize is the most statuses of one answer.
const pageSize = "40"

// The steps of a lane.
const (
	stepTimeline = "timeline"
	stepOlder    = "older"
	stepLookup   = "lookup"
	// stepAccess finds out which timelines the server shows.
	stepAccess = "access"
	// stepContext reads the replies below a status.
	stepContext = "context"
)

// Adapter reads Mastodon timelines. It has no state.
type Adapter struct{}

var (
	_ crawler.Adapter   = Adapter{}
	_ crawler.Revisiter = Adapter{}
)

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes Mastodon.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Mastodon",
		Reads:       "hashtag, account and public timelines of Mastodon-compatible servers, and replies",
		Credentials: "none; a token of an account opens servers that want a login",
		Keys:        []string{"token"},
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Tags: true, Accounts: true, Timeline: true},
		// The default limit of a server is 300 requests in 5 minutes.
		Delay:   time.Second,
		Asks:    crawler.Asks{Open: crawler.AccessInterface, Signed: crawler.AccessCredentials, Terms: "https://docs.joinmastodon.org/api/"},
		Terms:   "Each server has its own rules. Only public and unlisted posts are read, and authors who asked not to be indexed are left out.",
		Checked: "2026-11",
	}
}

// Check reports what is wrong with a source: it needs base_url. Without tags and
// accounts it reads the public timeline. The parameter local=true keeps hashtag
// and public timelines to the posts of the server itself.
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

// Lanes gives each hashtag and each account a lane, and the public timeline one
// where there are neither.
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
	if len(lanes) == 0 {
		add("public:all")
	}
	return lanes
}

// handle returns an account's name as the API wants it.
func handle(account string) string { return strings.TrimPrefix(strings.TrimSpace(account), "@") }

// Start asks which timelines the server shows, or for the account behind a handle.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, name, _ := strings.Cut(scope.Lane, ":")
	switch {
	case (kind == "tag" || kind == "public") && name != "":
		req := get(scope, stepAccess, "/api/v2/instance", nil)
		// Servers without that description answer for each timeline.
		req.Else = []crawler.Request{newest(scope, "")}
		return req, nil
	case kind == "account" && name != "":
		req := get(scope, stepLookup, "/api/v1/accounts/lookup", url.Values{"acct": {name}})
		req.Else = outbox(scope)
		return req, nil
	default:
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "mastodon: there is no lane %q", scope.Lane)
	}
}

// newest asks for the newest page of a hashtag or of the public timeline; only
// is local or remote where only those posts are shown.
func newest(scope crawler.Scope, only string) crawler.Request {
	kind, name, _ := strings.Cut(scope.Lane, ":")
	q := url.Values{"limit": {pageSize}}
	if scope.Source.Params["local"] == "true" {
		only = "local"
	}
	if only != "" {
		q.Set(only, "true")
	}
	path := "/api/v1/timelines/public"
	if kind == "tag" {
		path = "/api/v1/timelines/tag/" + url.PathEscape(name)
	}
	return get(scope, stepTimeline, path, q)
}

// outbox asks for an account by ActivityPub, of the server it lives on.
func outbox(scope crawler.Scope) []crawler.Request {
	_, account, _ := strings.Cut(scope.Lane, ":")
	base := scope.Source.BaseURL
	u, err := url.Parse(base)
	if err != nil {
		return nil
	}
	switch _, host, named := strings.Cut(account, "@"); {
	case !named:
		account += "@" + u.Host
	case host != u.Host:
		base = "https://" + host
	}
	return []crawler.Request{activitypub.Finger(base, account)}
}

func get(scope crawler.Scope, step, path string, q url.Values) crawler.Request {
	address := strings.TrimSuffix(scope.Source.BaseURL, "/") + path
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	return crawler.Request{URL: address, Header: map[string]string{"Accept": "application/json"}, Sign: token(), Step: step}
}

// token is how a request is signed where the source has a token.
func token() map[string]string { return map[string]string{"Authorization": "Bearer {token}"} }

// Parse reads an answer.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := parse(scope, resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("mastodon: %s: %w", resp.URL, err)
	}
	return page, nil
}

func parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	switch resp.Request.Step {
	case activitypub.StepFinger, activitypub.StepObject:
		return activitypub.Parse(Name, resp)
	}
	if resp.Request.Step == stepPage {
		return crawler.Page{There: resp.IsHTML()}, nil
	}
	if err := refusal(resp); err != nil {
		return crawler.Page{}, err
	}
	switch resp.Request.Step {
	case stepLookup:
		return lookup(scope, resp)
	case stepAccess:
		return access(scope, resp)
	case stepContext:
		return conversation(scope, resp)
	case stepStatus:
		return single(resp)
	case stepTimeline, stepOlder:
		return timeline(scope, resp)
	default:
		return crawler.Page{}, social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
}
