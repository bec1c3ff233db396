package soak

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/sample/feed"
)

const (
	// entries is how many posts a feed shows, and pace how often it has a new one.
	entries = 10
	pace    = 2 * time.Minute
)

// feeds are any number of feeds on one server, each with posts that come as time goes.
type feeds struct {
	*httptest.Server
	began time.Time
	asked atomic.Int64
}

func newFeeds(t *testing.T) *feeds {
	t.Helper()
	f := &feeds{began: time.Now()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{feed}/feed.xml", f.serve)
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

func name(i int) string { return fmt.Sprintf("blog-%04d", i) }

func (f *feeds) address(i int) string { return f.URL + "/" + strconv.Itoa(i) + "/feed.xml" }

// posts is how many posts a feed has had.
func (f *feeds) posts() int { return entries + int(time.Since(f.began)/pace) }

// served is how many posts the feeds show, had they all been read until now.
func (f *feeds) served() int { return *sources * f.posts() }

func (f *feeds) serve(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("feed"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	f.asked.Add(1)
	var shown []feed.Entry
	newest := f.posts()
	for i := newest - 1; i >= newest-entries; i-- {
		shown = append(shown, f.entry(number, i))
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	_, _ = w.Write(feed.RSS(feed.Channel{Title: name(number), Language: "en", Base: f.URL, Path: r.URL.Path, Modified: shown[0].Created}, "utf-8", shown))
}

// entry is the nth post of a feed, the same whenever it is asked for.
func (f *feeds) entry(number, n int) feed.Entry {
	chance := rand.New(rand.NewPCG(uint64(number), uint64(n)))
	var text strings.Builder
	for range 30 + chance.IntN(60) {
		text.WriteString(words[chance.IntN(len(words))] + " ")
	}
	// Those before the beginning are of the last weeks.
	at := f.began.Add(time.Duration(n-entries+1) * pace)
	if n < entries-1 {
		at = f.began.Add(-time.Duration(chance.Int64N(int64(21 * 24 * time.Hour))))
	}
	address := fmt.Sprintf("%s/%d/post-%d", f.URL, number, n)
	return feed.Entry{
		ID: address, URL: address, Title: fmt.Sprintf("Post %d of blog %d", n, number), Author: fmt.Sprintf("author %d", number%500),
		Created: at.Truncate(time.Second), Summary: text.String(), HTML: "<p>" + text.String() + "</p>",
	}
}

// words are what posts are made of.
var words = strings.Fields(`northwind northwind tailspin contoso grinder machine coffee espresso beans water the a it is was not very my your their and but
	because love hate great awful fine broken quiet loud fast slow price service box arrived late early again never always morning shop cup taste
	bitter sweet review bought returned support answer helpful useless recommend disappointed happy perfect terrible`)
