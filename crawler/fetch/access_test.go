package fetch_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// asking is an adapter that says only what its addresses are.
type asking struct {
	crawler.Adapter
	asks crawler.Asks
}

func (a asking) Info() crawler.Info { return crawler.Info{Platform: "test", Asks: a.asks} }

// TestRobotsDecidesOfPages and not of interfaces, unless it is to be strict; an answer
// that turns out to be a page, and another site that one leads to, are pages.
func TestRobotsDecidesOfPages(t *testing.T) {
	other := runtest.NewServer(t)
	other.Mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /") })
	other.Mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{}") })
	srv := runtest.NewServer(t)
	srv.Mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed\nCrawl-delay: 7")
	})
	answer := func(kind string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, "{}")
		}
	}
	srv.Mux.HandleFunc("/open", answer("application/json"))
	srv.Mux.HandleFunc("/closed/json", answer("application/json"))
	srv.Mux.HandleFunc("/closed/page", answer("text/html; charset=utf-8"))
	srv.Mux.HandleFunc("/closed/away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, http.StatusFound) })
	down := runtest.NewServer(t)
	down.Mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	down.Mux.HandleFunc("/", answer("application/json"))

	page, open := crawler.Asks{}, crawler.Asks{Open: crawler.AccessInterface}
	signed := crawler.Asks{Signed: crawler.AccessCredentials}
	token := map[string]string{"token": "s3cret"}
	for _, tt := range []struct {
		name        string
		asks        crawler.Asks
		credentials map[string]string
		address     string
		strict      bool
		forbidden   bool
		unheeded    bool
	}{
		{"a page", page, nil, srv.URL + "/open", false, false, false},
		{"a closed page", page, nil, srv.URL + "/closed/json", false, true, false},
		{"a closed page, with credentials that open none", page, token, srv.URL + "/closed/json", false, true, false},
		{"an interface", open, nil, srv.URL + "/open", false, false, false},
		{"a closed interface", open, nil, srv.URL + "/closed/json", false, false, true},
		{"a closed interface, strictly", open, nil, srv.URL + "/closed/json", true, true, false},
		{"with credentials", signed, token, srv.URL + "/closed/json", false, false, true},
		{"with credentials, strictly", signed, token, srv.URL + "/closed/json", true, true, false},
		{"without the credentials", signed, nil, srv.URL + "/closed/json", false, true, false},
		{"an interface that answers with a page", open, nil, srv.URL + "/closed/page", false, true, false},
		{"an interface that leads to another site", open, nil, srv.URL + "/closed/away", false, true, false},
		{"a page whose robots.txt is not to be had", page, nil, down.URL + "/x", false, true, false},
		{"an interface whose robots.txt is not to be had", open, nil, down.URL + "/x", false, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			clk := clocktest.New(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))
			f := runtest.Fetcher(clk, func(o *fetch.Options) { o.StrictRobots = tt.strict })
			req := crawler.Request{URL: tt.address, Sign: map[string]string{"Authorization": "Bearer {token}"}}
			resp, err := f.Ask(t.Context(), asking{asks: tt.asks}, social.Source{Name: "s", Credentials: tt.credentials}, req)
			if got := social.CodeOf(err) == social.CodeDisallowed; got != tt.forbidden || err != nil && !got {
				t.Fatalf("forbidden %v, want %v: %v", got, tt.forbidden, err)
			}
			if (resp.Unheeded != nil) != tt.unheeded {
				t.Errorf("robots.txt is not heeded: %v", resp.Unheeded)
			}
			if err != nil || !strings.HasPrefix(tt.address, srv.URL) {
				return
			}
			began := clk.Now()
			if _, err := f.Ask(t.Context(), asking{asks: tt.asks}, social.Source{Name: "s", Credentials: tt.credentials}, req); err != nil {
				t.Error(err)
			}
			if waited := clk.Now().Sub(began); waited < 7*time.Second {
				t.Errorf("the pause that robots.txt asks for was %s", waited)
			}
		})
	}
}

// TestClosedSitesWantCredentials whatever an adapter says of their feeds.
func TestClosedSitesWantCredentials(t *testing.T) {
	feeds := crawler.Info{Asks: crawler.Asks{Open: crawler.AccessInterface, Signed: crawler.AccessCredentials}}
	for address, want := range map[string]crawler.Access{
		"https://www.reddit.com/r/coffee/new/.rss": crawler.AccessPage,
		"https://reddit.com./r/coffee.rss":         crawler.AccessPage,
		"https://OLD.Reddit.com/r/coffee.rss":      crawler.AccessPage,
		"https://notreddit.com/feed":               crawler.AccessInterface,
	} {
		if got := crawler.AccessOf(feeds, crawler.Request{URL: address}, false); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
	if got := crawler.AccessOf(feeds, crawler.Request{URL: "https://oauth.reddit.com/r/coffee/new"}, true); got != crawler.AccessCredentials {
		t.Errorf("with credentials it is %s", got)
	}
}
