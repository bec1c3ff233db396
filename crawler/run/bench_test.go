package run_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gocolly/colly/v2"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// pageServer answers with a page of 40 posts that names the next page.
func pageServer(b *testing.B) *httptest.Server {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscanf(r.URL.Path, "/tea/%d", &n)
		page := runtest.Page{Next: []string{fmt.Sprintf("/tea/%d", n+1)}}
		for i := range 40 {
			page.Posts = append(page.Posts, runtest.Post{ID: fmt.Sprintf("%d-%d", n, i), At: runtest.Noon})
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(page)
	}))
	b.Cleanup(srv.Close)
	return srv
}

// BenchmarkRunner reads pages one after the other with everything the Runner
// does for a page, politeness off. Compare with BenchmarkColly.
func BenchmarkRunner(b *testing.B) {
	srv := pageServer(b)
	led := runtest.NewLedger()
	r := run.New(run.Options{
		Sources: crawler.NewRegistry([]crawler.Adapter{runtest.Paged{}},
			[]social.Source{{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea/0"}}}),
		Fetcher: fetch.New(fetch.Options{AllowPrivate: true, Delay: -1, IgnoreRobots: true}),
		Posts:   runtest.PostsPort{Ledger: led}, Lanes: runtest.LanesPort{Ledger: led},
		State: runtest.StatePort{Ledger: led}, Runs: runtest.RunsPort{Ledger: led},
		MaxPages: 1000,
	})
	b.ResetTimer()
	for done := 0; done < b.N; done++ {
		if len(led.Lanes) == 0 {
			if _, err := r.Begin(b.Context(), "town"); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := led.Deliver(func(d []byte) error { return r.Step(b.Context(), d) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFetcher fetches the same pages and does nothing with them.
func BenchmarkFetcher(b *testing.B) {
	srv := pageServer(b)
	f := fetch.New(fetch.Options{AllowPrivate: true, Delay: -1, IgnoreRobots: true})
	b.ResetTimer()
	for n := range b.N {
		if _, err := f.Fetch(b.Context(), crawler.Request{URL: fmt.Sprint(srv.URL, "/tea/", n)}, crawler.Info{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkColly reads the same pages with a bare collector that decodes them.
func BenchmarkColly(b *testing.B) {
	srv := pageServer(b)
	c := colly.NewCollector(colly.AllowURLRevisit())
	next := "/tea/0"
	c.OnResponse(func(r *colly.Response) {
		var page runtest.Page
		if err := json.Unmarshal(r.Body, &page); err != nil {
			b.Error(err)
			return
		}
		next = page.Next[0]
	})
	b.ResetTimer()
	for range b.N {
		if err := c.Visit(srv.URL + next); err != nil {
			b.Fatal(err)
		}
	}
}
