package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"earshot/internal/app/config"
	"earshot/internal/social"
)

func TestReach(t *testing.T) {
	for addr, ok := range map[string]bool{
		"127.0.0.1:8080": true, "127.9.9.9:0": true, "[::1]:80": true, "localhost:80": true, "LOCALHOST.:80": true, "[::ffff:127.0.0.1]:1": true,
		":8080": false, "0.0.0.0:80": false, "[::]:80": false, "192.168.1.2:80": false, "10.0.0.1:80": false, "example.org:80": false,
		"localhost.example.org:80": false, "8080": false, "": false,
	} {
		err := checkReach(addr, config.Dashboard{})
		if (err == nil) != ok {
			t.Errorf("%q: %v", addr, err)
		}
		if err != nil && social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%q: code %v", addr, social.CodeOf(err))
		}
	}
	if err := checkReach(":8080", config.Dashboard{Unprotected: true}); err != nil {
		t.Error(err)
	}
}

// TestHosts: a name that somebody else made point here is not answered.
func TestHosts(t *testing.T) {
	own := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("figures")) })
	names := config.Dashboard{Hosts: []string{"Earshot.Example.org"}}
	for _, c := range []struct {
		listens, host string
		answered      bool
	}{
		{"127.0.0.1:8080", "127.0.0.1:8080", true},
		{"127.0.0.1:8080", "localhost:8080", true},
		{"127.0.0.1:8080", "LOCALHOST", true},
		{"127.0.0.1:8080", "[::1]:8080", true},
		{"127.0.0.1:8080", "earshot.example.org", true},
		{"127.0.0.1:8080", "earshot.example.org.:443", true},
		{"127.0.0.1:8080", "evil.example", false},
		{"127.0.0.1:8080", "evil.example:8080", false},
		{"127.0.0.1:8080", "127.0.0.1.evil.example", false},
		{"127.0.0.1:8080", "localhost.evil.example", false},
		{"127.0.0.1:8080", "a.earshot.example.org", false},
		{"127.0.0.1:8080", "192.168.1.9", false},
		{"127.0.0.1:8080", "", false},
		{"127.0.0.1:8080", "127.0.0.1:8080@evil.example", false},
		{"192.168.1.9:80", "192.168.1.9", true},
		{"0.0.0.0:80", "192.168.1.9", true},
		{":80", "[2a00::1]:80", true},
		{"0.0.0.0:80", "evil.example", false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		newHostGuard(c.listens, names, own).ServeHTTP(w, r)
		if answered := w.Code == http.StatusOK; answered != c.answered {
			t.Errorf("listening on %s, asked for %q: %d", c.listens, c.host, w.Code)
		}
		if !c.answered && (w.Code != http.StatusMisdirectedRequest || strings.Contains(w.Body.String(), "evil") || !strings.Contains(w.Body.String(), "dashboard.hosts")) {
			t.Errorf("asked for %q: %d %q", c.host, w.Code, w.Body)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/healthz", nil)
	r.Host = "10.1.2.3:8080"
	w := httptest.NewRecorder()
	newHostGuard("127.0.0.1:1", names, own).ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Errorf("/healthz by address: %d", w.Code)
	}
}
