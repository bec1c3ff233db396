package spec_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/internal/social"
)

// walk follows the first lane of a platform over HTTP through everything it leads
// to, and returns the ends of the posts' ids and the addresses that were asked.
func walk(t *testing.T, platform string, src social.Source, server http.Handler) (ids, asked []string) {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/robots.txt", http.NotFoundHandler())
	mux.Handle("/", server)
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	src.Name, src.Platform, src.BaseURL = "s", platform, s.URL
	f := shipped(t, platform)
	if err := f.Check(src); err != nil {
		t.Fatal(err)
	}
	fetcher := fetch.New(fetch.Options{AllowPrivate: true, Delay: -1, Contact: "mailto:a@b.example"})
	scope := crawler.Scope{Source: src, Lane: f.Lanes(src)[0]}
	first, err := f.Start(scope)
	if err != nil {
		t.Fatal(err)
	}
	for frontier := []crawler.Request{first}; len(frontier) > 0; {
		req := frontier[0]
		frontier = frontier[1:]
		asked = append(asked, strings.TrimPrefix(req.URL, s.URL))
		if len(asked) > 30 {
			t.Fatalf("the lane does not end: %q", asked)
		}
		resp, err := fetcher.Fetch(t.Context(), req, f.Info())
		if social.CodeOf(err) == social.CodeNotFound && len(req.Else) > 0 {
			frontier = append(frontier, req.Else...)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		page, err := f.Parse(scope, resp)
		if err != nil {
			t.Fatal(err)
		}
		for _, skip := range page.Skipped {
			t.Errorf("%s: %s: %v", req.URL, skip.Where, skip.Err)
		}
		for _, p := range page.Posts {
			ids = append(ids, p.ID[strings.LastIndexByte(p.ID, '/')+1:])
		}
		frontier = append(frontier, page.Next...)
	}
	return ids, asked
}

func answer(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

// TestOlderInterface: a server without version 4 is asked for it once, and then
// for version 3 only.
func TestOlderInterface(t *testing.T) {
	mux := http.NewServeMux()
	post := `{"post":{"id":7,"name":"wind","ap_id":"https://l.example/post/7","published":"2026-01-02T00:00:00Z"},"creator":{"name":"ana"},"counts":{"comments":1}}`
	mux.HandleFunc("/api/v3/post/list", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("page") == "1" {
			fmt.Fprintf(w, `{"posts":[%s]}`, post)
			return
		}
		fmt.Fprint(w, `{"posts":[]}`)
	})
	mux.HandleFunc("/api/v3/comment/list", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("page") == "1" {
			fmt.Fprint(w, `{"comments":[{"comment":{"id":8,"content":"yes","path":"0.8","ap_id":"https://l.example/comment/8","published":"2026-01-02T01:00:00Z"},"creator":{"name":"bo"},"post":{"ap_id":"https://l.example/post/7"}}]}`)
			return
		}
		fmt.Fprint(w, `{"comments":[]}`)
	})
	ids, asked := walk(t, "lemmy", social.Source{Tags: []string{"wind"}, Comments: 1}, mux)
	if diff := cmp.Diff([]string{"7", "8"}, ids); diff != "" {
		t.Errorf("posts (-want +got):\n%s", diff)
	}
	var paths []string
	for _, address := range asked {
		path, _, _ := strings.Cut(address, "?")
		paths = append(paths, path)
	}
	want := []string{"/api/v4/post/list", "/api/v3/post/list", "/api/v3/post/list", "/api/v3/comment/list", "/api/v3/comment/list"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestTopics: a list of topics leads to the topics, and to all pages of them
// where answers are wanted.
func TestTopics(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/tag/wind.json", answer(`{"topic_list":{"topics":[{"id":3,"title":"Wind","bumped_at":"2026-01-03T00:00:00Z"}]}}`))
	mux.HandleFunc("/t/3.json", func(w http.ResponseWriter, r *http.Request) {
		from, to := 1, 20
		if r.FormValue("page") == "2" {
			from, to = 21, 22
		}
		var posts []string
		for n := from; n <= to; n++ {
			posts = append(posts, fmt.Sprintf(`{"topic_id":3,"post_number":%d,"post_type":1,"cooked":"<p>x","created_at":"2026-01-02T00:00:%02dZ","username":"ana"}`, n, n))
		}
		fmt.Fprintf(w, `{"posts_count":22,"post_stream":{"posts":[%s]}}`, strings.Join(posts, ","))
	})
	for comments, want := range []int{1, 22} {
		ids, asked := walk(t, "discourse", social.Source{Tags: []string{"wind"}, Comments: comments}, mux)
		if len(ids) != want || slices.Contains(asked, "/t/3.json?page=2") != (comments > 0) {
			t.Errorf("comments %d: %d posts of %q, want %d", comments, len(ids), asked, want)
		}
	}
}

// TestDepth: replies to replies are asked for down to the depth that is wanted,
// and not below what is known to have none.
func TestDepth(t *testing.T) {
	note := func(n int) string {
		return fmt.Sprintf(`[{"id":"%d","uri":"https://m.example/notes/%d","createdAt":"2026-01-02T00:00:00Z","text":"wind","repliesCount":%d,"user":{"username":"ana"}}]`, n, n, 4-n)
	}
	for comments, want := range [][]string{{"1"}, {"1", "2"}, {"1", "2", "3"}, {"1", "2", "3", "4"}, {"1", "2", "3", "4"}} {
		mux := http.NewServeMux()
		below := 1
		serve := func(first bool) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				var asked struct{ UntilID string }
				if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || asked.UntilID != "" {
					fmt.Fprint(w, `[]`)
					return
				}
				if !first {
					below++
				}
				fmt.Fprint(w, note(below))
			}
		}
		mux.HandleFunc("/api/notes/search-by-tag", serve(true))
		mux.HandleFunc("/api/notes/replies", serve(false))
		ids, _ := walk(t, "misskey", social.Source{Tags: []string{"wind"}, Comments: comments}, mux)
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("comments %d (-want +got):\n%s", comments, diff)
		}
	}
}
