package bluesky

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

const (
	// jetstream is the public server that sends all of Bluesky.
	jetstream = "wss://jetstream2.us-east.bsky.network"
	// quiet is longer than any time in which nobody on Bluesky wrote anything.
	quiet = time.Minute
	// maxFollowed is the most accounts a stream can be filtered by.
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

// closedState tells whether nobody is shown the posts of an account in that state
// (com.atproto.sync.subscribeRepos#account). One that is throttled or out of step has
// troubles of its server's.
func closedState(status string) bool {
	switch status {
	case "deleted", "takendown", "suspended", "deactivated":
		return true
	default:
		return false
	}
}

// Owned is what the identifiers of an account's posts begin with.
func (Adapter) Owned(did string) string {
	if !strings.HasPrefix(did, "did:") || strings.HasSuffix(did, ":") || !validActor(did) {
		return ""
	}
	return "at://" + did + "/"
}

// ParseEvent reads a message of Jetstream.
func (Adapter) ParseEvent(data []byte) (crawler.Event, error) {
	root, err := lenient.Parse(data, "")
	if err != nil {
		return crawler.Event{}, err
	}
	var did, kind string
	var micros int64
	var commit, account lenient.Node
	root.ForEach(func(key, value lenient.Node) bool {
		switch key.Str {
		case "did":
			did = value.Str
		case "time_us":
			micros = value.Int()
		case "kind":
			kind = value.Str
		case "commit":
			commit = value
		case "account":
			account = value
		}
		return true
	})
	switch {
	case micros <= 0:
		return crawler.Event{}, errors.New("it has no time_us")
	case !strings.HasPrefix(did, "did:") || !validActor(did):
		return crawler.Event{}, errors.New("it has no did")
	case kind == "":
		return crawler.Event{}, errors.New("it has no kind")
	}
	ev := crawler.Event{At: time.UnixMicro(micros).UTC(), Author: did}
	switch kind {
	case "identity":
		ev.Changed = true
	case "account":
		status := account.Get("status").Str
		ev.Changed = true
		ev.Closed = account.Get("active").Exists() && !account.Get("active").Bool() && closedState(status)
	case "commit":
		ev.Post, err = committed(commit, did, ev.At)
		ev.Unread = root.Unread()
	}
	return ev, err
}

// committed reads a change of a post; nil for a change of something else.
func committed(commit lenient.Node, did string, at time.Time) (*social.Post, error) {
	var operation, collection, rkey string
	var raw lenient.Node
	commit.ForEach(func(key, value lenient.Node) bool {
		switch key.Str {
		case "operation":
			operation = value.Str
		case "collection":
			collection = value.Str
		case "rkey":
			rkey = value.Str
		case "record":
			raw = value
		}
		return true
	})
	switch {
	case collection == "":
		return nil, errors.New("a commit to nothing")
	case collection != postCollection:
		return nil, nil
	case !validKey(rkey):
		return nil, errors.New("a post without a key")
	}
	p := &social.Post{Platform: Name, ID: uri{did, postCollection, rkey}.String()}
	switch operation {
	case "delete":
		p.Deleted = true
		return p, nil
	case "update":
		p.EditedAt = at
	case "create":
	default:
		return nil, errors.New("an operation that is none of create, update and delete")
	}
	r, err := readRecord(raw)
	if err != nil {
		return nil, err
	}
	r.fill(p, at)
	p.Text = markup.Shown(p.Text, r.embed.words()...)
	p.Images = r.embed.uploaded(did)
	p.Recordings = r.embed.recordings(did)
	p.Links = add(p.Links, r.embed.links()...)
	p.Author = social.Author{Handle: did, URL: profileURL(did)}
	p.URL = postURL(did, rkey)
	return p, nil
}

// AskProfiles asks for the handles and privacy labels of accounts.
func (Adapter) AskProfiles(src social.Source, dids []string) crawler.Request {
	return get(src, "profiles", "app.bsky.actor.getProfiles", url.Values{"actors": dids})
}

// Profiles reads the accounts; closed ones are missing.
func (Adapter) Profiles(resp crawler.Response) (map[string]crawler.Profile, error) {
	if err := refusal(resp); err != nil {
		return nil, err
	}
	var answer struct {
		Profiles *[]profileView `json:"profiles"`
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return nil, fmt.Errorf("bluesky: %s: %w", resp.URL, err)
	}
	if root.Decode(&answer); answer.Profiles == nil {
		return nil, social.Errorf(social.CodeBroken, "bluesky: %s: no list of accounts", resp.URL)
	}
	found := map[string]crawler.Profile{}
	for _, p := range *answer.Profiles {
		if validActor(p.DID) {
			found[p.DID] = crawler.Profile{Author: p.author(), Withheld: p.withheld()}
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
