// Package activitypub reads what people and groups of the fediverse publish, by
// the protocol their servers use with one another
// (https://www.w3.org/TR/activitypub/): the public part of an outbox, and
// single objects. Mastodon, Pixelfed, Pleroma, Lemmy, PeerTube, PieFed, Mbin,
// NodeBB, Discourse, WordPress and others have it, also where they keep their
// other interfaces for those who log in.
package activitypub

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "activitypub"

// The steps of a lane: who an account is, and what it published.
const (
	StepFinger = "finger"
	StepObject = "object"
)

// accept asks for the object and not for its web page.
const accept = `application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"`

// Adapter reads outboxes and objects. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes ActivityPub.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform: Name, Title: "ActivityPub",
		Reads:       "public posts of accounts and groups (accounts such as ana@example.social), outboxes and single posts (urls)",
		Credentials: "none",
		Images:      true, Engagement: true,
		Delay:   2 * time.Second,
		Asks:    crawler.Asks{Open: crawler.AccessInterface, Terms: "https://www.w3.org/TR/activitypub/"},
		Terms:   "Each server has its own rules, and some answer only servers they know. Only public posts are read, and authors who write #nobot or #noindex about themselves are left alone.",
		Checked: "2026-07",
	}
}

// Check reports what is wrong with a source: it needs accounts or urls. A
// base_url replaces the server in the names of accounts.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "accounts", "urls"), platform.UnknownParams(src)...)
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	if len(src.Accounts)+len(src.URLs) == 0 {
		errs = append(errs, platform.Fault(src, "accounts", "an activitypub source needs accounts or urls"))
	}
	for i, account := range src.Accounts {
		name, host, _ := strings.Cut(handle(account), "@")
		if name == "" || host == "" || strings.ContainsAny(account, " /?#") {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q is no handle such as ana@example.social", account))
		}
	}
	for i, address := range src.URLs {
		errs = append(errs, platform.WebAddress(src, fmt.Sprintf("urls[%d]", i), address))
	}
	return errors.Join(errs...)
}

// handle is an account without a leading '@' or '!'.
func handle(account string) string { return strings.TrimLeft(strings.TrimSpace(account), "@!") }

// Lanes gives each account and each address a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, account := range src.Accounts {
		lanes = append(lanes, "account:"+handle(account))
	}
	for _, address := range src.URLs {
		lanes = append(lanes, "url:"+address)
	}
	return platform.Once(lanes)
}

// Start asks who an account is (WebFinger, RFC 7033), or for the object at an address.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, value, _ := strings.Cut(scope.Lane, ":")
	_, host, _ := strings.Cut(value, "@")
	switch {
	case kind == "account" && host != "":
		base := "https://" + host
		if scope.Source.BaseURL != "" {
			base = scope.Source.BaseURL
		}
		return Finger(base, value), nil
	case kind == "url" && value != "":
		return object(value, nil), nil
	}
	return crawler.Request{}, social.Errorf(social.CodeInvalid, "activitypub: there is no lane %q", scope.Lane)
}

// Finger asks the server at base who an account is.
func Finger(base, account string) crawler.Request {
	address := strings.TrimSuffix(base, "/") + "/.well-known/webfinger?" + url.Values{"resource": {"acct:" + account}}.Encode()
	return crawler.Request{URL: address, Header: map[string]string{"Accept": "application/jrd+json, application/json"}, Step: StepFinger}
}

func object(address string, vars map[string]string) crawler.Request {
	return crawler.Request{URL: address, Header: map[string]string{"Accept": accept}, Step: StepObject, Vars: vars}
}

// Parse reads an answer.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	return Parse(Name, resp)
}

// Parse reads an answer as the posts of a platform, so that an adapter of
// another name may continue with what Finger asked for.
func Parse(name string, resp crawler.Response) (crawler.Page, error) {
	page, err := parse(name, resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("activitypub: %s: %w", resp.URL, err)
	}
	return page, nil
}

func parse(name string, resp crawler.Response) (crawler.Page, error) {
	if err := resp.ExpectJSON(); err != nil {
		return crawler.Page{}, err
	}
	doc, err := platform.JSON(bytes.ToValidUTF8(resp.Body, []byte("\uFFFD")))
	if err != nil {
		return crawler.Page{}, err
	}
	here, err := url.Parse(resp.URL)
	if err != nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "%q is no address: %w", resp.URL, err)
	}
	if !doc.IsObject() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no object")
	}
	if said := doc.Get("error"); said.Exists() && !doc.Get("type").Exists() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the server answers with an error: %.100s", said.String())
	}
	if resp.Request.Step == StepFinger {
		return finger(doc, here)
	}
	r := reader{platform: name, here: here, vars: resp.Request.Vars}
	if asks := resp.Request.Asks; asks != nil {
		return r.single(doc, *asks)
	}
	page, err := r.document(doc)
	page.Unread = doc.Unread()
	return page, err
}

// finger finds the actor behind an account.
func finger(doc lenient.Node, here *url.URL) (crawler.Page, error) {
	for _, link := range doc.Get("links").Objects() {
		kind := link.Get("type").String()
		if link.Get("rel").String() == "self" && (strings.Contains(kind, "activity+json") || strings.Contains(kind, "activitystreams")) {
			if address := markup.Resolve(here, link.Get("href").String()); address != "" {
				return crawler.Page{Next: []crawler.Request{object(address, nil)}}, nil
			}
		}
	}
	return crawler.Page{}, social.Errorf(social.CodeBroken, "the server knows the account and does not say where it is")
}
