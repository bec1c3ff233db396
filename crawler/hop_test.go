package crawler

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

func TestPublic(t *testing.T) {
	for _, tt := range []struct {
		addr string
		want bool
	}{
		{"93.184.216.34", true}, {"2606:2800:220:1::1", true}, {"::ffff:93.184.216.34", true},
		{"127.0.0.1", false}, {"127.9.9.9", false}, {"::1", false}, {"0.0.0.0", false}, {"0.1.2.3", false}, {"::", false},
		{"10.1.2.3", false}, {"172.16.0.1", false}, {"172.32.0.1", true}, {"192.168.1.1", false},
		{"169.254.169.254", false}, {"fe80::1", false}, {"fe80::1%eth0", false}, {"fc00::1", false}, {"fec0::1", false},
		{"100.64.0.1", false}, {"100.128.0.1", true}, {"224.0.0.1", false}, {"ff02::1", false},
		{"255.255.255.255", false}, {"240.0.0.1", false}, {"198.18.0.1", false}, {"192.0.0.8", false},
		{"::ffff:127.0.0.1", false}, {"::ffff:10.0.0.1", false}, {"64:ff9b::7f00:1", false},
		{"2002:7f00:1::", false}, {"::ffff:0:127.0.0.1", false},
	} {
		if got := public(netip.MustParseAddr(tt.addr)); got != tt.want {
			t.Errorf("public(%s) = %v, want %v", tt.addr, got, tt.want)
		}
	}
}

func TestGuard(t *testing.T) {
	srv := newHostile(t)
	port := srv.URL[strings.LastIndex(srv.URL, ":"):]
	fetcher := local(clocktest.New(noon), func(o *FetcherOptions) { o.AllowPrivate = false })
	for _, address := range []string{
		srv.URL + "/x", "http://localhost" + port + "/x", "http://[::ffff:127.0.0.1]" + port + "/x",
		"http://[::1]" + port + "/x", "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0" + port + "/",
	} {
		var count atomic.Int64
		_, err := fetcher.fetch(t.Context(), Request{URL: address}, errand{limit: 1000, requests: &count})
		if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), "crawler.allow_private_networks") {
			t.Errorf("%s: code %q of %v", address, social.CodeOf(err), err)
		}
		if n := count.Load(); n != 0 {
			t.Errorf("%s: %d requests counted that were never sent", address, n)
		}
	}
	for _, address := range []string{
		"http://2130706433" + port + "/", "http://0x7f.1" + port + "/", "http://0177.0.0.1" + port + "/",
		"http://127.1" + port + "/", "ftp://a.example/", "file:///etc/passwd", "http:///x", "://", "javascript:alert(1)",
	} {
		if _, err := fetcher.Fetch(t.Context(), Request{URL: address}, Info{}); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%s: code %q of %v", address, social.CodeOf(err), err)
		}
	}
	if got := srv.paths(); len(got) != 0 {
		t.Errorf("the guard let through %v", got)
	}
}

func TestRedirects(t *testing.T) {
	srv, other := newHostile(t), newHostile(t)
	to := func(status int, location string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(status)
		}
	}
	echo := func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Method, r.Header.Get("Authorization"), r.Header.Get("X-Key"), r.Header.Get("Accept"))
	}
	srv.mux.HandleFunc("/end", echo)
	other.mux.HandleFunc("/end", echo)
	other.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed")
	})
	srv.mux.HandleFunc("/same", to(302, "/end"))
	srv.mux.HandleFunc("/other", to(301, other.URL+"/end#x"))
	srv.mux.HandleFunc("/closed", to(307, other.URL+"/closed/x"))
	srv.mux.HandleFunc("/see", to(303, "end"))
	srv.mux.HandleFunc("/keep", to(308, "/end"))
	srv.mux.HandleFunc("/loop", to(302, "/loop"))
	srv.mux.HandleFunc("/file", to(302, "file:///etc/passwd"))
	srv.mux.HandleFunc("/bad", to(302, "http://%zz/"))
	srv.mux.HandleFunc("/ten/{n}", func(w http.ResponseWriter, r *http.Request) {
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
			resp, err := local(clocktest.New(noon)).Fetch(t.Context(), Request{
				Method: tt.method, URL: srv.URL + tt.path,
				Header: map[string]string{"Authorization": "secret", "X-Key": "key", "Accept": "json"},
			}, Info{})
			if social.CodeOf(err) != tt.code {
				t.Fatalf("code %q of %v, want %q", social.CodeOf(err), err, tt.code)
			}
			if string(resp.Body) != tt.want || resp.URL != tt.end {
				t.Errorf("%q from %s, want %q from %s", resp.Body, resp.URL, tt.want, tt.end)
			}
		})
	}
}

func TestNormalAddresses(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"HTTP://A.Example:80", "http://a.example/"},
		{"https://a.example:443/x?y#z", "https://a.example/x?y"},
		{"https://a.example:8443/", "https://a.example:8443/"},
		{"https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"},
		{"http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"},
		{"http://my_host.example/", "http://my_host.example/"},
	} {
		got, err := parseAddress(tt.in)
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestUserAgent(t *testing.T) {
	for _, tt := range []struct{ version, contact, want string }{
		{"1.2", "", "Earshot/1.2 (social listening)"},
		{"1.2", "mailto:a@b.example", "Earshot/1.2 (+mailto:a@b.example)"},
		{"", "https://b.example/bot)\r\nX: y", "Earshot/dev (+https://b.example/botX: y)"},
	} {
		if got := userAgent(tt.version, tt.contact); got != tt.want {
			t.Errorf("userAgent(%q, %q) = %q, want %q", tt.version, tt.contact, got, tt.want)
		}
	}
}

func TestExpectJSON(t *testing.T) {
	page := func(kind, body string) Response {
		return Response{URL: "https://a.example/api", Header: http.Header{"Content-Type": {kind}}, Body: []byte(body)}
	}
	for _, tt := range []struct {
		name string
		resp Response
		want social.Code
	}{
		{"json", page("application/json", `{"a":1}`), ""},
		{"json under a wrong header", page("text/html", `[]`), ""},
		{"login page", page("text/html; charset=utf-8", `<form><input TYPE="password"></form>`), social.CodeLogin},
		{"captcha without a header", page("", ` <!DOCTYPE html><div class="g-recaptcha">`), social.CodeCaptcha},
		{"some page", page("text/html", `<h1>Maintenance</h1>`), social.CodeBroken},
		{"nothing", page("application/json", ``), social.CodeBroken},
		{"half", page("application/json", `{"a":`), social.CodeBroken},
		{"text", page("text/plain", `no`), social.CodeBroken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.resp.ExpectJSON(); social.CodeOf(err) != tt.want {
				t.Errorf("code %q of %v, want %q", social.CodeOf(err), err, tt.want)
			}
		})
	}
}

func FuzzRedirect(f *testing.F) {
	f.Add("https://a.example/x", "/y")
	f.Add("http://[::1]:80/", "//b.example\\@c.example/")
	f.Add("http://a.example/", "file:///etc/passwd")
	f.Fuzz(func(t *testing.T, from, location string) {
		at, err := firstHop(Request{URL: from, Header: map[string]string{"X-Key": "secret"}}, "agent")
		if err != nil {
			return
		}
		next, ok, err := at.redirect(http.StatusFound, http.Header{"Location": {location}})
		if !ok || err != nil {
			return
		}
		if next.url.Scheme != "http" && next.url.Scheme != "https" {
			t.Errorf("%q leads to %s", location, next.url)
		}
		if next.url.Host != at.url.Host && next.header.Get("X-Key") != "" {
			t.Errorf("%q takes a secret to %s", location, next.url)
		}
	})
}
