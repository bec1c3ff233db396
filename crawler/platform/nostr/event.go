package nostr

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"github.com/btcsuite/btcd/btcec/v2/schnorr"

	"earshot/crawler/lenient"
)

// event is an event as relays send it (NIP-01).
type event struct {
	id, key   string
	at        int64
	kind      int64
	tags      [][]string
	content   string
	signature string
}

// readEvent reads an event and checks that its author signed it: relays are anybody's, and
// what they send may be made up.
func readEvent(n lenient.Node) (event, error) {
	e := event{
		id: n.Get("id").String(), key: n.Get("pubkey").String(), at: n.Get("created_at").Int(), kind: n.Get("kind").Int(),
		content: n.Get("content").Result.String(), signature: n.Get("sig").String(),
	}
	for _, t := range n.Get("tags").Array() {
		var tag []string
		for _, part := range t.Array() {
			tag = append(tag, part.Result.String())
		}
		e.tags = append(e.tags, tag)
	}
	if !isKey(e.id) || !isKey(e.key) {
		return e, errors.New("it has no id or no author")
	}
	sum := sha256.Sum256(e.serialized())
	if hex.EncodeToString(sum[:]) != e.id {
		return e, errors.New("its id is not that of what it holds")
	}
	return e, e.verify(sum[:])
}

// verify checks the signature of the id (BIP 340).
func (e event) verify(id []byte) error {
	raw, err := hex.DecodeString(e.key)
	if err != nil {
		return errors.New("its author is no key")
	}
	key, err := schnorr.ParsePubKey(raw)
	if err != nil {
		return errors.New("its author is no key")
	}
	if raw, err = hex.DecodeString(e.signature); err != nil {
		return errors.New("its signature is none")
	}
	signature, err := schnorr.ParseSignature(raw)
	if err != nil {
		return errors.New("its signature is none")
	}
	if !signature.Verify(id, key) {
		return errors.New("its author has not signed it")
	}
	return nil
}

// serialized is what the id is the digest of (NIP-01).
func (e event) serialized() []byte {
	b := append([]byte(`[0,"`), e.key...)
	b = append(b, `",`...)
	b = strconv.AppendInt(b, e.at, 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, e.kind, 10)
	b = append(b, ",["...)
	for i, tag := range e.tags {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, part := range tag {
			if j > 0 {
				b = append(b, ',')
			}
			b = quoted(b, part)
		}
		b = append(b, ']')
	}
	b = append(b, "],"...)
	return append(quoted(b, e.content), ']')
}

// quoted writes a text as the id wants it: with these escapes and no others.
func quoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		switch s[i] {
		case '\n':
			b = append(b, `\n`...)
		case '"':
			b = append(b, `\"`...)
		case '\\':
			b = append(b, `\\`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		case '\b':
			b = append(b, `\b`...)
		case '\f':
			b = append(b, `\f`...)
		default:
			b = append(b, s[i])
		}
	}
	return append(b, '"')
}

// tag is the first value of a tag; "" for none.
func (e event) tag(name string) string {
	for _, t := range e.tags {
		if len(t) > 1 && t[0] == name {
			return t[1]
		}
	}
	return ""
}

// values are the first values of all tags of a name.
func (e event) values(name string) []string {
	var list []string
	for _, t := range e.tags {
		if len(t) > 1 && t[0] == name && strings.TrimSpace(t[1]) != "" {
			list = append(list, t[1])
		}
	}
	return list
}
