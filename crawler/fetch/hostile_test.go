package fetch_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// timedServer is a loopback server that records the times of its requests.
type timedServer struct {
	*httptest.Server
	clk *clocktest.Clock

	mu    sync.Mutex
	times []time.Time
	pages int
}

// newTimedServer starts a server without robots.txt; handle gets every other
// request and its number, from 1.
func newTimedServer(t *testing.T, clk *clocktest.Clock, handle func(w http.ResponseWriter, r *http.Request, n int)) *timedServer {
	t.Helper()
	s := &timedServer{clk: clk}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.times = append(s.times, clk.Now())
		if r.URL.Path == "/robots.txt" {
			s.mu.Unlock()
			http.NotFound(w, r)
			return
		}
		s.pages++
		n := s.pages
		s.mu.Unlock()
		handle(w, r, n)
	}))
	t.Cleanup(s.Close)
	return s
}

// closest is the least time between two requests for a page, and from robots.txt
// to the first.
func (s *timedServer) closest() (pages, first time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pages = 1<<63 - 1
	for i := 2; i < len(s.times); i++ {
		pages = min(pages, s.times[i].Sub(s.times[i-1]))
	}
	return pages, s.times[1].Sub(s.times[0])
}

// page is one answer with two posts and a next page.
func page(n int, next string) string {
	at := runtest.Noon.Add(-time.Duration(n) * time.Minute).Format(time.RFC3339)
	if next != "" {
		next = fmt.Sprintf(`"next":[%q],`, next)
	}
	return fmt.Sprintf(`{%s"posts":[{"id":"%d-a","at":%q},{"id":"%d-b","at":%q}]}`, next, n, at, n, at)
}

func send(w http.ResponseWriter, kind, body string) {
	w.Header().Set("Content-Type", kind)
	io.WriteString(w, body)
}

// misbehaviour is one way to be hostile, and how a crawl of it must end.
type misbehaviour struct {
	name   string
	handle func(w http.ResponseWriter, r *http.Request, n int)
	state  social.SourceState
	says   string
	// posts is how many are read in how many requests, robots.txt included, of
	// which any two are at least apart.
	posts, requests int64
	apart           time.Duration
}

func limited(field string, value func(clk *clocktest.Clock) string, clk *clocktest.Clock) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set(field, value(clk))
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

// rateLimitStorms are endless 429s, with Retry-After in each form.
func rateLimitStorms(clk *clocktest.Clock) []misbehaviour {
	in := func(form string) func(*clocktest.Clock) string {
		return func(clk *clocktest.Clock) string { return clk.Now().Add(40 * time.Second).Format(form) }
	}
	word := func(s string) func(*clocktest.Clock) string { return func(*clocktest.Clock) string { return s } }
	epoch := func(clk *clocktest.Clock) string { return fmt.Sprint(clk.Now().Add(40 * time.Second).Unix()) }
	all := []misbehaviour{
		{name: "seconds", handle: limited("Retry-After", word("40"), clk), apart: 40 * time.Second},
		{name: "IMF-fixdate", handle: limited("Retry-After", in(http.TimeFormat), clk), apart: 39 * time.Second},
		{name: "RFC 850", handle: limited("Retry-After", in("Monday, 02-Jan-06 15:04:05 GMT"), clk), apart: 39 * time.Second},
		{name: "asctime", handle: limited("Retry-After", in(time.ANSIC), clk), apart: 39 * time.Second},
		{name: "ISO 8601", handle: limited("Retry-After", in(time.RFC3339), clk), apart: 39 * time.Second},
		{name: "epoch", handle: limited("Retry-After", epoch, clk), apart: 39 * time.Second},
		{name: "zero", handle: limited("Retry-After", word("0"), clk), apart: time.Second},
		{name: "nonsense", handle: limited("Retry-After", word("a while"), clk), apart: time.Second},
		{name: "none", handle: limited("X-Nothing", word(""), clk), apart: time.Second},
	}
	for i := range all {
		all[i].name = "429 storm, " + all[i].name
		all[i].state, all[i].says, all[i].requests = social.SourceLimited, "429 Too Many Requests", 4
	}
	return append(all, misbehaviour{
		name: "429 storm, an hour", handle: limited("Retry-After", word("3600"), clk),
		state: social.SourceLimited, says: "asks to be left alone until", requests: 2, apart: time.Second,
	})
}

func misbehaviours(clk *clocktest.Clock) []misbehaviour {
	return append(rateLimitStorms(clk), []misbehaviour{
		{name: "5xx flapping", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			switch {
			case n%2 == 1:
				w.WriteHeader(http.StatusBadGateway)
			case n < 8:
				send(w, "application/json", page(n, fmt.Sprint("/lane?", n)))
			default:
				send(w, "application/json", page(n, ""))
			}
		}, state: social.SourceOK, posts: 8, requests: 9, apart: time.Second},
		{name: "down", handle: func(w http.ResponseWriter, r *http.Request, n int) { w.WriteHeader(http.StatusInternalServerError) },
			state: social.SourceUnreachable, says: "500 Internal Server Error", requests: 4, apart: time.Second},
		{name: "truncated gzip", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			w.Header().Set("Content-Encoding", "gzip")
			whole := runtest.Gzip(page(n, ""))
			send(w, "application/json", string(whole[:len(whole)-6]))
		}, state: social.SourceBroken, says: "the content coding is broken", requests: 2, apart: time.Second},
		{name: "wrong charset", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			send(w, "application/json; charset=utf-16", page(n, ""))
		}, state: social.SourceOK, posts: 2, requests: 2, apart: time.Second},
		{name: "wrong content type", handle: func(w http.ResponseWriter, r *http.Request, n int) { send(w, "text/html", page(n, "")) },
			state: social.SourceOK, posts: 2, requests: 2, apart: time.Second},
		{name: "endless paging", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			send(w, "application/json", page(n, fmt.Sprint("/lane?", n)))
		}, state: social.SourcePartial, says: "stopped at the limit of 20 pages", posts: 40, requests: 21, apart: time.Second},
		{name: "cursor loop", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			send(w, "application/json", page(n, fmt.Sprint("/lane?", n%3)))
		}, state: social.SourcePartial, says: "the pages lead in a circle", posts: 8, requests: 5, apart: time.Second},
		{name: "deep JSON", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			send(w, "application/json", strings.Repeat(`{"posts":[`, 1<<18))
		}, state: social.SourceBroken, says: "promised JSON and sent text that is not JSON", requests: 2, apart: time.Second},
		{name: "login page", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			send(w, "text/html", `<!doctype html><title>Welcome</title><form><input type="password"></form>`)
		}, state: social.SourceLogin, says: "answered with a login page: give the source credentials", requests: 2, apart: time.Second},
		{name: "login redirect", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			http.Redirect(w, r, "/login?next=x", http.StatusFound)
		},
			state: social.SourceLogin, says: "redirects to a login page", requests: 2, apart: time.Second},
		{name: "captcha", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusServiceUnavailable)
			io.WriteString(w, `<title>Just a moment...</title>`)
		}, state: social.SourceCaptcha, says: "a Cloudflare challenge", requests: 2, apart: time.Second},
		{name: "forbidden", handle: func(w http.ResponseWriter, r *http.Request, n int) { w.WriteHeader(http.StatusForbidden) },
			state: social.SourceBlocked, says: "403 Forbidden", requests: 2, apart: time.Second},
		{name: "visitors' status", handle: func(w http.ResponseWriter, r *http.Request, n int) { w.WriteHeader(432) },
			state: social.SourceBlocked, says: "answered 432", requests: 2, apart: time.Second},
		{name: "redirects without end", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			http.Redirect(w, r, fmt.Sprint("/lane?", n), http.StatusFound)
		}, state: social.SourceBroken, says: "more than 10 redirects", requests: 12, apart: time.Second},
		{name: "redirect to a private address", handle: func(w http.ResponseWriter, r *http.Request, n int) {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		}, state: social.SourceBroken, says: "169.254.169.254 is not a public address", requests: 2, apart: time.Second},
	}...)
}

// TestHostilePlatforms crawls sources that misbehave, each in its own way, and a
// sound one in their midst. Each ends in its named state, the sound one is
// complete, and nobody is asked more often, or faster, than is polite.
func TestHostilePlatforms(t *testing.T) {
	clk := clocktest.New(runtest.Noon)
	servers := map[string]*timedServer{}
	want := misbehaviours(clk)
	want = slices.Insert(want, len(want)/2, misbehaviour{name: "sound", handle: func(w http.ResponseWriter, r *http.Request, n int) {
		next := ""
		if n < 10 {
			next = fmt.Sprint("/lane?", n)
		}
		send(w, "application/json", page(n, next))
	}, state: social.SourceOK, posts: 20, requests: 11, apart: time.Second})
	var sources []social.Source
	known := map[string]bool{}
	for _, m := range want {
		s := newTimedServer(t, clk, m.handle)
		servers[m.name] = s
		known[strings.TrimPrefix(s.URL, "http://")] = true
		sources = append(sources, social.Source{Name: m.name, Platform: "paged", BaseURL: s.URL, Tags: []string{"lane"}})
	}
	b := runtest.NewRig(t, sources...)
	b.Clock = clk
	// The guard is on for every address but the servers of this test.
	fetcher := runtest.Fetcher(clk, func(o *fetch.Options) { o.State = runtest.StatePort{Ledger: b.Ledger} })
	fetcher.GuardExcept(known)
	b.Change = func(o *run.Options) { o.Fetcher, o.MaxPages = fetcher, 20 }
	r := b.Runner()
	for _, src := range sources {
		if _, err := r.Begin(t.Context(), src.Name); err != nil {
			t.Fatal(err)
		}
	}
	b.Drain(r)
	for _, m := range want {
		run, _, err := r.Run(t.Context(), m.name)
		if err != nil {
			t.Fatal(err)
		}
		if run.State != m.state || !strings.Contains(run.Fault, m.says) || (m.says == "") != (run.Fault == "") {
			t.Errorf("%s is %s, want %s with %q: %s", m.name, run.State, m.state, m.says, run.Fault)
		}
		if run.Posts != m.posts || run.Requests != m.requests || int64(len(servers[m.name].times)) != m.requests {
			t.Errorf("%s: %d posts of %d requests, %d of them seen by the server; want %d of %d",
				m.name, run.Posts, run.Requests, len(servers[m.name].times), m.posts, m.requests)
		}
		if pages, first := servers[m.name].closest(); pages < m.apart || first < time.Second {
			t.Errorf("%s was asked for pages %v apart, want at least %v, and %v after robots.txt", m.name, pages, m.apart, first)
		}
	}
}
