package soak

import (
	"context"
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// pages are what a reader opens, by what they are called.
var pages = map[string][]string{
	"overview":    {"/", "/?period=7d", "/?brand=all", "/?sentiment=negative", "/?copies=folded"},
	"topics":      {"/topics", "/topics?period=7d", "/topics?brand=Tailspin"},
	"posts":       {"/posts", "/posts?order=engaged", "/posts?sentiment=positive", "/posts?period=7d"},
	"search":      {"/posts?q=grinder", "/posts?q=grinder+broken", "/?q=espresso", "/posts?q=love+NEAR%2F5+coffee"},
	"pictures":    {"/pictures"},
	"sources":     {"/sources"},
	"corrections": {"/corrections"},
	"definitions": {"/definitions"},
}

// files are what a reader takes away now and then, which only so many do at once.
var files = []string{"/export/trends.csv", "/export/terms.csv", "/export/posts.csv?period=7d"}

// pause is the mean time between two pages of a reader.
const pause = 3 * time.Second

// reader opens one page after the other, as a browser does.
type reader struct {
	base string
	// from is the address that a proxy on this machine would name: readers are told apart
	// by it, and their turns go round.
	from   string
	chance *rand.Rand
	client http.Client
	took   *latencies
	// posts are links to posts that were seen.
	posts []string
}

func newReader(base string, number uint64, took *latencies) *reader {
	// Each has connections of their own.
	return &reader{base: strings.TrimSuffix(base, "/"), from: fmt.Sprintf("198.51.100.%d", 1+number%250), chance: rand.New(rand.NewPCG(number, 1)), took: took,
		client: http.Client{Timeout: 3 * time.Minute, Transport: &http.Transport{IdleConnTimeout: 5 * time.Second}}}
}

func (r *reader) read(ctx context.Context) {
	defer r.client.CloseIdleConnections()
	names := slices.Sorted(maps.Keys(pages))
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Duration(r.chance.ExpFloat64() * float64(pause))):
		}
		name := names[r.chance.IntN(len(names))]
		path := pages[name][r.chance.IntN(len(pages[name]))]
		switch one := r.chance.IntN(40); {
		case one == 0:
			name, path = "a file", files[r.chance.IntN(len(files))]
		case one < 6 && len(r.posts) > 0:
			name, path = "a post", r.posts[r.chance.IntN(len(r.posts))]
		}
		began := time.Now()
		err := r.open(ctx, path)
		if ctx.Err() == nil {
			r.took.add(name, time.Since(began), err)
		}
	}
}

var (
	// skeleton is a panel that was not ready when its page was sent, and fetches itself.
	skeleton = regexp.MustCompile(`class="skeleton"[^>]* hx-get="([^"]+)"`)
	post     = regexp.MustCompile(`href="(/posts/[^/"]+/[^/"?]+)[?"]`)
)

// open fetches a page and then what it was sent without.
func (r *reader) open(ctx context.Context, path string) error {
	body, err := r.get(ctx, path, false)
	if err != nil {
		return err
	}
	if found := post.FindAllStringSubmatch(body, 5); len(found) > 0 {
		r.posts = nil
		for _, m := range found {
			r.posts = append(r.posts, html.UnescapeString(m[1]))
		}
	}
	for _, m := range skeleton.FindAllStringSubmatch(body, -1) {
		if _, err := r.get(ctx, html.UnescapeString(m[1]), true); err != nil {
			return err
		}
	}
	return nil
}

// patience is how often a reader who is asked to come back does.
const patience = 20

// get reads an address; who is told that too many ask at once comes back when told to.
func (r *reader) get(ctx context.Context, path string, fragment bool) (string, error) {
	for again := 0; ; again++ {
		body, wait, err := r.ask(ctx, path, fragment)
		if wait == 0 || again == patience {
			return body, err
		}
		r.took.putOff()
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(wait):
		}
	}
}

// ask asks once; wait is when to come back, 0 where that was not said.
func (r *reader) ask(ctx context.Context, path string, fragment bool) (body string, wait time.Duration, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+path, nil)
	if err != nil {
		return "", 0, err
	}
	request.Header.Set("X-Forwarded-For", r.from)
	if fragment {
		request.Header.Set("HX-Request", "true")
	}
	answer, err := r.client.Do(request)
	if err != nil {
		return "", 0, err
	}
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", 0, err
	}
	if answer.StatusCode == http.StatusServiceUnavailable {
		if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil {
			wait = time.Duration(seconds) * time.Second
		}
	}
	if answer.StatusCode != http.StatusOK {
		return "", wait, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return string(read), 0, nil
}

// latencies are how long pages took.
type latencies struct {
	mu     sync.Mutex
	took   map[string][]time.Duration
	failed map[string]int
	// faults counts what failed, by its words; again counts requests that were put off.
	faults map[string]int
	again  int
}

func newLatencies() *latencies {
	return &latencies{took: map[string][]time.Duration{}, failed: map[string]int{}, faults: map[string]int{}}
}

// putOff counts a request that was told to come back.
func (l *latencies) putOff() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.again++
}

func (l *latencies) add(name string, took time.Duration, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.took[name] = append(l.took[name], took)
	if err != nil {
		l.failed[name]++
		l.faults[err.Error()]++
	}
}

// print prints every page, and holds the errors against their bound.
func (l *latencies) print(t *testing.T) {
	t.Helper()
	sum, failed := 0, 0
	t.Logf("%-12s %7s %7s %9s %9s %9s", "page", "opened", "failed", "p50", "p95", "longest")
	for _, name := range slices.Sorted(maps.Keys(l.took)) {
		took := slices.Sorted(slices.Values(l.took[name]))
		sum += len(took)
		failed += l.failed[name]
		t.Logf("%-12s %7d %7d %9s %9s %9s", name, len(took), l.failed[name], round(took[len(took)/2]), round(took[len(took)*95/100]), round(took[len(took)-1]))
	}
	t.Logf("%d pages opened, %d failed; %d requests were told that too many ask at once, and came back", sum, failed, l.again)
	for _, fault := range slices.Sorted(maps.Keys(l.faults)) {
		t.Logf("failed %d times: %s", l.faults[fault], fault)
	}
	if failed*1000 > sum*mostErrors {
		t.Errorf("%d of %d pages failed, %d of a thousand may", failed, sum, mostErrors)
	}
	if sum == 0 {
		t.Error("no page was opened")
	}
}

func round(d time.Duration) time.Duration { return d.Round(time.Millisecond) }
