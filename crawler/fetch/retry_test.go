package fetch_test

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestRetryAfterIsHonoured(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		wait        time.Duration
		code        social.Code
	}{
		{"seconds", "30", 30 * time.Second, ""},
		{"date", runtest.Noon.Add(45 * time.Second).Format(http.TimeFormat), 40 * time.Second, ""},
		{"zero", "0", time.Second, ""},
		{"none", "", time.Second, ""},
		{"words", "soon", time.Second, ""},
		{"too long", "3600", 0, social.CodeRateLimited},
		{"far date", runtest.Noon.Add(24 * time.Hour).Format(http.TimeFormat), 0, social.CodeRateLimited},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv, clk := runtest.NewServer(t), clocktest.New(runtest.Noon)
			var first, second time.Time
			srv.Mux.HandleFunc("/api", func(w http.ResponseWriter, r *http.Request) {
				if first.IsZero() {
					first = clk.Now()
					w.Header().Set("Retry-After", tt.value)
					w.WriteHeader(http.StatusTooManyRequests)
					return
				}
				second = clk.Now()
			})
			_, err := runtest.Fetcher(clk).Fetch(t.Context(), crawler.Request{URL: srv.URL + "/api"}, crawler.Info{})
			if social.CodeOf(err) != tt.code {
				t.Fatalf("code %q of %v, want %q", social.CodeOf(err), err, tt.code)
			}
			if tt.code != "" {
				if !second.IsZero() || !strings.Contains(err.Error(), "until 2026-11-2") {
					t.Errorf("asked again at %v, error %v", second, err)
				}
				return
			}
			if got := second.Sub(first); got < tt.wait || got > tt.wait+5*time.Second {
				t.Errorf("came back after %v, want about %v", got, tt.wait)
			}
		})
	}
}

func TestRateLimitIsHonouredBeforeItIsHit(t *testing.T) {
	srv, clk := runtest.NewServer(t), clocktest.New(runtest.Noon)
	reset := runtest.Noon.Add(90 * time.Second)
	srv.Mux.HandleFunc("/api", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", reset.Format(time.RFC3339))
	})
	fetcher := runtest.Fetcher(clk)
	fetch := func() error {
		_, err := fetcher.Fetch(t.Context(), crawler.Request{URL: srv.URL + "/api"}, crawler.Info{})
		return err
	}
	if err := fetch(); err != nil {
		t.Fatal(err)
	}
	if err := fetch(); err != nil {
		t.Fatal(err)
	}
	if clk.Now().Before(reset) {
		t.Errorf("asked again at %v, before the reset", clk.Now())
	}
	reset = clk.Now().Add(10 * time.Minute)
	if err := fetch(); err != nil {
		t.Fatal(err)
	}
	if err := fetch(); social.CodeOf(err) != social.CodeRateLimited {
		t.Errorf("a rest longer than MaxWait: %v", err)
	}
}

func TestFlappingServerIsTriedAgain(t *testing.T) {
	srv, clk := runtest.NewServer(t), clocktest.New(runtest.Noon)
	var tries atomic.Int64
	srv.Mux.HandleFunc("/api", func(w http.ResponseWriter, r *http.Request) {
		switch tries.Add(1) {
		case 1:
			// On a new connection the transport does not try again by itself.
			w.Header().Set("Connection", "close")
			w.WriteHeader(http.StatusBadGateway)
		case 2:
			panic(http.ErrAbortHandler)
		default:
			io.WriteString(w, "here")
		}
	})
	var count atomic.Int64
	resp, err := runtest.Fetcher(clk).AskObserved(t.Context(), runtest.Paged{}, social.Source{}, crawler.Request{URL: srv.URL + "/api"}, fetch.Observer{Requests: &count})
	if err != nil || string(resp.Body) != "here" {
		t.Fatalf("%q, %v", resp.Body, err)
	}
	if got := count.Load(); got != 4 {
		t.Errorf("%d requests counted, want 4: robots.txt and three tries", got)
	}
	if got := clk.Now().Sub(runtest.Noon); got < 3*time.Second {
		t.Errorf("backed off for %v, want at least 1 s and 2 s", got)
	}
}
