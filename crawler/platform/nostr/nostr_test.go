package nostr_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/nostr"
	"earshot/internal/social"
)

var fixtures = flag.Bool("fixtures", false, "write the recorded answers anew")

// signed makes an event of one of two authors.
func signed(t testing.TB, author byte, at int64, kind int, tags [][]string, content string) map[string]any {
	t.Helper()
	secret := sha256.Sum256([]byte{author})
	private, _ := btcec.PrivKeyFromBytes(secret[:])
	key := hex.EncodeToString(schnorr.SerializePubKey(private.PubKey()))
	var form bytes.Buffer
	enc := json.NewEncoder(&form)
	enc.SetEscapeHTML(false)
	if err := enc.Encode([]any{0, key, at, kind, tags, content}); err != nil {
		t.Fatal(err)
	}
	id := sha256.Sum256(bytes.TrimSpace(form.Bytes()))
	signature, err := schnorr.Sign(private, id[:])
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{"id": hex.EncodeToString(id[:]), "pubkey": key, "created_at": at, "kind": kind, "tags": tags, "content": content, "sig": hex.EncodeToString(signature.Serialize())}
}

// messages are what a relay sends of these events.
func messages(events ...map[string]any) []any {
	var all []any
	for _, e := range events {
		all = append(all, []any{"EVENT", "earshot", e})
	}
	return append(all, []any{"EOSE", "earshot"})
}

const day = 1795089600

func story(t testing.TB) (note, reply, article, picture, forged, deletion map[string]any) {
	note = signed(t, 1, day, 1, [][]string{{"t", "coffee"}, {"imeta", "url https://cdn.example/k.jpg", "m image/jpeg", "alt a wet table", "dim 640x480"}}, "The \"northwind\" kettle\tdrips & drips\nhttps://cdn.example/k.jpg https://shop.example/kettle.")
	key := note["pubkey"].(string)
	reply = signed(t, 2, day+60, 1, [][]string{{"e", note["id"].(string), "wss://r.example", "root", key}, {"p", key}, {"l", "de", "ISO-639-1"}}, "Meiner auch 😅")
	article = signed(t, 2, day+120, 30023, [][]string{{"d", "kettles"}, {"title", "Kettles, weighed"}, {"published_at", "1795000000"}}, "# Kettles\n\nThe **northwind** is [here](https://shop.example/n).\n\n![a scale](https://cdn.example/s.png)")
	picture = signed(t, 1, day+180, 20, [][]string{{"title", "Morning"}, {"imeta", "url https://cdn.example/m", "m image/webp"}}, "north")
	forged = signed(t, 1, day+240, 1, nil, "I said this")
	forged["content"] = "I never said this"
	deletion = signed(t, 1, day+300, 5, [][]string{{"e", note["id"].(string)}, {"e", reply["id"].(string)}}, "")
	return note, reply, article, picture, forged, deletion
}

func TestFixtures(t *testing.T) {
	if !*fixtures {
		return
	}
	note, reply, article, picture, forged, deletion := story(t)
	profile := signed(t, 1, day-900, 0, nil, `{"name":"ana","display_name":"Ana B."}`)
	for name, body := range map[string]any{
		"list": messages(note, reply, article, picture, forged), "notes": messages(article, picture, reply, note, profile), "none": messages(), "account": messages(deletion, note),
		"refused": []any{[]any{"NOTICE", "hello"}, []any{"CLOSED", "earshot", "auth-required: members only"}}, "cut": messages(note)[:1],
	} {
		raw, err := json.MarshalIndent(body, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/"+name+".body.json", append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestConformance(t *testing.T) { crawlertest.Run(t, nostr.New(), "testdata") }

func good() social.Source {
	return social.Source{Name: "s", Platform: nostr.Name, BaseURL: "wss://relay.example", Tags: []string{"#Coffee"}, Accounts: []string{"npub180cvv07tjdrrgpa0j7j7tmnyl2yr6yr7l8j4s3evf6u64th6gkwsyjh6w6"}}
}

func TestCheck(t *testing.T) {
	for want, change := range map[string]func(*social.Source){
		"":            func(*social.Source) {},
		"base_url":    func(s *social.Source) { s.BaseURL = "" },
		"http":        func(s *social.Source) { s.BaseURL = "relay.example" },
		"mistyped":    func(s *social.Source) { s.Accounts[0] = strings.Replace(s.Accounts[0], "180", "18q", 1) },
		"accounts[0]": func(s *social.Source) { s.Accounts[0] = "ana" },
		"tags[0]":     func(s *social.Source) { s.Tags[0] = "#" },
		"urls":        func(s *social.Source) { s.URLs = []string{"https://a.example"} },
	} {
		src := good()
		change(&src)
		err := nostr.New().Check(src)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("Check: %v, want %q", err, want)
		}
	}
	// The pair of NIP-19.
	if lanes := nostr.New().Lanes(good()); lanes[1] != "account:3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d" {
		t.Errorf("lanes: %v", lanes)
	}
}

// TestDeletions: a post is gone where its author says so, and nobody else.
func TestDeletions(t *testing.T) {
	note, reply, _, _, _, deletion := story(t)
	id := func(e map[string]any) string { return e["pubkey"].(string) + ":" + e["id"].(string) }
	for _, tt := range []struct {
		what  string
		asked map[string]any
		sent  []any
		gone  bool
		fault social.Code
		posts int
	}{
		{"deleted by its author", note, messages(deletion), true, "", 1},
		{"still shown although deleted", note, messages(note, deletion), true, "", 1},
		{"another's word of it", reply, messages(reply, deletion), false, "", 1},
		{"dropped by the relay", reply, messages(), false, social.CodeBroken, 0},
		{"dropped, with another's word of it", reply, messages(deletion), false, social.CodeBroken, 0},
		{"there", reply, messages(reply), false, "", 1},
	} {
		scope := crawler.Scope{Source: good(), Lane: "tag:coffee"}
		ref := crawler.Reference{ID: id(tt.asked)}
		req, ok := nostr.New().Revisit(scope, ref)
		if !ok {
			t.Fatal("no request")
		}
		req.Asks = &ref
		body, err := json.Marshal(tt.sent)
		if err != nil {
			t.Fatal(err)
		}
		page, err := nostr.New().Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: body})
		if social.CodeOf(err) != tt.fault && !(err == nil && tt.fault == "") || len(page.Posts) != tt.posts || tt.posts > 0 && page.Posts[0].Deleted != tt.gone {
			t.Errorf("%s: %+v, %v", tt.what, page.Posts, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	note, reply, article, _, _, deletion := story(f)
	for _, seed := range [][]any{messages(note, reply, article, deletion), {[]any{"CLOSED", "x", "error: y"}}, {"text", []any{}, []any{"EVENT"}, []any{"EOSE"}}} {
		raw, err := json.Marshal(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	scope := crawler.Scope{Source: good(), Lane: "tag:coffee"}
	req, err := nostr.New().Start(scope)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, step := range []string{"list", "notes"} {
			req.Step = step
			page, err := nostr.New().Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: body})
			for _, p := range page.Posts {
				if err != nil || p.ID == "" {
					t.Errorf("%+v, %v", p, err)
				}
			}
		}
	})
}
