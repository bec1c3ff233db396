package sources

import (
	"strings"
	"testing"

	"earshot/internal/app/config"
	"earshot/internal/social"
)

// TestUnknownCredentialsAreFaults: a credential that is misspelt is named, with the one that may be
// meant, and not left out without a word; those of every platform are known by their names.
func TestUnknownCredentialsAreFaults(t *testing.T) {
	adapters, err := LoadAdapters("")
	if err != nil {
		t.Fatal(err)
	}
	for credential, want := range map[string]string{
		"mastodon, tags: [a], base_url: 'https://a.example', credentials: {access_token: x}": `credentials.access_token: there is no credential "access_token": choose among token (of a mastodon source)`,
		"bluesky, queries: [a], credentials: {identifer: x, password: y}":                    `credentials.identifer: there is no credential "identifer": did you mean "identifier"? (of a bluesky source)`,
		"feed, urls: ['https://a.example/f'], credentials: {token: x}":                       "credentials.token: a feed source takes no credentials",
		"naver, queries: [a], credentials: {client_id: x, client_secret: y}":                 "",
		"weibo, queries: [a], credentials: {cookie: x}":                                      "",
		"mastodon, tags: [a], base_url: 'https://a.example', credentials: {token: x}":        "",
	} {
		cfg, err := config.Parse("test.yaml", []byte("sources:\n  - {name: a, platform: "+credential+"}\n"), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = New(cfg, nil, adapters)
		if want == "" && err != nil || want != "" && (social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", credential, err, want)
		}
	}
	for _, a := range adapters {
		if info := a.Info(); info.Credentials != "none" && info.Keys == nil {
			t.Errorf("%s does not say by which names a source has its credentials", info.Platform)
		}
	}
}
