package spec_test

import (
	"net/url"
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
