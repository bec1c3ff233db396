package sources_test

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/robots"
	"earshot/internal/app/sources"
	"earshot/internal/social"
)

// TestWhatIsAskedOfWhom holds the first request of sources against robots.txt files like
// those that platforms serve, in testdata/robots: what is asked, and who decides.
func TestWhatIsAskedOfWhom(t *testing.T) {
	adapters, err := sources.LoadAdapters(filepath.Join(t.TempDir(), "earshot.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]crawler.Adapter{}
	for _, a := range adapters {
		named[a.Info().Platform] = a
	}
	token := map[string]string{"token": "t"}
	for _, tt := range []struct {
		src    social.Source
		access crawler.Access
		// allowed is what robots.txt says, asked what is done by default.
		allowed, asked bool
	}{
		{social.Source{Platform: "reddit", Tags: []string{"coffee"}}, crawler.AccessPage, false, false},
		{social.Source{Platform: "reddit", Tags: []string{"coffee"}, Credentials: token}, crawler.AccessCredentials, false, true},
		{social.Source{Platform: "feed", URLs: []string{"https://www.reddit.com/r/coffee/.rss"}}, crawler.AccessPage, false, false},
		{social.Source{Platform: "x", Queries: []string{"coffee"}, Credentials: token}, crawler.AccessCredentials, false, true},
		{social.Source{Platform: "youtube", Accounts: []string{"UCaaaaaaaaaaaaaaaaaaaaaa"}}, crawler.AccessInterface, false, true},
		{social.Source{Platform: "youtube", Accounts: []string{"UCaaaaaaaaaaaaaaaaaaaaaa"}, Credentials: token}, crawler.AccessCredentials, false, true},
		{social.Source{Platform: "appstore", Tags: []string{"123456789"}}, crawler.AccessInterface, false, true},
		{social.Source{Platform: "bilibili", Queries: []string{"咖啡"}}, crawler.AccessPage, false, false},
		{social.Source{Platform: "4chan", Tags: []string{"ck"}, Params: map[string]string{"unsafe_content": "yes"}}, crawler.AccessInterface, false, true},
		{social.Source{Platform: "tieba", Tags: []string{"咖啡"}}, crawler.AccessPage, false, false},
		{social.Source{Platform: "telegram", Accounts: []string{"northwind"}}, crawler.AccessPage, true, true},
		{social.Source{Platform: "mastodon", BaseURL: "https://gotosocial.example", Tags: []string{"coffee"}}, crawler.AccessInterface, false, true},
		{social.Source{Platform: "mastodon", BaseURL: "https://mastodon.example", Tags: []string{"coffee"}}, crawler.AccessInterface, true, true},
		{social.Source{Platform: "discourse", BaseURL: "https://forum.example", Queries: []string{"coffee"}}, crawler.AccessInterface, false, true},
		{social.Source{Platform: "wordpress", BaseURL: "https://site.example"}, crawler.AccessInterface, false, true},
		{social.Source{Platform: "feed", URLs: []string{"https://site.example/feed/"}}, crawler.AccessInterface, false, true},
		{social.Source{Platform: "web", URLs: []string{"https://site.example/private/a"}}, crawler.AccessPage, false, false},
		{social.Source{Platform: "web", URLs: []string{"https://site.example/a"}}, crawler.AccessPage, true, true},
	} {
		adapter := named[tt.src.Platform]
		tt.src.Name = tt.src.Platform
		if err := adapter.Check(tt.src); err != nil {
			t.Errorf("%s: %v", tt.src.Platform, err)
			continue
		}
		req, err := crawler.Start(adapter, crawler.Scope{Source: tt.src, Lane: adapter.Lanes(tt.src)[0]})
		if err != nil {
			t.Errorf("%s: %v", tt.src.Platform, err)
			continue
		}
		info := adapter.Info()
		access := crawler.AccessOf(info, req, len(req.Sign) > 0 && len(tt.src.Credentials) > 0)
		says := heard(t, req.URL)
		asked := says == nil || access != crawler.AccessPage
		t.Logf("%-10s %-11s robots.txt allows: %-5v asked: %-5v %s", tt.src.Platform, access, says == nil, asked, req.URL)
		if access != tt.access || (says == nil) != tt.allowed || asked != tt.asked {
			t.Errorf("%s is %s, want %s; robots.txt says %v", req.URL, access, tt.access, says)
		}
		if access != crawler.AccessPage && info.Asks.Terms == "" {
			t.Errorf("%s names no terms", tt.src.Platform)
		}
	}
}

// heard is what the robots.txt of the address in testdata says of it.
func heard(t *testing.T, address string) error {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join("testdata", "robots", at.Host+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	cache := robots.New("Earshot", nil, clocktest.New(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)))
	_, err = cache.Check(t.Context(), at, func(context.Context, string) (robots.Answer, error) {
		return robots.Answer{Status: 200, Body: body}, nil
	})
	return err
}

// TestEveryPlatformSaysWhatItAsks with the terms' address wherever it asks more than pages.
func TestEveryPlatformSaysWhatItAsks(t *testing.T) {
	adapters, err := sources.LoadAdapters(filepath.Join(t.TempDir(), "earshot.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range adapters {
		asks := a.Info().Asks
		if free := asks.Open == crawler.AccessInterface || asks.Signed == crawler.AccessCredentials; free != (asks.Terms != "") {
			t.Errorf("%s asks for %s, by the terms %q", a.Info().Platform, asks, asks.Terms)
		}
	}
}
