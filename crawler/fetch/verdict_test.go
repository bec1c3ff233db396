package fetch_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestGateComesBeforeTheStatus(t *testing.T) {
	srv, clk := runtest.NewServer(t), clocktest.New(runtest.Noon)
	page := func(status int, field, value, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set(field, value)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	srv.Mux.HandleFunc("/challenge-503", page(503, "Server", "cloudflare", "<title>Just a moment...</title>"))
	srv.Mux.HandleFunc("/mitigated", page(403, "Cf-Mitigated", "challenge", "-"))
	srv.Mux.HandleFunc("/wall-429", page(429, "Server", "snooserv", "<!doctype html>whoa there, pardner!"))
	srv.Mux.HandleFunc("/login-404", page(404, "Server", "x", "<html><input type=password>"))
	for path, want := range map[string]social.Code{
		"/challenge-503": social.CodeCaptcha, "/mitigated": social.CodeCaptcha, "/wall-429": social.CodeBlocked, "/login-404": social.CodeLogin,
	} {
		before := len(srv.Paths())
		_, err := runtest.Fetcher(clk).Fetch(t.Context(), crawler.Request{URL: srv.URL + path}, crawler.Info{})
		if social.CodeOf(err) != want || !strings.Contains(err.Error(), srv.URL+path+" answered ") {
			t.Errorf("%s: %q of %v, want %q", path, social.CodeOf(err), err, want)
		}
		if n := len(srv.Paths()) - before; n != 2 {
			t.Errorf("%s: %d requests, want robots.txt and one: asking again does not help", path, n)
		}
	}
}

// frank is a platform that names its refusals in the body.
type frank struct{ runtest.Paged }

func (frank) Refusal(resp crawler.Response) error {
	body := string(resp.Body)
	switch {
	case strings.Contains(body, "rate_limit"):
		return crawler.ComeBack(40*time.Second, "the server asks to come back later")
	case strings.Contains(body, "members only"):
		return social.Errorf(social.CodeLogin, "the server wants an account")
	case strings.Contains(body, "panic"):
		panic("unexpected shape")
	}
	return nil
}

func TestRefuserIsAskedBeforeTheStatus(t *testing.T) {
	srv, clk := runtest.NewServer(t), clocktest.New(runtest.Noon)
	answer := func(path string, status int, body string) {
		srv.Mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			io.WriteString(w, body)
		})
	}
	answer("/members", 400, `{"error":"members only"}`)
	answer("/panic", 403, `{"error":"panic"}`)
	answer("/other", 410, `{"error":"gone"}`)
	var asked []time.Time
	srv.Mux.HandleFunc("/limited", func(w http.ResponseWriter, r *http.Request) {
		if asked = append(asked, clk.Now()); len(asked) == 1 {
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, `{"error":"rate_limit_error"}`)
		}
	})
	fetcher := runtest.Fetcher(clk)
	for path, want := range map[string]social.Code{"/members": social.CodeLogin, "/panic": social.CodeBlocked, "/other": social.CodeNotFound} {
		_, err := fetcher.Ask(t.Context(), frank{}, social.Source{}, crawler.Request{URL: srv.URL + path})
		if social.CodeOf(err) != want || !strings.Contains(err.Error(), srv.URL+path+" answered 4") {
			t.Errorf("%s: %q of %v, want %q", path, social.CodeOf(err), err, want)
		}
	}
	if _, err := fetcher.Ask(t.Context(), frank{}, social.Source{}, crawler.Request{URL: srv.URL + "/limited"}); err != nil {
		t.Errorf("after the rest: %v", err)
	}
	if len(asked) != 2 || asked[1].Sub(asked[0]) < 40*time.Second {
		t.Errorf("asked at %v, want twice and 40 s apart", asked)
	}
}
