package fetch_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestRedirects(t *testing.T) {
	srv, other := runtest.NewServer(t), runtest.NewServer(t)
	to := func(status int, location string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(status)
		}
	}
	echo := func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Method, r.Header.Get("Authorization"), r.Header.Get("X-Key"), r.Header.Get("Accept"))
	}
	srv.Mux.HandleFunc("/end", echo)
	other.Mux.HandleFunc("/end", echo)
	other.Mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed")
	})
	srv.Mux.HandleFunc("/same", to(302, "/end"))
	srv.Mux.HandleFunc("/other", to(301, other.URL+"/end#x"))
	srv.Mux.HandleFunc("/closed", to(307, other.URL+"/closed/x"))
	srv.Mux.HandleFunc("/see", to(303, "end"))
	srv.Mux.HandleFunc("/keep", to(308, "/end"))
	srv.Mux.HandleFunc("/loop", to(302, "/loop"))
	srv.Mux.HandleFunc("/file", to(302, "file:///etc/passwd"))
	srv.Mux.HandleFunc("/bad", to(302, "http://%zz/"))
	srv.Mux.HandleFunc("/ten/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscan(r.PathValue("n"), &n)
		if n == 0 {
			echo(w, r)
			return
		}
		http.Redirect(w, r, fmt.Sprint("/ten/", n-1), http.StatusFound)
	})
	for _, tt := range []struct {
		name, path, method, end, want string
		code                          social.Code
	}{
		{"same host keeps all", "/same", "GET", srv.URL + "/end", "GETsecretkeyjson", ""},
		{"another host gets no secrets", "/other", "GET", other.URL + "/end", "GETjson", ""},
		{"robots of the new host count", "/closed", "GET", "", "", social.CodeDisallowed},
		{"post becomes get", "/see", "POST", srv.URL + "/end", "GETsecretkeyjson", ""},
		{"post stays post", "/keep", "POST", srv.URL + "/end", "POSTsecretkeyjson", ""},
		{"ten are followed", "/ten/10", "GET", srv.URL + "/ten/0", "GETsecretkeyjson", ""},
		{"eleven are not", "/ten/11", "GET", "", "", social.CodeBroken},
		{"a loop ends", "/loop", "GET", "", "", social.CodeBroken},
		{"not to a file", "/file", "GET", "", "", social.CodeBroken},
		{"not to nonsense", "/bad", "GET", "", "", social.CodeBroken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			resp, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Fetch(t.Context(), crawler.Request{
				Method: tt.method, URL: srv.URL + tt.path,
				Header: map[string]string{"Authorization": "secret", "X-Key": "key", "Accept": "json"},
			}, crawler.Info{})
			if social.CodeOf(err) != tt.code {
				t.Fatalf("code %q of %v, want %q", social.CodeOf(err), err, tt.code)
			}
			if string(resp.Body) != tt.want || resp.URL != tt.end {
				t.Errorf("%q from %s, want %q from %s", resp.Body, resp.URL, tt.want, tt.end)
			}
		})
	}
}

func TestRedirectToAGateIsNotFollowed(t *testing.T) {
	srv := runtest.NewServer(t)
	for path, to := range map[string]string{
		"/timeline":      "/users/sign_in?return=/timeline",
		"/feed":          "http://accounts.a.example/ServiceLogin?continue=x",
		"/thread":        "https://wappass.baidu.com/static/captcha/tuxing.html?backurl=x",
		"/video":         "https://consent.youtube.com/m?continue=x",
		"/search":        "/sorry/index?continue=x",
		"/login/archive": "/login/archive/",
		"/short":         "/2026/the-challenge/sorry/",
	} {
		srv.Mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	}
	srv.Mux.HandleFunc("/login/archive/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "of a forum about logins") })
	srv.Mux.HandleFunc("/2026/the-challenge/sorry/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "a story") })
	for path, want := range map[string]social.Code{
		"/short": "", "/timeline": social.CodeLogin, "/feed": social.CodeLogin, "/thread": social.CodeCaptcha, "/video": social.CodeBlocked,
		"/search": social.CodeCaptcha, "/login/archive": "",
	} {
		_, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Fetch(t.Context(), crawler.Request{URL: srv.URL + path}, crawler.Info{})
		if social.CodeOf(err) != want || err != nil && !strings.Contains(err.Error(), srv.URL+path+" redirects to ") {
			t.Errorf("%s: %q of %v, want %q", path, social.CodeOf(err), err, want)
		}
	}
	for _, path := range srv.Paths() {
		if strings.HasPrefix(path, "/users/sign_in") || strings.HasPrefix(path, "/sorry") {
			t.Errorf("%s was asked for", path)
		}
	}
}
