package bluesky

import (
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

const (
	// jetstream is the public server that sends all of Bluesky.
	jetstream = "wss://jetstream2.us-east.bsky.network"
	// quiet is longer than nobody on Bluesky ever wrote anything.
	quiet = time.Minute
	// maxFollowed is the most accounts a stream can be narrowed to.
	maxFollowed = 10_000
)

// Streams tells whether src is a stream.
func (Adapter) Streams(src social.Source) bool {
	_, yes := src.Params["stream"]
	return yes
}

// checkStream reports what is wrong with a source that is a stream.
func checkStream(src social.Source) []error {
	var errs []error
	for _, part := range []struct {
		key    string
		filled bool
	}{
		{"queries", len(src.Queries) > 0}, {"tags", len(src.Tags) > 0}, {"urls", len(src.URLs) > 0}, {"params.feed", src.Params["feed"] != ""},
	} {
		if part.filled {
			errs = append(errs, platform.Fault(src, part.key, "a stream is heard whole, and what matches a brand is kept; leave this out"))
		}
	}
	if v := src.Params["stream"]; v != "yes" {
		if u, err := url.Parse(v); err != nil || u.Scheme != "wss" && u.Scheme != "ws" || u.Host == "" || u.User != nil {
			errs = append(errs, platform.Fault(src, "params.stream", `%q is neither "yes" nor an address such as %s`, v, jetstream))
		}
	}
	if len(src.Accounts) > maxFollowed {
		errs = append(errs, platform.Fault(src, "accounts", "a stream follows at most %d accounts", maxFollowed))
	}
	for i, account := range src.Accounts {
		if !strings.HasPrefix(actor(account), "did:") || !validActor(actor(account)) {
			errs = append(errs, platform.Fault(src, "accounts["+strconv.Itoa(i)+"]", "%q: a stream follows accounts by their DID, such as did:plc:abc", account))
		}
	}
	return errs
}

// Stream says how to listen to posts from a moment on. Besides those, Jetstream
// sends changes of accounts and handles.
func (Adapter) Stream(src social.Source, from time.Time) (crawler.Stream, error) {
	stream := crawler.Stream{Address: src.Params["stream"]}
	if stream.Address == "yes" {
		stream.Address = jetstream
		if len(src.Accounts) == 0 {
			stream.Quiet = quiet
		}
	}
	q := url.Values{
		"wantedCollections":   {postCollection},
		"cursor":              {strconv.FormatInt(from.UnixMicro(), 10)},
		"maxMessageSizeBytes": {strconv.Itoa(crawler.MaxMessage)},
	}
	for _, account := range src.Accounts {
		q.Add("wantedDids", actor(account))
	}
	stream.Address = strings.TrimSuffix(strings.TrimSuffix(stream.Address, "/"), "/subscribe") + "/subscribe?" + q.Encode()
	return stream, nil
}

// message is what Jetstream sends.
type message struct {
	DID    string `json:"did"`
	TimeUS int64  `json:"time_us"`
	Kind   string `json:"kind"`
	Commit *struct {
		Operation  string          `json:"operation"`
		Collection string          `json:"collection"`
		RKey       string          `json:"rkey"`
		Record     json.RawMessage `json:"record"`
	} `json:"commit"`
	Account *struct {
		Active bool   `json:"active"`
		Status string `json:"status"`
	} `json:"account"`
}

// Hear reads a message of Jetstream.
func (Adapter) Hear(data []byte) (crawler.Event, error) {
	var m message
	if err := json.Unmarshal(data, &m); err != nil {
		return crawler.Event{}, err
	}
	if m.TimeUS <= 0 {
		return crawler.Event{}, errors.New("it has no time_us")
	}
	if !strings.HasPrefix(m.DID, "did:") || !validActor(m.DID) {
		return crawler.Event{}, errors.New("it has no did")
	}
	ev := crawler.Event{At: time.UnixMicro(m.TimeUS).UTC(), Author: m.DID}
	switch m.Kind {
	case "identity":
		ev.Changed = true
		return ev, nil
	case "account":
		ev.Changed = true
		ev.Closed = m.Account != nil && !m.Account.Active && (m.Account.Status == "deleted" || m.Account.Status == "takendown")
		return ev, nil
	case "commit":
		return ev, m.post(&ev)
	case "":
		return crawler.Event{}, errors.New("it has no kind")
	default:
		return ev, nil
	}
}

// post reads what was done to a post.
func (m *message) post(ev *crawler.Event) error {
	c := m.Commit
	switch {
	case c == nil:
		return errors.New("a commit without a commit")
	case c.Collection != postCollection:
		return nil
	case !validKey(c.RKey):
		return errors.New("a post without a key")
	}
	p := &social.Post{Platform: Name, ID: uri{m.DID, postCollection, c.RKey}.String()}
	switch c.Operation {
	case "delete":
		p.Deleted = true
	case "create", "update":
		var r record
		if err := json.Unmarshal(c.Record, &r); err != nil {
			return err
		}
		if err := r.fill(p, ev.At); err != nil {
			return err
		}
		p.Images = r.Embed.value.uploaded(m.DID)
		p.Links = add(p.Links, r.Embed.value.links()...)
		p.Author = social.Author{Handle: m.DID, URL: profileURL(m.DID)}
		p.URL = postURL(m.DID, c.RKey)
		if c.Operation == "update" {
			p.EditedAt = ev.At
		}
	default:
		return errors.New("an operation that is none of create, update and delete")
	}
	ev.Post = p
	return nil
}

// AskProfiles asks for the handles and the wishes of accounts.
func (Adapter) AskProfiles(src social.Source, dids []string) crawler.Request {
	return get(src, "profiles", "app.bsky.actor.getProfiles", url.Values{"actors": dids})
}

// Profiles reads the accounts. Those that are closed are missing.
func (Adapter) Profiles(resp crawler.Response) (map[string]crawler.Profile, error) {
	if err := refusal(resp); err != nil {
		return nil, err
	}
	var answer struct {
		Profiles *[]lenient[profileView] `json:"profiles"`
	}
	if err := json.Unmarshal(resp.Body, &answer); err != nil || answer.Profiles == nil {
		return nil, social.Errorf(social.CodeBroken, "bluesky: %s: no list of accounts: %v", resp.URL, err)
	}
	found := map[string]crawler.Profile{}
	for _, p := range *answer.Profiles {
		if validActor(p.value.DID) {
			found[p.value.DID] = crawler.Profile{Author: p.value.author(), Withheld: p.value.withheld()}
		}
	}
	return found, nil
}

// Attribute gives a post of the stream its author's handle and name.
func (Adapter) Attribute(post *social.Post, author social.Author) {
	if at, err := parseURI(post.ID, postCollection); err == nil {
		post.Author, post.URL = author, postURL(author.Handle, at.rkey)
	}
}
