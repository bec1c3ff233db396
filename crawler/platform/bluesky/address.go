package bluesky

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// postCollection is where posts are kept in an account's repository.
const postCollection = "app.bsky.feed.post"

// web is the site where people read Bluesky.
const web = "https://bsky.app"

// uri is an at:// address of a record
// (https://atproto.com/specs/at-uri-scheme).
type uri struct{ authority, collection, rkey string }

func (u uri) String() string { return "at://" + u.authority + "/" + u.collection + "/" + u.rkey }

// parseURI reads the address of a record in a collection.
func parseURI(raw, collection string) (uri, error) {
	rest, ok := strings.CutPrefix(raw, "at://")
	parts := strings.Split(rest, "/")
	if !ok || len(parts) != 3 {
		return uri{}, fmt.Errorf("%.200q is no address such as at://did:plc:abc/%s/xyz", raw, collection)
	}
	u := uri{parts[0], parts[1], parts[2]}
	switch {
	case !validActor(u.authority):
		return uri{}, fmt.Errorf("%.200q: %.100q is neither a DID nor a handle", raw, u.authority)
	case u.collection != collection:
		return uri{}, fmt.Errorf("%.200q is in %.100q, not in %s", raw, u.collection, collection)
	case !validKey(u.rkey):
		return uri{}, fmt.Errorf("%.200q: %.100q is no key of a record", raw, u.rkey)
	}
	return u, nil
}

// postURI reads the address of a post in either form,
// https://bsky.app/profile/ana.bsky.social/post/xyz or at://.
func postURI(raw string) (string, error) {
	raw = strings.TrimSpace(raw)
	if strings.HasPrefix(raw, "at://") {
		u, err := parseURI(raw, postCollection)
		return u.String(), err
	}
	address, err := url.Parse(raw)
	if err != nil {
		return "", err
	}
	parts := strings.Split(strings.Trim(address.Path, "/"), "/")
	if (address.Scheme != "https" && address.Scheme != "http") || len(parts) != 4 || parts[0] != "profile" || parts[2] != "post" {
		return "", errors.New("the address of a post looks like " + web + "/profile/ana.bsky.social/post/3abc")
	}
	u, err := parseURI("at://"+actor(parts[1])+"/"+postCollection+"/"+parts[3], postCollection)
	return u.String(), err
}

// validActor tells whether name has the form of a DID or a handle.
func validActor(name string) bool {
	if method, ok := strings.CutPrefix(name, "did:"); ok {
		return len(name) <= 2048 && strings.Contains(method, ":") && only(method, ".-_:%")
	}
	return len(name) <= 253 && strings.Contains(name, ".") && only(name, ".-")
}

// validKey tells whether key has the form of a record key
// (https://atproto.com/specs/record-key).
func validKey(key string) bool {
	return key != "" && len(key) <= 512 && key != "." && key != ".." && only(key, ".-_:~")
}

// only tells whether s consists of ASCII letters, digits and the given
// characters.
func only(s, signs string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(signs, c) >= 0) {
			return false
		}
	}
	return s != ""
}

// profileURL is the page of an account, postURL that of a post. Both work with a
// handle as well as with a DID.
func profileURL(actor string) string { return web + "/profile/" + actor }

func postURL(actor, rkey string) string { return profileURL(actor) + "/post/" + rkey }
