package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestFetchGivesTheBodyAsSent(t *testing.T) {
	latin := "<title>caf\xe9</title>"
	for _, tt := range []struct {
		name, kind, coding string
		body               []byte
		want               string
	}{
		{"plain", "text/plain", "", []byte("hello"), "hello"},
		{"empty", "text/plain", "", nil, ""},
		{"another character set stays as it is", "text/html; charset=iso-8859-1", "", []byte(latin), latin},
		{"utf-16 stays as it is", "text/html; charset=utf-16", "", []byte("\xff\xfeh\x00"), "\xff\xfeh\x00"},
		{"byte order mark stays", "application/json; charset=utf-8", "", []byte("\xef\xbb\xbf{}"), "\xef\xbb\xbf{}"},
		{"gzip", "text/html; charset=iso-8859-1", "gzip", runtest.Gzip(latin), latin},
		{"x-gzip", "text/plain", "x-gzip", runtest.Gzip("hello"), "hello"},
		{"gzip file", "application/gzip", "", runtest.Gzip("hello"), string(runtest.Gzip("hello"))},
		{"empty gzip", "text/plain", "gzip", nil, ""},
		{"deflate", "text/plain", "deflate", runtest.Zlib("hello"), "hello"},
		{"bare deflate", "text/plain", "deflate", runtest.Zlib("hello")[2:], "hello"},
		// Brotli: one block of five bytes, not compressed.
		{"brotli", "text/plain", "br", []byte("\x0b\x02\x80hello\x03"), "hello"},
		{"empty brotli", "text/plain", "br", nil, ""},
		{"decoded on the way", "text/xml", "gzip", []byte("<rss/>"), "<rss/>"},
		{"identity", "text/plain", "identity", []byte("hello"), "hello"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := runtest.NewServer(t)
			srv.Mux.HandleFunc("/x.xml.gz", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", tt.kind)
				if tt.coding != "" {
					w.Header().Set("Content-Encoding", tt.coding)
				}
				w.Write(tt.body)
			})
			resp, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Fetch(t.Context(), crawler.Request{URL: srv.URL + "/x.xml.gz"}, crawler.Info{})
			if err != nil {
				t.Fatal(err)
			}
			if string(resp.Body) != tt.want {
				t.Errorf("body %q, want %q", resp.Body, tt.want)
			}
			if got := resp.Header.Get("Content-Type"); got != tt.kind {
				t.Errorf("content type %q, want %q", got, tt.kind)
			}
		})
	}
}

func TestFetchSendsWhatWasAsked(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Mux.HandleFunc("POST /api", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "track", Value: "1", Path: "/"})
		io.Copy(w, r.Body)
	})
	fetcher := runtest.Fetcher(clocktest.New(runtest.Noon))
	for range 2 {
		resp, err := fetcher.Fetch(t.Context(), crawler.Request{
			Method: "POST", URL: srv.URL + "/api?q=a+b%20c&q=%C3%A4#part", Body: []byte(`{"limit":100}`),
			Header: map[string]string{"Content-Type": "application/json", "Authorization": "Bearer x"},
		}, crawler.Info{})
		if err != nil {
			t.Fatal(err)
		}
		if string(resp.Body) != `{"limit":100}` {
			t.Errorf("body %q", resp.Body)
		}
	}
	got := srv.Asked[len(srv.Asked)-1]
	want := map[string]string{
		"User-Agent": "Earshot/1.0 (+mailto:a@b.example)", "Authorization": "Bearer x",
		"Content-Type": "application/json", "Accept": "*/*", "Accept-Encoding": "gzip", "Cookie": "",
	}
	for name, value := range want {
		if got.Header.Get(name) != value {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), value)
		}
	}
	if got.URL.RawQuery != "q=a+b%20c&q=%C3%A4" {
		t.Errorf("query %q", got.URL.RawQuery)
	}
	if diff := cmp.Diff([]string{"/robots.txt", "/api", "/api"}, srv.Paths()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestOutcomes(t *testing.T) {
	for _, tt := range []struct {
		status int
		want   social.Code
		asked  int
	}{
		{200, "", 1}, {204, "", 1}, {304, "", 1}, {401, social.CodeLogin, 1}, {403, social.CodeBlocked, 1},
		{412, social.CodeBlocked, 1}, {432, social.CodeBlocked, 1}, {451, social.CodeBlocked, 1},
		{404, social.CodeNotFound, 1}, {410, social.CodeNotFound, 1}, {429, social.CodeRateLimited, 3},
		{400, social.CodeBroken, 1}, {422, social.CodeBroken, 1}, {302, social.CodeBroken, 1},
		{500, social.CodeUnavailable, 3}, {501, social.CodeUnavailable, 1}, {503, social.CodeUnavailable, 3},
	} {
		t.Run(fmt.Sprint(tt.status), func(t *testing.T) {
			srv := runtest.NewServer(t)
			srv.Mux.HandleFunc("/api", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(tt.status)
				if tt.status != 204 && tt.status != 304 {
					io.WriteString(w, `{"error":"it is so\n"}`)
				}
			})
			_, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Fetch(t.Context(), crawler.Request{URL: srv.URL + "/api"}, crawler.Info{})
			if social.CodeOf(err) != tt.want {
				t.Errorf("code %q of %v, want %q", social.CodeOf(err), err, tt.want)
			}
			if err != nil && (!strings.Contains(err.Error(), srv.URL+"/api answered "+fmt.Sprint(tt.status)) || !strings.Contains(err.Error(), "it is so")) {
				t.Errorf("error %q does not name address, status and reason", err)
			}
			if got := len(srv.Paths()) - 1; got != tt.asked {
				t.Errorf("asked %d times, want %d", got, tt.asked)
			}
		})
	}
}

func TestFetchStopsWithItsContext(t *testing.T) {
	srv := runtest.NewServer(t)
	there := make(chan struct{})
	srv.Mux.HandleFunc("/wait", func(w http.ResponseWriter, r *http.Request) {
		close(there)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("shutting down")
	go func() {
		<-there
		cancel(reason)
	}()
	_, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Fetch(ctx, crawler.Request{URL: srv.URL + "/wait"}, crawler.Info{})
	if !errors.Is(err, reason) {
		t.Errorf("error %v, want %v", err, reason)
	}
}

func TestGetSendsReferrerAndKeepsItsOwnLimit(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Mux.HandleFunc("/p.png", func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, 2000)) })
	fetcher := runtest.Fetcher(clocktest.New(runtest.Noon), func(o *fetch.Options) { o.MaxBytes, o.MaxImageBytes = 100, 2000 })
	resp, err := fetcher.Get(t.Context(), srv.URL+"/p.png", "image/*", "https://weibo.com/")
	if err != nil || len(resp.Body) != 2000 {
		t.Fatalf("%d bytes, %v", len(resp.Body), err)
	}
	got := srv.Asked[1].Header
	if got.Get("Accept") != "image/*" || got.Get("Referer") != "https://weibo.com/" {
		t.Errorf("header %v", got)
	}
	if _, err := fetcher.Fetch(t.Context(), crawler.Request{URL: srv.URL + "/p.png"}, crawler.Info{}); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("the limit of pages: %v", err)
	}
}
