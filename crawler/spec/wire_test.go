package spec_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/internal/social"
)

// crawl follows the first lane of a platform over HTTP to its end and returns
// the ends of the posts' ids, or the error that ended it.
func crawl(t *testing.T, platform string, src social.Source, server http.Handler) ([]string, error) {
	t.Helper()
	// Without a robots.txt everything may be fetched.
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
	req, err := f.Start(scope)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for range 20 {
		resp, err := fetcher.Fetch(t.Context(), req, f.Info())
		if err != nil {
			return ids, err
		}
		page, err := f.Parse(scope, resp)
		if err != nil {
			return ids, err
		}
		for _, p := range page.Posts {
			ids = append(ids, p.ID[strings.LastIndexByte(p.ID, '/')+1:])
		}
		if len(page.Next) == 0 {
			return ids, nil
		}
		req = page.Next[0]
	}
	t.Fatal("the lane does not end")
	return nil, nil
}

func TestMisskeyOverTheWire(t *testing.T) {
	got, err := crawl(t, "misskey", social.Source{Tags: []string{"coffee"}}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Tag, UntilID string
			Limit        int
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || r.Method != http.MethodPost || r.URL.Path != "/api/notes/search-by-tag" || ask.Tag != "coffee" || ask.Limit != 100 {
			t.Errorf("%s %s asks for %+v: %v", r.Method, r.URL, ask, err)
		}
		note := `[{"id":"%s","createdAt":"2025-11-18T10:00:00.000Z","user":{"username":"ana","host":null},"text":"coffee","visibility":"public"}]`
		switch ask.UntilID {
		case "":
			fmt.Fprintf(w, note, "n2")
		case "n2":
			fmt.Fprintf(w, note, "n1")
		default:
			fmt.Fprint(w, `[]`)
		}
	}))
	if diff := cmp.Diff([]string{"n2", "n1"}, got); diff != "" || err != nil {
		t.Errorf("notes (-want +got): %v\n%s", err, diff)
	}
}

// TestDiscourseLeavesNoGap reads a forum on which most posts are not for
// visitors, from servers of the older and of the newer kind.
func TestDiscourseLeavesNoGap(t *testing.T) {
	public := []int{201, 200, 150, 149, 60, 10, 1}
	var want []string
	for _, n := range public {
		want = append(want, strconv.Itoa(n))
	}
	for name, within := range map[string]func(id, before int) bool{
		"50 numbers up to": func(id, before int) bool { return id <= before && id > before-50 },
		"50 posts below":   func(id, before int) bool { return id < before },
	} {
		t.Run(name, func(t *testing.T) {
			got, err := crawl(t, "discourse", social.Source{}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				before := 202
				if b := r.FormValue("before"); b != "" {
					before, _ = strconv.Atoi(b)
				}
				list := []map[string]any{}
				for _, id := range public {
					if within(id, before) && len(list) < 2 {
						list = append(list, map[string]any{"id": id, "topic_id": 5, "post_number": id, "topic_slug": "t", "username": "ana", "cooked": "<p>x</p>", "created_at": "2025-11-18T10:00:00Z", "post_type": 1})
					}
				}
				if err := json.NewEncoder(w).Encode(map[string]any{"latest_posts": list}); err != nil {
					t.Error(err)
				}
			}))
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			var distinct []string
			for _, id := range got {
				if !seen[id] {
					distinct = append(distinct, id)
				}
				seen[id] = true
			}
			if diff := cmp.Diff(want, distinct); diff != "" {
				t.Errorf("posts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTelegramChannelWithoutPreview(t *testing.T) {
	_, err := crawl(t, "telegram", social.Source{Accounts: []string{"wind"}}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/s/wind" {
			http.Redirect(w, r, "/wind", http.StatusFound)
			return
		}
		fmt.Fprint(w, `<html><body><div class="tgme_page_wrap"><div class="tgme_page"><div class="tgme_page_title">Wind</div></div></div></body></html>`)
	}))
	if social.CodeOf(err) != social.CodeBlocked || !strings.Contains(err.Error(), "no preview") {
		t.Errorf("got %v, want a refusal that says why", err)
	}
}
