package spec_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/configs"
	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

func TestEveryPlatformLoads(t *testing.T) {
	files, err := spec.LoadAll(configs.Platforms())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range files {
		if name := f.Info().Platform; names[name] {
			t.Errorf("two files describe %s", name)
		} else {
			names[name] = true
		}
	}
	if !names["hackernews"] {
		t.Error("hackernews is missing")
	}
}

// TestShippedConformance runs the suite on every platform that is a file, each
// on the fixtures in the folder of its name.
func TestShippedConformance(t *testing.T) {
	files, err := spec.LoadAll(configs.Platforms())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := f.Info().Platform
		t.Run(name, func(t *testing.T) { crawlertest.Run(t, f, "testdata/"+name) })
	}
}

func shipped(t testing.TB, name string) *spec.File {
	t.Helper()
	f, err := spec.Load(configs.Platforms(), name+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFirstRequests holds what each shipped platform asks for first.
func TestFirstRequests(t *testing.T) {
	since := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		platform, lane, base string
		since                time.Time
		params               map[string]string
		want, body           string
	}{
		{platform: "lemmy", lane: "comment-query:north wind", base: "https://l.example/", want: "https://l.example/api/v4/search?q=north+wind&type_=comments&listing_type=all&sort=new&limit=50"},
		{platform: "discourse", lane: "forum:all", base: "https://d.example", want: "https://d.example/posts.json"},
		{platform: "peertube", lane: "query:wind", since: since, want: "https://sepiasearch.org/api/v1/search/videos?search=wind&startDate=2026-11-01T00%3A00%3A00Z&sort=-publishedAt&nsfw=both&count=100&start=0"},
		{platform: "peertube", lane: "account:a@b.example", base: "https://p.example", want: "https://p.example/api/v1/accounts/a@b.example/videos?sort=-publishedAt&nsfw=both&count=100&start=0"},
		{platform: "stackexchange", lane: "tag:c#", since: since, params: map[string]string{"site": "superuser"}, want: "https://api.stackexchange.com/2.3/search/advanced?site=superuser&tagged=c%23&fromdate=1793491200&order=desc&sort=creation&filter=withbody&pagesize=100&page=1"},
		{platform: "telegram", lane: "channel:wind", want: "https://t.me/s/wind"},
		{platform: "steam", lane: "app:480", want: "https://store.steampowered.com/appreviews/480?json=1&filter=recent&language=all&purchase_type=all&filter_offtopic_activity=0&num_per_page=100&cursor=%2A"},
		{platform: "github", lane: "query:wind repo:a/b", want: "https://api.github.com/search/issues?q=wind+repo%3Aa%2Fb+is%3Aissue&sort=created&order=desc&per_page=100&page=1"},
		{platform: "github", lane: "query:wind", since: since, params: map[string]string{"kind": "is:pull-request"}, want: "https://api.github.com/search/issues?q=wind+is%3Apull-request+created%3A%3E%3D2026-11-01T00%3A00%3A00Z&sort=created&order=desc&per_page=100&page=1"},
		{platform: "github", lane: "repository:a/b", want: "https://api.github.com/repos/a/b/issues?state=all&sort=created&direction=desc&per_page=100"},
		{platform: "bilibili", lane: "video:https://www.bilibili.com/video/BV1xx411c7mD?p=1", want: "https://api.bilibili.com/x/web-interface/view?bvid=BV1xx411c7mD"},
		{platform: "misskey", lane: "tag:風", base: "https://m.example", want: "https://m.example/api/notes/search-by-tag", body: `{"limit":100,"tag":"風"}`},
	} {
		t.Run(tc.platform+" "+tc.lane, func(t *testing.T) {
			req, err := shipped(t, tc.platform).Start(crawler.Scope{Lane: tc.lane, Since: tc.since, Source: social.Source{BaseURL: tc.base, Params: tc.params}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want+" "+tc.body, req.URL+" "+string(req.Body)); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
			if posts := req.Method == http.MethodPost && req.Header["Content-Type"] == "application/json"; posts != (tc.body != "") {
				t.Errorf("method %q with content type %q", req.Method, req.Header["Content-Type"])
			}
		})
	}
}
