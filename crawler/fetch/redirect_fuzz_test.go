package fetch

import (
	"net/http"
	"net/netip"
	"testing"

	"earshot/crawler"
)

func FuzzRedirect(f *testing.F) {
	f.Add("https://a.example/x", "/y")
	f.Add("http://[::1]:80/", "//b.example\\@c.example/")
	f.Add("http://a.example/", "file:///etc/passwd")
	f.Fuzz(func(t *testing.T, from, location string) {
		at, err := newTarget(crawler.Request{URL: from, Header: map[string]string{"X-Key": "secret"}}, "agent")
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
