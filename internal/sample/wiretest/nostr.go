package wiretest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"
	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"earshot/internal/social"
)

// nostrEvent signs an event as its author.
func nostrEvent(author string, at int64, kind int, tags [][]string, content string) object {
	secret := sha256.Sum256([]byte("author " + author))
	private, _ := btcec.PrivKeyFromBytes(secret[:])
	key := hex.EncodeToString(schnorr.SerializePubKey(private.PubKey()))
	var form bytes.Buffer
	enc := json.NewEncoder(&form)
	enc.SetEscapeHTML(false)
	// Encoding lists of texts and numbers into memory does not fail.
	_ = enc.Encode([]any{0, key, at, kind, tags, content})
	id := sha256.Sum256(bytes.TrimSpace(form.Bytes()))
	signature, err := schnorr.Sign(private, id[:])
	if err != nil {
		panic("wiretest: an event cannot be signed: " + err.Error())
	}
	return object{"id": hex.EncodeToString(id[:]), "pubkey": key, "created_at": at, "kind": kind, "tags": tags, "content": content, "sig": hex.EncodeToString(signature.Serialize())}
}

// nostr is a relay, which gives 60 events at most
// (https://github.com/nostr-protocol/nips/blob/master/01.md).
func nostr() format {
	const most = 60
	note := func(i item, base string) object {
		tags, content := [][]string{{"t", "coffee"}}, i.text
		if i.alt != "" {
			content += "\n" + i.picture(base)
			tags = append(tags, []string{"imeta", "url " + i.picture(base), "m image/png", "alt " + i.alt, fmt.Sprintf("dim %dx%d", pictureSide, pictureSide)})
		}
		return nostrEvent(i.author, i.created.Unix(), 1, tags, content)
	}
	return format{
		platform: "nostr",
		source: func(base string) social.Source {
			return social.Source{BaseURL: strings.Replace(base, "http", "ws", 1), Tags: []string{"Coffee"}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			var events []object
			for _, i := range s.items {
				events = append(events, note(i, s.base))
			}
			for _, author := range strings.Fields("ana bo cy dee eli fay gus hal ida jo") {
				events = append(events, nostrEvent(author, 1, 0, [][]string{}, fmt.Sprintf(`{"name":%q}`, author)))
			}
			mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
				conn, err := websocket.Accept(w, r, nil)
				if err != nil {
					return
				}
				// A client that went away is its own affair.
				defer func() { _ = conn.CloseNow() }()
				_ = serveNostr(r.Context(), conn, events, most)
			})
		},
		post: func(i item, base string) social.Post {
			e := note(i, base)
			key := e["pubkey"].(string)
			return social.Post{
				ID: key + ":" + e["id"].(string), URL: "https://njump.me/" + bech32("note", e["id"].(string)), Text: e["content"].(string),
				Author: social.Author{Handle: bech32("npub", key), Name: i.author}, Images: i.images(base, i.alt, pictureSide),
			}
		},
	}
}

// nostrFilter is what of a filter the relay knows.
type nostrFilter struct {
	IDs     []string `json:"ids"`
	Authors []string `json:"authors"`
	Kinds   []int    `json:"kinds"`
	Tags    []string `json:"#t"`
	Since   int64    `json:"since"`
	Until   int64    `json:"until"`
	Limit   int      `json:"limit"`
}

func (f nostrFilter) wants(e object) bool {
	at := e["created_at"].(int64)
	in := func(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }
	tagged := len(f.Tags) == 0 || slices.ContainsFunc(e["tags"].([][]string), func(t []string) bool { return t[0] == "t" && slices.Contains(f.Tags, t[1]) })
	return in(f.IDs, e["id"].(string)) && in(f.Authors, e["pubkey"].(string)) && slices.Contains(append(f.Kinds, map[bool]int{true: e["kind"].(int), false: -1}[len(f.Kinds) == 0]), e["kind"].(int)) &&
		tagged && at >= f.Since && (f.Until == 0 || at <= f.Until)
}

// serveNostr answers one subscription.
func serveNostr(ctx context.Context, conn *websocket.Conn, events []object, most int) error {
	var message []json.RawMessage
	if err := wsjson.Read(ctx, conn, &message); err != nil || len(message) < 3 {
		return err
	}
	for _, raw := range message[2:] {
		var f nostrFilter
		if err := json.Unmarshal(raw, &f); err != nil {
			return err
		}
		limit := most
		if f.Limit > 0 {
			limit = min(limit, f.Limit)
		}
		if len(f.IDs)+len(f.Authors) > 0 {
			limit = max(limit, len(f.IDs)+len(f.Authors))
		}
		for _, e := range events {
			if limit > 0 && f.wants(e) {
				limit--
				if err := wsjson.Write(ctx, conn, []any{"EVENT", json.RawMessage(message[1]), e}); err != nil {
					return err
				}
			}
		}
	}
	if err := wsjson.Write(ctx, conn, []any{"EOSE", json.RawMessage(message[1])}); err != nil {
		return err
	}
	_, _, err := conn.Read(ctx)
	return err
}

// bech32 writes bytes as people share them (NIP-19, BIP 173).
func bech32(prefix, digits string) string {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	data, _ := hex.DecodeString(digits)
	var values []int
	for bit := 0; bit < len(data)*8; bit += 5 {
		v := 0
		for k := bit; k < bit+5; k++ {
			v <<= 1
			if k < len(data)*8 {
				v |= int(data[k/8]>>(7-k%8)) & 1
			}
		}
		values = append(values, v)
	}
	var all []int
	for _, c := range prefix {
		all = append(all, int(c)>>5)
	}
	all = append(all, 0)
	for _, c := range prefix {
		all = append(all, int(c)&31)
	}
	all = append(append(all, values...), 0, 0, 0, 0, 0, 0)
	sum := 1
	for _, v := range all {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ v
		for i, g := range []int{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			sum ^= g * (top >> i & 1)
		}
	}
	sum ^= 1
	for i := range 6 {
		values = append(values, sum>>(5*(5-i))&31)
	}
	var b strings.Builder
	b.WriteString(prefix + "1")
	for _, v := range values {
		b.WriteByte(alphabet[v])
	}
	return b.String()
}
