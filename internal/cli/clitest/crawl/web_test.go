package crawl

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample"
)

// gazette is a small site: a page of links, articles, a page for members, and a
// sitemap with one article that nothing links to.
func gazette(t *testing.T) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	var requests atomic.Int64
	mux := http.NewServeMux()
	article := func(path, title, date string) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>%s</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","datePublished":"%s","author":{"name":"Ada Ferrer"},"articleBody":"Northwind and its grinders, once more.",
				"comment":[{"@type":"Comment","text":"So loud.","author":{"name":"Bo"},"dateCreated":"%sT10:00:01Z"}]}</script></head><body><h1>%s</h1><a href="/">Home</a></body></html>`, title, title, date, date, title)
		})
	}
	article("/a", "Northwind opens", "2026-11-18")
	article("/b", "Northwind closes", "2026-11-19")
	article("/hidden", "Northwind hides", "2026-11-17")
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><html><head><title>Gazette</title></head><body><a href="/a">A</a> <a href="/b?utm_source=x">B</a> <a href="/members">M</a> <a href="/about">About</a></body></html>`)
	})
	mux.HandleFunc("GET /about", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><html><head><title>About</title></head><body><p>We print.</p><div class="g-recaptcha"></div></body></html>`)
	})
	mux.HandleFunc("GET /members", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "User-agent: *\nDisallow: /secret\nSitemap: http://%s/map.xml\n", r.Host)
	})
	mux.HandleFunc("GET /map.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		fmt.Fprintf(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://%[1]s/hidden</loc><lastmod>2026-11-17</lastmod></url><url><loc>http://%[1]s/secret/x</loc></url></urlset>`, r.Host)
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server, &requests
}

// TestWebSite follows a site's links and its sitemap: every article and comment
// once, what may not be read named, and little asked for again.
func TestWebSite(t *testing.T) {
	t.Parallel()
	site, requests := gazette(t)
	platforms, err := sample.Start(sample.Options{Seed: 7, Now: clitest.SampleNow, Scale: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(platforms.Close)
	w := &clitest.World{Server: platforms, Dir: t.TempDir()}
	w.Configure(t, map[string]any{"name": "gazette", "platform": "web", "urls": []string{site.URL + "/"}, "keep": "all", "every": "1h",
		"params": map[string]string{"depth": "1", "sitemap": "auto"}})
	crawl := func() string {
		return w.Run(t, "crawl", "--once", "--source", "gazette").Want(t, 0).Out
	}
	if said := crawl(); !strings.Contains(said, "2 of 8 items could not be read") || !strings.Contains(said, "/members answered 403") || !strings.Contains(said, "robots.txt of "+site.URL+" forbids "+site.URL+"/secret/x") {
		t.Errorf("what was not read is not named:\n%s", clitest.Tail(said))
	}
	found := map[string]bool{}
	for key, p := range w.Stored(t) {
		found[strings.TrimPrefix(key.ID, site.URL)] = true
		if p.Platform != "web" || p.CreatedAt.IsZero() || p.Author == "" {
			t.Errorf("post %+v", p)
		}
	}
	if len(found) != 6 || !found["/a"] || !found["/b"] || !found["/hidden"] {
		t.Errorf("stored %v, want three articles and their comments", found)
	}
	first := requests.Swap(0)
	crawl()
	if n := requests.Load(); len(w.Stored(t)) != 6 || n >= first {
		t.Errorf("the second crawl took %d requests, the first %d", n, first)
	} else {
		t.Logf("requests: first crawl %d, second %d", first, n)
	}
}
