package robots

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

var start = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// shelf is a Store in memory.
type shelf struct {
	mu sync.Mutex
	m  map[string][]byte
}

func (s *shelf) Get(_ context.Context, key string) ([]byte, uint64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[key], 0, nil
}

func (s *shelf) Put(_ context.Context, key string, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key] = value
	return nil
}

// site answers with answers[url], counts the requests, and has no answer to others.
type site struct {
	mu      sync.Mutex
	answers map[string]Answer
	asked   int
}

var errDown = social.Errorf(social.CodeUnavailable, "connection refused")

func (s *site) fetch(_ context.Context, address string) (Answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if a, ok := s.answers[address]; ok {
		return a, nil
	}
	return Answer{}, errDown
}

func parse(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

const file = "https://a.example/robots.txt"

func ok(body string) Answer { return Answer{Status: 200, Body: []byte(body)} }

func TestCheck(t *testing.T) {
	to := func(location string) Answer { return Answer{Status: 301, Location: location} }
	for _, tt := range []struct {
		name    string
		answers map[string]Answer
		path    string
		delay   time.Duration
		code    social.Code
	}{
		{name: "no file", answers: map[string]Answer{file: {Status: 404}}},
		{name: "file not to be read", answers: map[string]Answer{file: {Status: 403}}},
		{name: "too many requests is a 4xx", answers: map[string]Answer{file: {Status: 429}}},
		{name: "server error", answers: map[string]Answer{file: {Status: 503}}, code: social.CodeDisallowed},
		{name: "no answer", answers: nil, code: social.CodeUnavailable},
		{name: "empty file", answers: map[string]Answer{file: ok("")}},
		{name: "all forbidden", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /")}, code: social.CodeDisallowed},
		{name: "another path forbidden", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /private")}, path: "/public"},
		{name: "this path forbidden", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /private")}, path: "/private/x", code: social.CodeDisallowed},
		{name: "the longer rule wins", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /a\nAllow: /a/b")}, path: "/a/b/c"},
		{name: "wildcard and end", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /*.json$")}, path: "/x.json", code: social.CodeDisallowed},
		{name: "end does not match more", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /*.json$")}, path: "/x.json?page=2"},
		{name: "query is part of the path", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /*?q=")}, path: "/search?q=x", code: social.CodeDisallowed},
		{name: "own group forbids", answers: map[string]Answer{file: ok("User-agent: *\nAllow: /\n\nUser-agent: earshot\nDisallow: /")}, code: social.CodeDisallowed},
		{name: "own group allows", answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /\n\nUser-agent: Earshot/2.0\nDisallow:")}},
		{name: "group of several", answers: map[string]Answer{file: ok("User-agent: other\nUser-agent: Earshot\nDisallow: /")}, code: social.CodeDisallowed},
		{name: "byte order mark and CR LF", answers: map[string]Answer{file: ok("\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n")}, code: social.CodeDisallowed},
		{name: "not a robots file", answers: map[string]Answer{file: ok("<!doctype html><title>Welcome</title>")}},
		{name: "crawl delay for all", answers: map[string]Answer{file: ok("User-agent: *\nCrawl-delay: 2.5")}, delay: 2500 * time.Millisecond},
		{name: "crawl delay of the own group", answers: map[string]Answer{file: ok("User-agent: *\nCrawl-delay: 30\nUser-agent: Earshot\nCrawl-delay: 3")}, delay: 3 * time.Second},
		{name: "own group without a delay", answers: map[string]Answer{file: ok("User-agent: *\nCrawl-delay: 30\nUser-agent: Earshot\nDisallow: /x")}},
		{name: "crawl delay is capped", answers: map[string]Answer{file: ok("User-agent: *\nCrawl-delay: 86400")}, delay: time.Minute},
		{name: "crawl delay that is none", answers: map[string]Answer{file: ok("User-agent: *\nCrawl-delay: -1\nCrawl-delay: x\nCrawl-delay: NaN")}},
		{name: "redirect to another host", answers: map[string]Answer{
			file: to("https://b.example/robots.txt"), "https://b.example/robots.txt": ok("User-agent: *\nDisallow: /")}, code: social.CodeDisallowed},
		{name: "five redirects", answers: map[string]Answer{
			file: to("https://a.example/1"), "https://a.example/1": to("https://a.example/2"), "https://a.example/2": to("https://a.example/3"),
			"https://a.example/3": to("https://a.example/4"), "https://a.example/4": to("https://a.example/5"),
			"https://a.example/5": ok("User-agent: *\nDisallow: /")}, code: social.CodeDisallowed},
		{name: "redirects without end are no file", answers: map[string]Answer{file: to(file)}},
		{name: "redirect to nowhere", answers: map[string]Answer{file: {Status: 302}}},
		{name: "redirect to a dead host", answers: map[string]Answer{file: to("https://dead.example/")}, code: social.CodeUnavailable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cache := New("Earshot", nil, clocktest.New(start))
			target := parse(t, "https://a.example/")
			if tt.path != "" {
				target = parse(t, "https://a.example"+tt.path)
			}
			delay, err := cache.Check(t.Context(), target, (&site{answers: tt.answers}).fetch)
			if social.CodeOf(err) != tt.code {
				t.Errorf("code %q (%v), want %q", social.CodeOf(err), err, tt.code)
			}
			if delay != tt.delay {
				t.Errorf("delay %v, want %v", delay, tt.delay)
			}
			if err != nil && !strings.Contains(err.Error(), "a.example") {
				t.Errorf("the error does not name the host: %v", err)
			}
		})
	}
}

func TestRulesExpire(t *testing.T) {
	clk := clocktest.New(start)
	s := &site{answers: map[string]Answer{file: ok("User-agent: *\nDisallow: /")}}
	store := &shelf{m: map[string][]byte{}}
	cache := New("Earshot", store, clk)
	page := parse(t, "https://a.example/x")
	check := func(want social.Code, asked int) {
		t.Helper()
		if _, err := cache.Check(t.Context(), page, s.fetch); social.CodeOf(err) != want {
			t.Errorf("code %q (%v), want %q", social.CodeOf(err), err, want)
		}
		if s.asked != asked {
			t.Errorf("asked %d times, want %d", s.asked, asked)
		}
	}
	check(social.CodeDisallowed, 1)
	s.answers[file] = Answer{Status: 404}
	clk.Advance(24*time.Hour - time.Second)
	check(social.CodeDisallowed, 1)
	cache = New("Earshot", store, clk) // another process
	check(social.CodeDisallowed, 1)
	clk.Advance(time.Second)
	check("", 2)

	clk.Advance(24 * time.Hour)
	s.answers[file] = Answer{Status: 500}
	check(social.CodeDisallowed, 3)
	check(social.CodeDisallowed, 3)
	s.answers[file] = ok("User-agent: *\nAllow: /")
	clk.Advance(faultAge)
	check("", 4)
}

func TestRulesAreFetchedOnce(t *testing.T) {
	s := &site{answers: map[string]Answer{file: ok("User-agent: *\nAllow: /")}}
	cache := New("Earshot", &shelf{m: map[string][]byte{}}, clocktest.New(start))
	page := parse(t, "https://a.example/x")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if _, err := cache.Check(t.Context(), page, s.fetch); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if s.asked != 1 {
		t.Errorf("asked %d times, want once", s.asked)
	}
}

func TestNoAnswerIsNotKept(t *testing.T) {
	s := &site{answers: map[string]Answer{}}
	cache := New("Earshot", nil, clocktest.New(start))
	page := parse(t, "https://a.example/x")
	if _, err := cache.Check(t.Context(), page, s.fetch); !errors.Is(err, errDown) {
		t.Fatalf("error %v, want that of the connection", err)
	}
	s.answers[file] = Answer{Status: 404}
	if _, err := cache.Check(t.Context(), page, s.fetch); err != nil {
		t.Errorf("the host is back: %v", err)
	}
}

func TestWhoWaitsForRulesCanStop(t *testing.T) {
	cache := New("Earshot", nil, clocktest.New(start))
	asked, release := make(chan struct{}), make(chan struct{})
	page := parse(t, "https://a.example/x")
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := cache.Check(t.Context(), page, func(context.Context, string) (Answer, error) {
			close(asked)
			<-release
			return Answer{Status: 404}, nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-asked
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := cache.Check(ctx, page, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the cancellation", err)
	}
	close(release)
	wg.Wait()
}

func FuzzRules(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3", "/axb")
	f.Add("user-agent:earshot\nallow:/%C3%A4\n", "/ä")
	f.Add("\ufeffUser-agent: *\r\nDisallow: %\nDisallow: /*****$\nAllow", "/%zz")
	f.Fuzz(func(t *testing.T, body, path string) {
		if ok, err := allowed(body, "Earshot", "https://a.example/"+path); ok && err != nil {
			t.Errorf("allowed in spite of %v", err)
		}
		if d := crawlDelay(body, "Earshot"); d < 0 || d > maxDelay {
			t.Errorf("delay %v", d)
		}
	})
}
