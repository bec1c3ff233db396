package shown

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMasked(t *testing.T) {
	for in, want := range map[string]string{
		"reach nats://user:s3cret@host:4222: refused":                   "reach nats://user:***@host:4222: refused",
		"nats://s3crettoken@host:4222":                                  "nats://***@host:4222",
		`parse "clickhouse://u:s3/cr@et@host:9000/x": invalid port`:     `parse "clickhouse://u:***@host:9000/x": invalid port`,
		"https://mastodon.example:443/@northwind":                       "https://mastodon.example:443/@northwind",
		"https://mastodon.example/@northwind":                           "https://mastodon.example/@northwind",
		"GET https://a.example/feed?user=me&access_token=s3cret&page=2": "GET https://a.example/feed?user=me&access_token=***&page=2",
		"https://a.example/v3?key=AIzaS3cret":                           "https://a.example/v3?key=***",
		"Authorization: Basic czNjcmV0":                                 "Authorization: ***",
		"said bearer abcdef123456":                                      "said bearer ***",
		`{"api_key":"s3cret","q":"x"}`:                                  `{"api_key":"***","q":"x"}`,
		"    access_token: s3cret":                                      "    access_token: ***",
		"llm.api_key=s3cret rest":                                       "llm.api_key=*** rest",
		"nothing to hide: 3 of 4 posts, 10:30 o'clock, me@example.org":  "nothing to hide: 3 of 4 posts, 10:30 o'clock, me@example.org",
		"nats://a:one@h1,nats://b:two@h2":                               "nats://a:***@h2",
	} {
		if got := Masked(in); got != want {
			t.Errorf("Masked(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mred\x07": `a\u001b[31mred\u0007`, "\u009b2J": `\u009b2J`, "abc\u202edcba\u2066": `abc\u202edcba\u2066`,
		"tab\tline\n": "tab\tline\n", "über 你好 👩\u200d👧": "über 你好 👩\u200d👧", "over\rwritten": `over\u000dwritten`, "\x9b\xff": "\ufffd\ufffd", "\u2028": `\u2028`,
	} {
		if got := Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzWriter: nothing that is written makes a terminal obey or shows a known
// secret, however it is cut, and JSON says the same as before.
func FuzzWriter(f *testing.F) {
	f.Add("a\x1b[2J \u202e s3cret-value\r\n", 3)
	f.Add("\xe4\xbd", 1)
	f.Add("\rprogress\x9b", 0)
	f.Fuzz(func(t *testing.T, text string, cut int) {
		var out bytes.Buffer
		var secrets Secrets
		secrets.Add("s3cret-value")
		w := NewWriter(&out, &secrets, true)
		at := max(0, min(cut, len(text)))
		for _, part := range []string{text[:at], text[at:]} {
			if n, err := w.Write([]byte(part)); err != nil || n != len(part) {
				t.Fatal(n, err)
			}
		}
		got := out.String()
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		for _, sign := range progress {
			got = strings.ReplaceAll(got, sign, "")
		}
		if strings.ContainsFunc(got, obeyed) {
			t.Errorf("%q makes a terminal obey", got)
		}
		if (at == 0 || at == len(text)) && strings.Contains(got, "s3cret-value") {
			t.Errorf("%q shows a secret", got)
		}
		if !utf8.ValidString(text) {
			return
		}
		encoded, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal([]byte(Printable(string(encoded))), &back); err != nil || back != text {
			t.Errorf("JSON says %q, not %q: %v", back, text, err)
		}
	})
}

// FuzzURL: no password of an address that can be read is shown.
func FuzzURL(f *testing.F) {
	f.Add("https", "user", "pass word", "a.example")
	f.Add("nats", "", "p@ss:/w?rd", "h:4222")
	f.Add("a b", "%", "\x1b[31m", "[::1")
	f.Fuzz(func(t *testing.T, scheme, user, password, host string) {
		const secret = "S3CRET"
		u := url.URL{Scheme: "https", User: url.UserPassword(user, secret+password), Host: "a.example"}
		if got := URL("see " + u.String() + " now"); strings.Contains(got, secret) && !strings.Contains(u.User.Username(), secret) {
			t.Errorf("URL(%q) = %q", u.String(), got)
		}
	})
}
