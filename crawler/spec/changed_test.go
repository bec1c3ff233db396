package spec_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/internal/social"
)

// TestChangedLanes asks shipped platforms for what was changed, and reads on until what
// was changed before.
func TestChangedLanes(t *testing.T) {
	since := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		platform, lane string
		src            social.Source
		query          url.Values
		item           func(id, changed string) string
		wrap           string
	}{
		{"wordpress", "changed-site:all", social.Source{BaseURL: "https://blog.example"}, url.Values{"modified_after": {"2026-11-20T00:00:00Z"}, "orderby": {"modified"}}, func(id, changed string) string {
			return `{"id":` + id + `,"guid":{"rendered":"https://blog.example/?p=` + id + `"},"link":"https://blog.example/` + id + `/","date_gmt":"2020-01-01T00:00:00","modified_gmt":"` + strings.TrimSuffix(changed, "Z") + `","comment_status":"open","title":{"rendered":"X"},"content":{"rendered":"x","protected":false}}`
		}, "[%]"},
		{"github", "changed-repository:north/wind", social.Source{Tags: []string{"north/wind"}}, url.Values{"since": {"2026-11-20T00:00:00Z"}, "sort": {"updated"}}, func(id, changed string) string {
			return `{"html_url":"https://github.com/north/wind/issues/` + id + `","comments_url":"https://api.github.com/repos/north/wind/issues/` + id + `/comments","comments":3,"title":"X","created_at":"2020-01-01T00:00:00Z","updated_at":"` + changed + `"}`
		}, "[%]"},
	} {
		t.Run(tt.platform, func(t *testing.T) {
			f := shipped(t, tt.platform)
			if !f.ListsChanges(tt.lane) || f.ListsChanges(strings.TrimPrefix(tt.lane, "changed-")) {
				t.Error("it is not told which lane lists changes")
			}
			tt.src.Platform, tt.src.Comments = tt.platform, 1
			scope := crawler.Scope{Source: tt.src, Lane: tt.lane, Since: since}
			req, err := f.Start(scope)
			if err != nil {
				t.Fatal(err)
			}
			u, err := url.Parse(req.URL)
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range tt.query {
				if diff := cmp.Diff(want, u.Query()[name]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
			parse := func(items ...string) crawler.Page {
				t.Helper()
				resp := crawler.Response{Request: req, URL: req.URL, Status: 200, Header: map[string][]string{"Link": {`<` + req.URL + `&page=2>; rel="next"`}},
					Body: []byte(strings.Replace(tt.wrap, "%", strings.Join(items, ","), 1)), At: since.Add(48 * time.Hour)}
				page, err := f.Parse(scope, resp)
				if err != nil {
					t.Fatal(err)
				}
				return page
			}
			page := parse(tt.item("3", "2026-11-21T10:00:00Z"), tt.item("2", "2026-11-19T10:00:00Z"))
			threads, further := 0, 0
			for _, next := range page.Next {
				if next.Within > 0 {
					threads++
				} else {
					further++
				}
			}
			// What was written long ago and changed now is read with what stands below it.
			if len(page.Posts) != 1 || !page.Unordered || threads != 1 || further != 1 {
				t.Errorf("%d posts, %d threads, %d further pages, unordered %t", len(page.Posts), threads, further, page.Unordered)
			}
			if page := parse(tt.item("2", "2026-11-19T10:00:00Z")); len(page.Posts) > 0 || len(page.Next) > 0 {
				t.Errorf("of what was changed before it reads %+v", page)
			}
		})
	}
}

// TestCommentLane wants the comments of a WordPress read where comments are wanted, from
// the time that the crawl says on.
func TestCommentLane(t *testing.T) {
	f := shipped(t, "wordpress")
	src := social.Source{Platform: "wordpress", BaseURL: "https://blog.example"}
	if got := f.Lanes(src); slices.Contains(got, "commented-site:all") {
		t.Errorf("without comments there are the lanes %v", got)
	}
	src.Comments = 1
	if got := f.Lanes(src); !slices.Contains(got, "commented-site:all") {
		t.Errorf("with comments there are the lanes %v", got)
	}
	for lane, want := range map[string]bool{"commented-site:all": true, "commented-query:tea": true, "changed-site:all": false, "site:all": false} {
		if got := f.ListsComments(lane); got != want {
			t.Errorf("the lane %s lists comments: %t", lane, got)
		}
	}
	scope := crawler.Scope{Source: src, Lane: "commented-query:tea", Since: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	req, err := f.Start(scope)
	if err != nil || req.URL != "https://blog.example/wp-json/wp/v2/comments?after=2026-11-20T00%3A00%3A00Z&orderby=date_gmt&order=desc&per_page=100" {
		t.Fatalf("it asks for %s, %v", req.URL, err)
	}
	// Two hundred comments below as many articles, and then one that is read already.
	var items []string
	for i := range 200 {
		items = append(items, fmt.Sprintf(`{"id":%d,"post":%d,"date_gmt":"2026-11-21T00:00:00"}`, i, i))
	}
	items = append(items, `{"id":1,"post":999,"date_gmt":"2026-11-01T00:00:00"}`, `{"id":2,"date_gmt":"2026-11-21T00:00:00"}`)
	page, err := f.Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: []byte("[" + strings.Join(items, ",") + "]"), At: scope.Since.Add(48 * time.Hour)})
	if err != nil || len(page.Next) != 2 || len(page.Skipped) != 1 || !page.Unordered {
		t.Fatalf("%d requests, skipped %v, %v", len(page.Next), page.Skipped, err)
	}
	u, err := url.Parse(page.Next[1].URL)
	if err != nil || !strings.HasPrefix(u.Query().Get("include"), "100,101,") || u.Query().Get("search") != "tea" {
		t.Errorf("it asks for %s, %v", page.Next[1].URL, err)
	}
}
