package crawler

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

func TestGates(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		code       social.Code
		says       string
	}{
		{"Cloudflare", `<title>Just a moment...</title><script>window._cf_chl_opt={}</script>`, social.CodeCaptcha, "Cloudflare"},
		{"Turnstile", `<script src="https://challenges.cloudflare.com/turnstile/v0/api.js">`, social.CodeCaptcha, "Cloudflare"},
		{"Cloudflare 1020", `<title>Attention Required! | Cloudflare</title>`, social.CodeBlocked, "Cloudflare's refusal"},
		{"hCaptcha", `<script src="https://js.hcaptcha.com/1/api.js"></script>`, social.CodeCaptcha, "hCaptcha"},
		{"reCAPTCHA", `<div class="g-recaptcha" data-sitekey="x"></div>`, social.CodeCaptcha, "reCAPTCHA"},
		{"DataDome", `<script src="https://ct.captcha-delivery.com/c.js"></script>`, social.CodeCaptcha, "DataDome"},
		{"PerimeterX", `<div id="px-captcha"></div>`, social.CodeCaptcha, "PerimeterX"},
		{"Baidu", `<title>百度安全验证</title>`, social.CodeCaptcha, "Baidu"},
		{"Reddit", `<h1>whoa there, pardner!</h1>`, social.CodeBlocked, "Reddit"},
		{"Imperva", `<iframe src="/_Incapsula_Resource?x">Request unsuccessful.</iframe>`, social.CodeCaptcha, "Imperva"},
		{"Anubis", `<script src="/.within.website/x/cmd/anubis/static/js/main.mjs">`, social.CodeCaptcha, "Anubis"},
		{"consent", `<form action="https://consent.youtube.com/save">`, social.CodeBlocked, "consent page"},
		{"password", `<form><input name=p TYPE='password'></form>`, social.CodeLogin, "a login page"},
		{"a login's title", `<title>Log in - Forum</title><div id=app></div>`, social.CodeLogin, "a login page"},
		{"a login's title in Chinese", `<title>登录 - 论坛</title>`, social.CodeLogin, "a login page"},
		{"another captcha", `<form class="my-captcha">`, social.CodeCaptcha, "a captcha"},
		{"maintenance", `<title>Back soon</title><a href="/login">Log in</a>`, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := "<!DOCTYPE html><html>" + tt.body + "</html>"
			resp := Response{URL: "https://a.example/x", Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(page)}
			err := resp.Gate()
			if social.CodeOf(err) != tt.code || err != nil && (!strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "https://a.example/x")) {
				t.Errorf("%q of %v, want %q with %q", social.CodeOf(err), err, tt.code, tt.says)
			}
			resp.Header.Set("Content-Type", "application/json")
			resp.Body = []byte(fmt.Sprintf("%q", page))
			if err := resp.Gate(); err != nil {
				t.Errorf("a post that quotes the page is taken for it: %v", err)
			}
		})
	}
}

func TestGateComesBeforeTheStatus(t *testing.T) {
	srv, clk := newHostile(t), clocktest.New(noon)
	page := func(status int, field, value, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set(field, value)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	srv.mux.HandleFunc("/challenge-503", page(503, "Server", "cloudflare", "<title>Just a moment...</title>"))
	srv.mux.HandleFunc("/mitigated", page(403, "Cf-Mitigated", "challenge", "-"))
	srv.mux.HandleFunc("/wall-429", page(429, "Server", "snooserv", "<!doctype html>whoa there, pardner!"))
	srv.mux.HandleFunc("/login-404", page(404, "Server", "x", "<html><input type=password>"))
	for path, want := range map[string]social.Code{
		"/challenge-503": social.CodeCaptcha, "/mitigated": social.CodeCaptcha, "/wall-429": social.CodeBlocked, "/login-404": social.CodeLogin,
	} {
		before := len(srv.paths())
		_, err := local(clk).Fetch(t.Context(), Request{URL: srv.URL + path}, Info{})
		if social.CodeOf(err) != want || !strings.Contains(err.Error(), srv.URL+path+" answered ") {
			t.Errorf("%s: %q of %v, want %q", path, social.CodeOf(err), err, want)
		}
		if n := len(srv.paths()) - before; n != 2 {
			t.Errorf("%s: %d requests, want robots.txt and one: asking again does not help", path, n)
		}
	}
}

func TestRedirectToAGateIsNotFollowed(t *testing.T) {
	srv := newHostile(t)
	for path, to := range map[string]string{
		"/timeline":      "/users/sign_in?return=/timeline",
		"/feed":          "http://accounts.a.example/ServiceLogin?continue=x",
		"/thread":        "https://wappass.baidu.com/static/captcha/tuxing.html?backurl=x",
		"/video":         "https://consent.youtube.com/m?continue=x",
		"/search":        "/sorry/index?continue=x",
		"/login/archive": "/login/archive/",
		"/short":         "/2026/the-challenge/sorry/",
	} {
		srv.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	}
	srv.mux.HandleFunc("/login/archive/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "of a forum about logins") })
	srv.mux.HandleFunc("/2026/the-challenge/sorry/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "a story") })
	for path, want := range map[string]social.Code{
		"/short": "", "/timeline": social.CodeLogin, "/feed": social.CodeLogin, "/thread": social.CodeCaptcha, "/video": social.CodeBlocked,
		"/search": social.CodeCaptcha, "/login/archive": "",
	} {
		_, err := local(clocktest.New(noon)).Fetch(t.Context(), Request{URL: srv.URL + path}, Info{})
		if social.CodeOf(err) != want || err != nil && !strings.Contains(err.Error(), srv.URL+path+" redirects to ") {
			t.Errorf("%s: %q of %v, want %q", path, social.CodeOf(err), err, want)
		}
	}
	for _, path := range srv.paths() {
		if strings.HasPrefix(path, "/users/sign_in") || strings.HasPrefix(path, "/sorry") {
			t.Errorf("%s was asked for", path)
		}
	}
}

// frank is a paged platform that says more than its status does.
type frank struct{ paged }

func (frank) Refusal(resp Response) error {
	body := string(resp.Body)
	switch {
	case strings.Contains(body, "rate_limit"):
		return ComeBack(40*time.Second, "the server asks to come back later")
	case strings.Contains(body, "members only"):
		return social.Errorf(social.CodeLogin, "the server wants an account")
	case strings.Contains(body, "panic"):
		panic("unexpected shape")
	}
	return nil
}

func TestRefuserIsAskedBeforeTheStatus(t *testing.T) {
	srv, clk := newHostile(t), clocktest.New(noon)
	answer := func(path string, status int, body string) {
		srv.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			io.WriteString(w, body)
		})
	}
	answer("/members", 400, `{"error":"members only"}`)
	answer("/panic", 403, `{"error":"panic"}`)
	answer("/other", 410, `{"error":"gone"}`)
	var asked []time.Time
	srv.mux.HandleFunc("/limited", func(w http.ResponseWriter, r *http.Request) {
		if asked = append(asked, clk.Now()); len(asked) == 1 {
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, `{"error":"rate_limit_error"}`)
		}
	})
	fetcher := local(clk)
	for path, want := range map[string]social.Code{"/members": social.CodeLogin, "/panic": social.CodeBlocked, "/other": social.CodeNotFound} {
		_, err := fetcher.fetch(t.Context(), Request{URL: srv.URL + path}, errand{limit: 1000, refuser: frank{}})
		if social.CodeOf(err) != want || !strings.Contains(err.Error(), srv.URL+path+" answered 4") {
			t.Errorf("%s: %q of %v, want %q", path, social.CodeOf(err), err, want)
		}
	}
	if _, err := fetcher.fetch(t.Context(), Request{URL: srv.URL + "/limited"}, errand{limit: 1000, refuser: frank{}}); err != nil {
		t.Errorf("after the rest: %v", err)
	}
	if len(asked) != 2 || asked[1].Sub(asked[0]) < 40*time.Second {
		t.Errorf("asked at %v, want twice and 40 s apart", asked)
	}
}

func TestEmptyWhereThereAlwaysWerePosts(t *testing.T) {
	srv := newHostile(t)
	full := wirePage{Posts: []wirePost{ago("1", time.Hour)}}
	srv.serve("/steady", full, full, full, wirePage{}, wirePage{}, full, wirePage{})
	srv.serve("/quiet", full, wirePage{}, full, full, wirePage{})
	b := newRig(t, town(srv, "steady"), social.Source{Name: "village", Platform: "paged", BaseURL: srv.URL, Tags: []string{"quiet"}})
	for i, want := range []social.SourceState{
		social.SourceOK, social.SourceOK, social.SourceOK, social.SourceEmpty, social.SourceEmpty, social.SourceOK, social.SourceEmpty,
	} {
		run := b.crawl("town")
		if run.State != want || want == social.SourceEmpty && !strings.Contains(run.Fault, "the answers hold no posts at all, where each of the last ") {
			t.Errorf("run %d is %s (%s), want %s", i+1, run.State, run.Fault, want)
		}
	}
	for i := range 5 {
		if run := b.crawl("village"); run.State != social.SourceOK {
			t.Errorf("run %d of a lane that is empty at times is %s: %s", i+1, run.State, run.Fault)
		}
	}
}

func TestUnchangedIsNotEmpty(t *testing.T) {
	srv := newHostile(t)
	times := 0
	srv.mux.HandleFunc("/tea", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if times++; times > 3 {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, `{"posts":[{"id":"1","at":%q}]}`, noon.Add(-time.Hour).Format(time.RFC3339))
	})
	b := newRig(t, town(srv, "tea"))
	b.adapter.conditional = true
	for i := range 6 {
		if run := b.crawl("town"); run.State != social.SourceOK {
			t.Errorf("run %d is %s: %s", i+1, run.State, run.Fault)
		}
	}
}
