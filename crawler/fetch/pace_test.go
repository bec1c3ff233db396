package fetch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/internal/social"
)

// TestDrippingBodies asks servers that send a byte now and then, a page, a feed and a
// picture, and wants to be let go after the window of the least rate, asked once.
func TestDrippingBodies(t *testing.T) {
	var asked atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked.Add(1)
		w.Header().Set("Content-Type", strings.TrimPrefix(r.URL.RawQuery, "as="))
		for range 600 {
			if _, err := fmt.Fprint(w, "<"); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}))
	defer srv.Close()
	f := fetch.New(fetch.Options{AllowPrivate: true, Delay: -1, RateWindow: 200 * time.Millisecond, Timeout: time.Minute})
	for _, kind := range []string{"text/html", "application/rss+xml", "image/png"} {
		t.Run(kind, func(t *testing.T) {
			asked.Store(0)
			var err error
			if address := srv.URL + "/?as=" + kind; kind == "image/png" {
				_, err = f.Get(t.Context(), address, "image/*", "")
			} else {
				_, err = f.Fetch(t.Context(), crawler.Request{URL: address}, crawler.Info{})
			}
			if social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(fmt.Sprint(err), "comes too slowly") || asked.Load() != 1 {
				t.Errorf("asked %d times: %v", asked.Load(), err)
			}
		})
	}
}

// TestBodyOverTime asks a server that sends fast enough and never ends.
func TestBodyOverTime(t *testing.T) {
	var asked atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked.Add(1)
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 4<<10)); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	}))
	defer srv.Close()
	f := fetch.New(fetch.Options{AllowPrivate: true, Delay: -1, RateWindow: 100 * time.Millisecond, Timeout: 600 * time.Millisecond})
	_, err := f.Fetch(t.Context(), crawler.Request{URL: srv.URL + "/"}, crawler.Info{})
	if social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(fmt.Sprint(err), "no whole answer in time") || asked.Load() != 1 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
}
