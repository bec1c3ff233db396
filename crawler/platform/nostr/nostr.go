// Package nostr reads notes, articles and comments on Nostr from relays: servers that are
// asked over a WebSocket for events by filters (NIP-01,
// https://github.com/nostr-protocol/nips/blob/master/01.md). Each page is a subscription
// that ends with what the relay has stored. Events are believed when their authors signed
// them.
package nostr

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "nostr"

const (
	// site shows events to people who have no client.
	site = "https://njump.me/"
	// pageSize is the most events of a page; relays give fewer if they like.
	pageSize = 100
)

// The kinds of events that are read.
const (
	kindProfile  = 0
	kindNote     = 1
	kindDeletion = 5
	kindPicture  = 20
	kindComment  = 1111
	kindArticle  = 30023
)

var posts = []int{kindNote, kindPicture, kindComment, kindArticle}

// The steps of a lane: the events of a page, then these again with their authors' names.
const (
	stepList  = "list"
	stepNotes = "notes"
)

// Adapter reads Nostr. It has no state.
type Adapter struct{}

var (
	_ crawler.Adapter  = Adapter{}
	_ crawler.Revisits = Adapter{}
)

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes Nostr.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform: Name, Title: "Nostr",
		Reads:       "notes, articles and comments of a relay (base_url): with a hashtag (tags), of people (accounts), found by words where the relay searches (queries), or all",
		Credentials: "none", Images: true,
		Search: query.Capabilities{Words: true, Tags: true, Accounts: true, Timeline: true, Time: true},
		Delay:  time.Second,
		Asks:   crawler.Asks{Open: crawler.AccessInterface, Terms: "https://github.com/nostr-protocol/nips/blob/master/01.md"},
		Terms:  "Each relay has rules of its own, and shows what it was sent: read several. What authors delete is erased when their account or the post is read again.",
	}
}

// Check reports what is wrong with a source: it needs the address of a relay.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "queries", "tags", "accounts"), platform.UnknownParams(src)...)
	if src.BaseURL == "" {
		errs = append(errs, platform.Fault(src, "base_url", "a nostr source needs the address of a relay, such as wss://relay.example"))
	} else if err := platform.WebAddress(src, "base_url", overHTTP(src.BaseURL)); err != nil {
		errs = append(errs, err)
	}
	for i, tag := range src.Tags {
		if hashtag(tag) == "" {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("tags[%d]", i), "is empty"))
		}
	}
	for i, q := range src.Queries {
		if strings.TrimSpace(q) == "" {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("queries[%d]", i), "is empty"))
		}
	}
	for i, account := range src.Accounts {
		if _, err := publicKey(account); err != nil {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q: %w", account, err))
		}
	}
	return errors.Join(errs...)
}

// overHTTP is the address that a WebSocket is opened at.
func overHTTP(relay string) string {
	if rest, ok := strings.CutPrefix(relay, "ws"); ok && (strings.HasPrefix(rest, "://") || strings.HasPrefix(rest, "s://")) {
		return "http" + rest
	}
	return relay
}

func hashtag(tag string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(tag), "#"))
}

// Lanes gives each hashtag, account and search a lane; a source with none of them reads
// all that the relay has.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, tag := range src.Tags {
		lanes = append(lanes, "tag:"+hashtag(tag))
	}
	for _, account := range src.Accounts {
		if key, err := publicKey(account); err == nil {
			lanes = append(lanes, "account:"+key)
		}
	}
	for _, q := range src.Queries {
		lanes = append(lanes, "query:"+q)
	}
	if len(lanes) == 0 && src.BaseURL != "" {
		return []string{"relay:all"}
	}
	return platform.Once(lanes)
}

// filter is what a subscription asks for (NIP-01; search: NIP-50).
type filter struct {
	IDs     []string `json:"ids,omitempty"`
	Authors []string `json:"authors,omitempty"`
	Kinds   []int    `json:"kinds,omitempty"`
	Tags    []string `json:"#t,omitempty"`
	Events  []string `json:"#e,omitempty"`
	Places  []string `json:"#a,omitempty"`
	Names   []string `json:"#d,omitempty"`
	Search  string   `json:"search,omitempty"`
	Since   int64    `json:"since,omitempty"`
	Until   int64    `json:"until,omitempty"`
	Limit   int      `json:"limit,omitempty"`
}

// ask makes the request for a subscription.
func ask(src social.Source, step string, vars map[string]string, filters ...filter) (crawler.Request, error) {
	message := []any{"REQ", "earshot"}
	for _, f := range filters {
		message = append(message, f)
	}
	body, err := json.Marshal(message)
	if err != nil {
		return crawler.Request{}, social.Errorf(social.CodeInternal, "nostr: a request: %w", err)
	}
	return crawler.Request{URL: overHTTP(src.BaseURL), Body: body, Ends: []string{`["EOSE"`, `["CLOSED"`}, Step: step, Vars: vars}, nil
}

// Start asks for the newest events of a lane.
func (a Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	until := int64(0)
	if !scope.Until.IsZero() {
		until = scope.Until.Unix()
	}
	return list(scope, until)
}

// list asks for the events of a lane up to a time; 0 is now.
func list(scope crawler.Scope, until int64) (crawler.Request, error) {
	f := filter{Kinds: posts, Until: until, Limit: pageSize}
	if !scope.Since.IsZero() {
		f.Since = scope.Since.Unix()
	}
	kind, value, _ := strings.Cut(scope.Lane, ":")
	switch kind {
	case "tag":
		f.Tags = []string{value}
	case "account":
		f.Authors, f.Kinds = []string{value}, append(posts[:len(posts):len(posts)], kindDeletion)
	case "query":
		f.Search = value
	case "relay":
	default:
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "nostr: there is no lane %q", scope.Lane)
	}
	return ask(scope.Source, stepList, map[string]string{"until": fmt.Sprint(until)}, f)
}

// CanRevisit is nil: a relay shows single events.
func (Adapter) CanRevisit(social.Source) error { return nil }

// Revisit asks for an event and for word of its author that it is deleted.
func (Adapter) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	wanted, deleted, ok := lookup(ref.ID)
	if !ok {
		return crawler.Request{}, false
	}
	req, err := ask(scope.Source, stepNotes, nil, wanted, deleted, filter{Kinds: []int{kindProfile}, Authors: deleted.Authors})
	return req, err == nil
}

// lookup are the filters for an event and for its deletion, by its identity.
func lookup(id string) (wanted, deleted filter, ok bool) {
	kind, rest, _ := strings.Cut(id, ":")
	if kind == fmt.Sprint(kindArticle) {
		author, name, _ := strings.Cut(rest, ":")
		return filter{Kinds: []int{kindArticle}, Authors: []string{author}, Names: []string{name}}, filter{Kinds: []int{kindDeletion}, Authors: []string{author}, Places: []string{id}}, isKey(author)
	}
	return filter{IDs: []string{rest}}, filter{Kinds: []int{kindDeletion}, Authors: []string{kind}, Events: []string{rest}}, isKey(kind) && isKey(rest)
}
