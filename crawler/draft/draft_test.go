package draft_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/draft"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

func answer(address, body string, link string) crawler.Response {
	header := http.Header{"Content-Type": {"application/json"}}
	if link != "" {
		header.Set("Link", link)
	}
	return crawler.Response{
		Request: crawler.Request{URL: address, Vars: map[string]string{"page": "1"}}, URL: address, Status: http.StatusOK, Header: header, Body: []byte(body),
		At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
	}
}

// TestDraftsRead: of answers in several forms the draft is a valid file that reads
// every item, and pages are asked for as the platform counts them.
func TestDraftsRead(t *testing.T) {
	for _, tc := range []struct {
		name, address, body, link string
		lane                      string
		posts                     int
		want                      []string
	}{
		{
			name: "pages from 0", address: "https://f.example/api/threads?board=coffee&page=0", lane: "tag:coffee", posts: 2,
			body: `{"status":"ok","result":{"total_pages":3,"threads":[
				{"thread_id":"t2","subject":"A","permalink":"/t/2","opener":{"nick":"ana","profile":"/u/ana"},"body_html":"<p>x</p>","posted":1763400000,"score":3,"answer_total":0,"pictures":[{"src":"/i.jpg","caption":"c"}]},
				{"thread_id":"t1","subject":"B","permalink":"/t/1","opener":{"nick":"bob","profile":"/u/bob"},"body_html":"<p>y</p>","posted":1763300000,"score":3,"answer_total":1,"pictures":[]}]}}`,
			want: []string{"{kind: page, first: 0, pages: result.total_pages}", "items: {json: result.threads}", "id: {json: thread_id}", "url: {value: '{base}{item.permalink}'}",
				"author_handle: {json: opener.nick}", "title: {json: subject}", "text: {json: body_html, filters: [html]}", "created: {json: posted, filters: [unix]}", "likes: {json: score}",
				"comments: {json: answer_total}", "{each: {json: pictures}, url: {json: src}, alt: {json: caption}}", "value: '{tag}'", "example: {tags: [coffee]}", "engagement: true"},
		},
		{
			name: "list alone, pages in a header", address: "https://f.example/posts", link: `<https://f.example/posts?page=2>; rel="next"`, lane: "server:all", posts: 2,
			body: `[{"id":2,"url":"https://f.example/2","text":"x","created_at":"2026-11-01T10:00:00Z","user":{"username":"ana","display_name":"Ana"},"tags":["a"],"lang":"de"},
				{"id":1,"url":"https://f.example/1","text":"y","created_at":"2026-11-01T09:00:00Z","user":{"username":"bob","display_name":"Bob"},"tags":["b"],"lang":"en"}]`,
			want: []string{"{kind: link, header: true}", "items: {json: '@this'}", "author_handle: {json: user.username}", "author_name: {json: user.display_name}", "tags: {json: tags}", "language: {json: lang}"},
		},
		{
			name: "cursor", address: "https://f.example/search?q=wind+mill&after=x&limit=2", lane: "query:wind mill", posts: 2,
			body: `{"data":{"items":[{"uuid":"b","body":"x","publishedAt":1763400000000,"replyCount":2},{"uuid":"a","body":"y","publishedAt":1763300000000,"replyCount":0}],"nextCursor":"c2"}}`,
			want: []string{"{kind: cursor, cursor: {json: data.nextCursor}}", "{name: after, value: '{cursor}'}", "value: '{query}'", "created: {json: publishedAt, filters: [unix_ms]}", "url: {value: '{base}/CHANGE_ME/{id}'}"},
		},
		{
			name: "offset and a layout", address: "https://f.example/reviews?product=9&offset=0&limit=2", lane: "tag:9", posts: 2,
			body: `{"count":8,"reviews":[{"review":2,"by":"carl","comment":"good","written":"20.11.2026 09:30","hearts":"1,204"},{"review":1,"by":"dora","comment":"bad","written":"19.11.2026 09:30","hearts":"3"}]}`,
			want: []string{"{kind: page, first: 0, step: 2, size: 2, total: count}", "{name: offset, value: '{page}'}", "id: {json: review}", "author_handle: {json: by}", "text: {json: comment}", "likes: {json: hearts, filters: [int]}", "{time: '02.01.2006 15:04'}"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			resp := answer(tc.address, tc.body, tc.link)
			d, err := draft.Write("forum", "platform.schema.json", resp)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range tc.want {
				if !strings.Contains(string(d.File), want) {
					t.Errorf("%q is not in the draft", want)
				}
			}
			file, faults := spec.Read(d.File)
			if len(faults) > 0 {
				t.Fatalf("faults %v in\n%s", faults, d.File)
			}
			read := file.Explain(crawler.Scope{Lane: tc.lane, Source: social.Source{BaseURL: "https://f.example"}}, resp)
			if read.Posts != tc.posts || len(read.Faults) > 0 {
				t.Errorf("%+v, want %d posts", read, tc.posts)
			}
			if t.Failed() {
				t.Logf("%s", d.File)
			}
		})
	}
}

// TestNotForADraft: what needs no file, or cannot be drafted, is said with what to
// use instead.
func TestNotForADraft(t *testing.T) {
	for _, tc := range []struct{ name, platform, address, body, want string }{
		{"feed", "forum", "https://f.example/feed", `<?xml version="1.0"?><rss version="2.0"></rss>`, "platform: feed and urls: [https://f.example/feed]"},
		{"JSON Feed", "forum", "https://f.example/feed", `{"version":"https://jsonfeed.org/version/1.1","items":[]}`, "platform: feed"},
		{"page", "forum", "https://f.example/", `<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss">`, `href=\"/rss\"`},
		{"nothing", "forum", "https://f.example/", ``, "sent nothing"},
		{"no JSON", "forum", "https://f.example/", `{"a":`, "is no JSON"},
		{"no list", "forum", "https://f.example/", `{"a":{"b":[1,2]}}`, "holds no list of objects"},
		{"name", "../forum", "https://f.example/", `[{"id":1}]`, "is no name"},
		{"braces", "forum", "https://f.example/{tag}", `[{"id":1}]`, "without braces"},
		{"password", "forum", "https://a:b@f.example/", `[{"id":1}]`, "without a password"},
	} {
		_, err := draft.Write(tc.platform, "", answer(tc.address, tc.body, ""))
		if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
	}
}

// FuzzWrite wants a draft to be a valid file whatever a server sends, and to name
// nothing that is not in it.
func FuzzWrite(f *testing.F) {
	f.Add("https://f.example/api?q=a&page=1", `{"list":[{"id":1,"text":"a","created":1763400000,"author":{"name":"x"}}],"next":"n","total":3}`)
	f.Add("http://f.example/?tag=%27%23&offset=5", `[{"id":"'","url":"/x","body":"<p>&amp;","date":"2026-11-01 10:00","images":["https://a.example/i.png"],"tags":["#"]}]`)
	f.Add("https://f.example/a%20b?x=%0a&yes=no", `{"a":{"a":[{"a.b":{"true":1,"null":[{"src":"x"}]},"- x":"#","created at":"\u0085"}]},"pages":9}`)
	f.Add("http://0", `{"0":{"0":[{"00":{"000":0,"0000":[{"000":"0"}]},"-":""}]}}`)
	f.Add("https://f.example", `[[{"id":1}],{"a":[{"uuid":"x","posted":"Mon, 02 Jan 2006 15:04:05 MST"}]}]`)
	f.Fuzz(func(t *testing.T, address, body string) {
		resp := answer(address, body, "")
		d, err := draft.Write("forum", "platform.schema.json", resp)
		if err != nil {
			if social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("code %q: %v", social.CodeOf(err), err)
			}
			return
		}
		file, faults := spec.Read(d.File)
		if len(faults) > 0 {
			t.Fatalf("faults %v in\n%s", faults, d.File)
		}
		if !json.Valid([]byte(body)) && !strings.HasPrefix(body, "\ufeff") {
			t.Errorf("a draft of what is no JSON: %q", body)
		}
		src := social.Source{BaseURL: "https://f.example"}
		if e := file.Example; e != nil {
			src = social.Source{BaseURL: e.BaseURL, Tags: e.Tags, Queries: e.Queries, Accounts: e.Accounts}
		}
		for _, lane := range file.Lanes(src) {
			file.Explain(crawler.Scope{Lane: lane, Source: src}, resp)
		}
	})
}

// TestManyListsInAnItemAreBounded: each key is compared with those before it.
func TestManyListsInAnItemAreBounded(t *testing.T) {
	var item strings.Builder
	item.WriteString(`[{"id":1,"text":"x"`)
	for i := range 100_000 {
		fmt.Fprintf(&item, `,"k%d":[]`, i)
	}
	item.WriteString("}]")
	d, err := draft.Write("forum", "platform.schema.json", answer("https://f.example/posts", item.String(), ""))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(d.File), "\n"); n > 1000 {
		t.Errorf("the draft has %d lines", n)
	}
}
