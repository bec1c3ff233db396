package web_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/web"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// articlePage is a page with an article, and a comment where one is wanted.
func articlePage(title, words, comment string) string {
	if comment != "" {
		comment = `,"comment":[{"@type":"Comment","@id":"#c1","text":"` + comment + `","author":{"name":"Bo"},"dateCreated":"2026-11-11T10:00:00Z"}]`
	}
	return fmt.Sprintf(`<html><head><title>%s</title><script type="application/ld+json">{"@type":"NewsArticle","headline":%q,"articleBody":%q,"datePublished":"2026-11-10T08:00:00Z"%s}</script></head><body><h1>%s</h1><p>%s</p></body></html>`,
		title, title, words, comment, title, words)
}

// TestPagesAreFollowed asks for pages again: what answers 404 or 410 where its host shows
// another is gone, with what was said below it, and nothing else is.
func TestPagesAreFollowed(t *testing.T) {
	var status int
	answer := func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			io.WriteString(w, `<html><head><title>Notes</title></head><body><a href="/stays">A</a></body></html>`)
		case "/stays", "/control":
			io.WriteString(w, articlePage("It stays", "The roaster of Northwind is open again since this morning.", ""))
		case "/edited":
			io.WriteString(w, articlePage("It is edited", "The roaster of Northwind closes at noon, as we learned later.", "so it is"))
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/deleted":
			http.NotFound(w, r)
		case "/moved":
			http.Redirect(w, r, "/elsewhere/moved", http.StatusMovedPermanently)
		case "/elsewhere/moved", "/soft":
			io.WriteString(w, articlePage("It has moved", "The roaster of Northwind has a new address in this very town.", ""))
		case "/lost":
			http.Redirect(w, r, "/not-here", http.StatusFound)
		case "/home":
			http.Redirect(w, r, "/", http.StatusFound)
		case "/soft-missing":
			io.WriteString(w, `<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>`)
		case "/login":
			http.Redirect(w, r, "/login?next=/login", http.StatusFound)
		case "/busy":
			w.WriteHeader(http.StatusBadGateway)
		case "/members":
			w.WriteHeader(http.StatusForbidden)
		case "/blank":
		default:
			http.NotFound(w, r)
		}
	}
	srv := runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		if status != 0 && r.URL.Path != "/" {
			w.WriteHeader(status)
			return
		}
		answer(w, r)
	})
	ref := func(path string) crawler.Reference {
		address, _, _ := strings.Cut(srv.URL+path, "#")
		return crawler.Reference{ID: srv.URL + path, URL: address, ThreadID: address, CreatedAt: runtest.Noon.AddDate(0, 0, -13)}
	}
	known := runtest.Again{Others: []crawler.Reference{ref("/control")}}
	for _, path := range []string{"/gone", "/gone#c1", "/gone#c2", "/gone#c3", "/deleted", "/stays", "/edited", "/edited#c1", "/edited#c2", "/moved", "/lost", "/home", "/soft-missing", "/login", "/busy", "/members", "/blank"} {
		known.Posts = append(known.Posts, ref(path))
	}
	src := social.Source{URLs: []string{srv.URL + "/"}}
	want := map[string]string{"/gone": "gone", "/gone#c1": "gone", "/gone#c2": "gone", "/gone#c3": "gone", "/deleted": "gone",
		"/stays": "open again", "/edited": "closes at noon", "/edited#c1": "so it is"}
	last, _ := known.ReadAgain(t, web.New(), src)
	for _, r := range known.Posts {
		path := strings.TrimPrefix(r.ID, srv.URL)
		got := last[r.ID].Text
		if last[r.ID].Deleted {
			got = "gone"
		}
		if want[path] == "" && got != "" || !strings.Contains(got, want[path]) {
			t.Errorf("%s is %q, want %q", path, got, want[path])
		}
	}
	for _, r := range srv.Asked {
		if r.URL.Path == "/edited" {
			status++
		}
	}
	if status != 1 {
		t.Errorf("the page with three posts is asked for %d times", status)
	}
	for _, status = range []int{http.StatusNotFound, http.StatusGone, http.StatusForbidden, http.StatusServiceUnavailable} {
		last, _ := known.ReadAgain(t, web.New(), src)
		for id, p := range last {
			if p.Deleted {
				t.Errorf("where all answer %d, %s is taken for gone", status, id)
			}
		}
	}
}

// TestPageOfAPost asks for the page on which a post stands.
func TestPageOfAPost(t *testing.T) {
	for id, want := range map[string]string{
		"https://news.example/a/1":             "https://news.example/a/1",
		"https://news.example/a/1#comment-7":   "https://news.example/a/1",
		"https://news.example/a?id=7&utm_x=1":  "https://news.example/a?id=7",
		"sha256:00":                            "",
		"ftp://news.example/a":                 "",
		"https://user:secret@news.example/a/1": "",
	} {
		req, ok := web.New().Revisit(crawler.Scope{}, crawler.Reference{ID: id})
		if u, err := url.Parse(req.URL); ok != (want != "") || ok && (err != nil || u.String() != want) {
			t.Errorf("%s is asked for at %q, %t", id, req.URL, ok)
		}
	}
}
