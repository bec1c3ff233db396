package fetch_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestAccessFollowsWhatIsAsked and not what was meant: a site by another spelling, an
// answer that is a page under another type, and an address to which a signed request
// leads without its credentials.
func TestAccessFollowsWhatIsAsked(t *testing.T) {
	srv := runtest.NewServer(t) // a proxy to all hosts of the test
	srv.Mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /") })
	srv.Mux.HandleFunc("/json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, "{}")
	})
	srv.Mux.HandleFunc("/as/{kind}", func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Content-Type"] = map[string][]string{
			"malformed": {"text/html; charset"}, "twice": {"text/html; charset=utf-8; charset=utf-8"},
			"plain": {"text/plain"}, "json": {"application/json"}, "none": nil,
		}[r.PathValue("kind")]
		fmt.Fprint(w, "\n<!-- x -->\n<!DOCTYPE html><html><body>a page</body></html>")
	})
	srv.Mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel/></rss>`)
	})
	srv.Mux.HandleFunc("/sibling", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://www.a.example/json", http.StatusFound)
	})
	srv.Mux.HandleFunc("/here", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/json", http.StatusFound) })
	proxy, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}

	open := crawler.Asks{Open: crawler.AccessInterface}
	signed := crawler.Asks{Signed: crawler.AccessCredentials}
	both := crawler.Asks{Open: crawler.AccessInterface, Signed: crawler.AccessCredentials}
	for _, tt := range []struct {
		name, address string
		asks          crawler.Asks
		forbidden     bool
	}{
		{"an interface", "http://api.a.example/json", open, false},
		{"a closed site in wide letters", "http://ｗｗｗ.ｒｅｄｄｉｔ.com/json", open, true},
		{"a closed site with another dot", "http://www.reddit。com/json", open, true},
		{"the short name of a closed site", "http://redd.it/json", open, true},
		{"a page of a malformed type", "http://api.a.example/as/malformed", open, true},
		{"a page whose type has a parameter twice", "http://api.a.example/as/twice", open, true},
		{"a page as plain text", "http://api.a.example/as/plain", open, true},
		{"a page as JSON", "http://api.a.example/as/json", open, true},
		{"a page without a type", "http://api.a.example/as/none", open, true},
		{"a feed that is said to be a page", "http://api.a.example/feed", open, false},
		{"with credentials", "http://api.a.example/json", signed, false},
		{"with credentials, elsewhere on the host", "http://api.a.example/here", signed, false},
		{"with credentials that do not come along", "http://api.a.example/sibling", signed, true},
		{"with credentials that are not needed there", "http://api.a.example/sibling", both, false},
		{"a closed site with credentials", "http://oauth.reddit.com/json", both, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := runtest.Fetcher(clocktest.New(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)), func(o *fetch.Options) { o.Proxy = proxy })
			req := crawler.Request{URL: tt.address, Sign: map[string]string{"Authorization": "Bearer {token}"}}
			src := social.Source{Name: "s"}
			if tt.asks.Signed != "" {
				src.Credentials = map[string]string{"token": "s3cret"}
			}
			_, err := f.Ask(t.Context(), asking{asks: tt.asks}, src, req)
			if got := social.CodeOf(err) == social.CodeDisallowed; got != tt.forbidden || err != nil && !got {
				t.Errorf("forbidden %v, want %v: %v", got, tt.forbidden, err)
			}
		})
	}
}
