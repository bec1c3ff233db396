package crawler

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// hostile is a loopback server that answers by path and keeps what it was asked.
type hostile struct {
	*httptest.Server
	mux *http.ServeMux

	mu    sync.Mutex
	asked []*http.Request
}

func newHostile(t *testing.T) *hostile {
	t.Helper()
	h := &hostile{mux: http.NewServeMux()}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.asked = append(h.asked, r.Clone(context.Background()))
		h.mu.Unlock()
		h.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

// paths returns the paths asked for, in order.
func (h *hostile) paths() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []string
	for _, r := range h.asked {
		all = append(all, r.URL.Path)
	}
	return all
}

// local returns a Fetcher for loopback servers that waits on clk.
func local(clk *clocktest.Clock, change ...func(*FetcherOptions)) *Fetcher {
	opts := FetcherOptions{AllowPrivate: true, Clock: clk, Version: "1.0", Contact: "mailto:a@b.example", Timeout: 10 * time.Second}
	for _, c := range change {
		c(&opts)
	}
	return NewFetcher(opts)
}

func zipped(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.Bytes()
}

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
		{"gzip", "text/html; charset=iso-8859-1", "gzip", zipped(latin), latin},
		{"x-gzip", "text/plain", "x-gzip", zipped("hello"), "hello"},
		{"gzip file", "application/gzip", "", zipped("hello"), string(zipped("hello"))},
		{"empty gzip", "text/plain", "gzip", nil, ""},
		{"identity", "text/plain", "identity", []byte("hello"), "hello"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := newHostile(t)
			srv.mux.HandleFunc("/x.xml.gz", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", tt.kind)
				if tt.coding != "" {
					w.Header().Set("Content-Encoding", tt.coding)
				}
				w.Write(tt.body)
			})
			resp, err := local(clocktest.New(noon)).Fetch(t.Context(), Request{URL: srv.URL + "/x.xml.gz"}, Info{})
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
	srv := newHostile(t)
	srv.mux.HandleFunc("POST /api", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "track", Value: "1", Path: "/"})
		io.Copy(w, r.Body)
	})
	fetcher := local(clocktest.New(noon))
	for range 2 {
		resp, err := fetcher.Fetch(t.Context(), Request{
			Method: "POST", URL: srv.URL + "/api?q=a+b%20c&q=%C3%A4#part", Body: []byte(`{"limit":100}`),
			Header: map[string]string{"Content-Type": "application/json", "Authorization": "Bearer x"},
		}, Info{})
		if err != nil {
			t.Fatal(err)
		}
		if string(resp.Body) != `{"limit":100}` {
			t.Errorf("body %q", resp.Body)
		}
	}
	got := srv.asked[len(srv.asked)-1]
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
	if diff := cmp.Diff([]string{"/robots.txt", "/api", "/api"}, srv.paths()); diff != "" {
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
			srv := newHostile(t)
			srv.mux.HandleFunc("/api", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(tt.status)
				if tt.status != 204 && tt.status != 304 {
					io.WriteString(w, `{"error":"it is so\n"}`)
				}
			})
			_, err := local(clocktest.New(noon)).Fetch(t.Context(), Request{URL: srv.URL + "/api"}, Info{})
			if social.CodeOf(err) != tt.want {
				t.Errorf("code %q of %v, want %q", social.CodeOf(err), err, tt.want)
			}
			if err != nil && (!strings.Contains(err.Error(), srv.URL+"/api answered "+fmt.Sprint(tt.status)) || !strings.Contains(err.Error(), "it is so")) {
				t.Errorf("error %q does not name address, status and reason", err)
			}
			if got := len(srv.paths()) - 1; got != tt.asked {
				t.Errorf("asked %d times, want %d", got, tt.asked)
			}
		})
	}
}

func TestFetchStopsWithItsContext(t *testing.T) {
	srv := newHostile(t)
	there := make(chan struct{})
	srv.mux.HandleFunc("/wait", func(w http.ResponseWriter, r *http.Request) {
		close(there)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("shutting down")
	go func() {
		<-there
		cancel(reason)
	}()
	_, err := local(clocktest.New(noon)).Fetch(ctx, Request{URL: srv.URL + "/wait"}, Info{})
	if !errors.Is(err, reason) {
		t.Errorf("error %v, want %v", err, reason)
	}
}

func TestGetSendsReferrerAndKeepsItsOwnLimit(t *testing.T) {
	srv := newHostile(t)
	srv.mux.HandleFunc("/p.png", func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, 2000)) })
	fetcher := local(clocktest.New(noon), func(o *FetcherOptions) { o.MaxBytes, o.MaxImageBytes = 100, 2000 })
	resp, err := fetcher.Get(t.Context(), srv.URL+"/p.png", "image/*", "https://weibo.com/")
	if err != nil || len(resp.Body) != 2000 {
		t.Fatalf("%d bytes, %v", len(resp.Body), err)
	}
	got := srv.asked[1].Header
	if got.Get("Accept") != "image/*" || got.Get("Referer") != "https://weibo.com/" {
		t.Errorf("header %v", got)
	}
	if _, err := fetcher.Fetch(t.Context(), Request{URL: srv.URL + "/p.png"}, Info{}); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("the limit of pages: %v", err)
	}
}
