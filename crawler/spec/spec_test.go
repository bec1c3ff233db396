package spec_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

func loadFile(t testing.TB, name string) *spec.File {
	t.Helper()
	f, err := spec.Load(os.DirFS("testdata"), name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func hackernews(t testing.TB) *spec.File {
	t.Helper()
	return shipped(t, "hackernews")
}

func TestConformance(t *testing.T) {
	t.Run("forum", func(t *testing.T) { crawlertest.Run(t, loadFile(t, "forum.yaml"), "testdata/forum") })
	t.Run("shop", func(t *testing.T) { crawlertest.Run(t, loadFile(t, "shop.yaml"), "testdata/shop") })
}

func TestRequests(t *testing.T) {
	since := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name  string
		file  *spec.File
		scope crawler.Scope
		want  string
	}{
		{"all there is", hackernews(t), crawler.Scope{Lane: "query:north wind"}, "https://hn.algolia.com/api/v1/search_by_date?query=%22north+wind%22&tags=%28story%2Ccomment%2Cpoll%29&hitsPerPage=1000"},
		{"since", hackernews(t), crawler.Scope{Lane: "query:x", Since: since}, "https://hn.algolia.com/api/v1/search_by_date?query=%22x%22&tags=%28story%2Ccomment%2Cpoll%29&numericFilters=created_at_i%3E1793491200&hitsPerPage=1000"},
		{"quoted already", hackernews(t), crawler.Scope{Lane: `query:"a b" c`, Source: social.Source{BaseURL: "http://127.0.0.1:9/"}}, "http://127.0.0.1:9/api/v1/search_by_date?query=%22a+b%22+c&tags=%28story%2Ccomment%2Cpoll%29&hitsPerPage=1000"},
		{"address", loadFile(t, "shop.yaml"), crawler.Scope{Lane: "product:https://shop.example/r?p=1", Since: since}, "https://shop.example/r?p=1&sort=new&from=2026-11-01"},
		{"path", loadFile(t, "shop.yaml"), crawler.Scope{Lane: "buyer:a/b", Source: social.Source{BaseURL: "https://shop.example"}}, "https://shop.example/u/a%2Fb"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req, err := tc.file.Start(tc.scope)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, req.URL); diff != "" {
				t.Errorf("address (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		src        social.Source
		want       string
	}{
		{"good", "shop.yaml", social.Source{BaseURL: "https://shop.example", Accounts: []string{"ana"}, Params: map[string]string{"sort": "old"}}, ""},
		{"no server", "shop.yaml", social.Source{Accounts: []string{"ana"}}, "base_url: a shop source needs"},
		{"nothing to read", "forum.yaml", social.Source{}, "tags: a forum source needs tags"},
		{"empty value", "forum.yaml", social.Source{Tags: []string{"a", " "}}, "tags[1]: is empty"},
		{"list of no use", "forum.yaml", social.Source{Tags: []string{"a"}, Queries: []string{"b"}}, "queries: a forum source has no use"},
		{"parameter", "forum.yaml", social.Source{Tags: []string{"a"}, Params: map[string]string{"p": "1"}}, "params.p"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := loadFile(t, tc.file)
			tc.src.Name, tc.src.Platform = "s", f.Platform
			err := f.Check(tc.src)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("Check: %v, want %q", err, tc.want)
			}
		})
	}
}

func TestFlawsNameTheirLine(t *testing.T) {
	good, err := os.ReadFile("testdata/forum.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, old, new, want string }{
		{"unknown key", "terms:", "term:", ":8: term: unknown key; did you mean terms?"},
		{"unknown field", "  text:", "  txt:", ":30: fields.txt: unknown key; did you mean text?"},
		{"key twice", "delay: 2s", "delay: 2s\ndelay: 3s", ":8: delay: stands twice"},
		{"bad value", "delay: 2s", "delay: soon", ":7: delay: "},
		{"unknown filter", "filters: [lower]", "filters: [upper]", `:32: fields.tags[0].filters[0]: unknown filter "upper"`},
		{"argument missing", "[compact]", "[prefix]", ":34: fields.likes[0].filters[0]: the filter prefix needs an argument"},
		{"argument too many", "[int]", "[{int: x}]", "takes no argument"},
		{"bad expression", "^/u/(.+)$", "^/u/((.+)$", ":27: fields.author_handle[0].filters[0]: error parsing regexp"},
		{"bad selector", "css: div.post", "css: 'div..post'", ":21: items.css"},
		{"bad zone", "Asia/Shanghai", "Asia/Atlantis", `:31: fields.created[0].filters[0]: "Asia/Atlantis" is no time zone`},
		{"placeholder", "path: /tag/{tag}", "path: /tag/{tug}", ":14: request.path: unknown placeholder {tug}"},
		{"paging", "kind: link", "kind: guess", `:16: paging.kind: "guess"`},
		{"state", "state: blocked", "state: sad", `:19: errors[0].state: "sad"`},
		{"missing", "  url: {value: 'https://forum.example/p/{id}'}\n", "", "fields.url: is missing"},
		{"format", "format: html", "format: xml", `:10: format: "xml"`},
		{"not YAML", "lanes:", "lanes: [", "forum.yaml:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Replace(string(good), tc.old, tc.new, 1)
			if text == string(good) {
				t.Fatalf("%q is not in the file", tc.old)
			}
			_, err := spec.Parse("forum.yaml", []byte(text))
			if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "forum.yaml") {
				t.Errorf("Parse: %v, want %q", err, tc.want)
			}
			if social.CodeOf(err) != social.CodeInvalid && !strings.Contains(tc.want, ":") {
				t.Errorf("code %q", social.CodeOf(err))
			}
		})
	}
}

func FuzzParseFile(f *testing.F) {
	for _, name := range []string{"testdata/forum.yaml", "testdata/shop.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := spec.Parse("f.yaml", data)
		if (file == nil) == (err == nil) {
			t.Errorf("a file %v and an error %v", file, err)
		}
	})
}

func FuzzAnswer(f *testing.F) {
	files := []*spec.File{
		hackernews(f), loadFile(f, "forum.yaml"), loadFile(f, "shop.yaml"),
		shipped(f, "lemmy"), shipped(f, "discourse"), shipped(f, "misskey"), shipped(f, "telegram"), shipped(f, "github"), shipped(f, "steam"),
		shipped(f, "bilibili"), shipped(f, "weibo"), shipped(f, "tieba"), shipped(f, "nodebb"), shipped(f, "4chan"), shipped(f, "wordpress"),
	}
	f.Add([]byte(`{"posts":[{"post":{"ap_id":"https://a.example/1","published":"2026-01-01T00:00:00","body":"![a](b)"}}]}`))
	f.Add([]byte(`{"latest_posts":[{"id":9,"topic_id":1,"post_number":1,"created_at":"2026-01-01T00:00:00Z"}]}`))
	f.Add([]byte(`[{"id":"a","text":"$[spin x]","createdAt":"2026-01-01T00:00:00Z","reactions":{"x":1}}]`))
	f.Add([]byte(`{"hits":[{"objectID":"1","created_at_i":1}],"nbHits":2}`))
	f.Add([]byte(`<div class=post data-id=1><time datetime="2026-01-01 00:00">`))
	f.Add([]byte(`{"ok":1,"data":{"cards":[{"mblog":{"id":1,"created_at":"Sun Nov 16 08:34:26 +0800 2025","isLongText":true,"pic_ids":["a"]}}]}}`))
	f.Add([]byte(`<code class=pagelet_html><!--<li class=j_thread_list data-tid=1><a class=j_th_tit title=x></a>--></code>`))
	f.Add([]byte(`{"code":0,"data":{"numPages":2,"result":[{"result_type":"video","data":[{"bvid":"BV1","aid":1,"pubdate":1,"title":"<em>x</em>"}]}]}}`))
	f.Add([]byte(`{"ok":true,"data":{"list":[{"id":1,"t":1,"up":"9亿"}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for i, lane := range []string{"query:x", "tag:x", "buyer:x", "posts:x", "forum:all", "server:all", "channel:x", "query:x", "app:1",
			"query:x", "account:1", "forum:x", "forum:all", "board:g", "site:all"} {
			page, err := files[i].Parse(
				crawler.Scope{Lane: lane, Source: social.Source{BaseURL: "https://a.example", Comments: 3}},
				crawler.Response{URL: "https://a.example/x", Request: crawler.Request{Vars: map[string]string{"page": "1"}}, Header: http.Header{}, Body: body, At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
			if err != nil && social.CodeOf(err) == social.CodeInternal {
				t.Errorf("an answer is never our own fault: %v", err)
			}
			for _, p := range page.Posts {
				if p.ID == "" {
					t.Errorf("a post without identity: %+v", p)
				}
			}
		}
	})
}
