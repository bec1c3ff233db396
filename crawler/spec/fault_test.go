package spec_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

// TestAllFaultsAtOnce: unknown keys, values of another kind, misspelt names and
// what is missing are all told in one run, each with its line.
func TestAllFaultsAtOnce(t *testing.T) {
	const file = `platform: forum
titel: A forum
reads: posts
delay: soon
format: jsno
lanes:
  - {name: tag, form: tags}
  - {name: all, from: sever}
request:
  path: /tag/{tg}
  query: {name: page, value: '{pgae}'}
paging: {kind: pages, first: one}
items: {jsn: list}
fields:
  id: {json: id, filters: [lowr]}
  created: [{json: t, filters: [unix]}]
  created: {json: t}
  txt: {json: text}
  likes: [[x]]
errors:
  - {json: error, state: limitted, message: wait}
`
	_, faults := spec.Read([]byte(file))
	var got []string
	for _, f := range faults {
		got = append(got, f.String())
	}
	want := []string{
		"2: titel: unknown key; did you mean title?",
		`4: delay: "soon" is no span of time such as 1s`,
		`5: format: "jsno" is neither json nor html; did you mean json?`,
		`7: lanes[0].from: "" is none of queries, tags, accounts, urls and server`,
		`8: lanes[1].from: "sever" is none of queries, tags, accounts, urls and server; did you mean server?`,
		"10: request.path: unknown placeholder {tg}; did you mean {tag}?",
		"11: request.query: is a mapping, and should be a list: begin each entry with -",
		`12: paging.first: is "one", and should be a whole number`,
		`12: paging.kind: "pages" is none of page, cursor, down, link and window; did you mean page?`,
		"13: items.jsn: unknown key; did you mean json?",
		"15: fields.url: is missing",
		`15: fields.id[0].filters[0]: unknown filter "lowr"; did you mean lower?`,
		"17: fields.created: stands twice",
		"18: fields.txt: unknown key; did you mean text?",
		"19: fields.likes[0]: is a list, and should be keys with their values",
		`21: errors[0].state: "limitted" is none of blocked, login, captcha, limited, pause, broken and empty; did you mean limited?`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

const smallest = `platform: small
title: A small forum
reads: all of a server
format: json
lanes: [{name: server, from: server}]
request: {path: /posts}
items: {json: '@this'}
fields: {id: {json: id}, url: {value: '{base}/p/{id}'}, text: {json: text}, created: {json: at}}
`

// TestDefaults: credentials, terms and delay need not be said, and credentials
// are then named after what the file signs with or needs.
func TestDefaults(t *testing.T) {
	for _, tc := range []struct{ more, credentials string }{
		{"", "none"},
		{"sign: {Authorization: 'Bearer {token}'}\n", "none; token where a source has it"},
		{"sign: {Cookie: '{cookie}'}\nneeds: [{credential: cookie, message: give one}]\n", "cookie"},
		{"credentials: a key\n", "a key"},
	} {
		f, err := spec.Parse("small.yaml", []byte(smallest+tc.more))
		if err != nil {
			t.Fatal(err)
		}
		info := f.Info()
		if info.Credentials != tc.credentials || info.Terms != spec.DefaultTerms || info.Delay != time.Second {
			t.Errorf("with %q: %+v", tc.more, info)
		}
	}
}

// TestBaseEverywhere: {base} is the source's server in paths, parameters, bodies
// and fields.
func TestBaseEverywhere(t *testing.T) {
	text := strings.Replace(smallest, "{path: /posts}", "{path: '{base}/posts', query: [{name: of, value: '{base}'}], json: {server: '{base}/'}}", 1)
	f, err := spec.Parse("small.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	scope := crawler.Scope{Lane: "server:all", Source: social.Source{BaseURL: "https://a.example/forum/"}}
	req, err := f.Start(scope)
	if err != nil {
		t.Fatal(err)
	}
	const want = "https://a.example/forum/posts?of=https%3A%2F%2Fa.example%2Fforum"
	if req.URL != want || string(req.Body) != `{"server":"https://a.example/forum/"}` {
		t.Errorf("asks %s with %s", req.URL, req.Body)
	}
	page, err := f.Parse(scope, crawler.Response{Request: req, URL: req.URL, Body: []byte(`[{"id":7,"text":"x","at":"2026-11-01T00:00:00Z"}]`), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(page.Posts) != 1 || page.Posts[0].URL != "https://a.example/forum/p/7" {
		t.Errorf("page %+v, %v", page, err)
	}
}

// TestFirstPage: pages are counted from 1, items from 0, and either from what
// first says.
func TestFirstPage(t *testing.T) {
	for _, tc := range []struct {
		paging, first, second string
	}{
		{"{kind: page}", "1", "2"},
		{"{kind: page, first: 0}", "0", "1"},
		{"{kind: page, step: 20}", "0", "20"},
		{"{kind: page, step: 20, first: 1}", "1", "21"},
	} {
		f, err := spec.Parse("small.yaml", []byte(strings.Replace(smallest, "{path: /posts}", "{path: '/posts/{page}'}\npaging: "+tc.paging, 1)))
		if err != nil {
			t.Fatal(err)
		}
		scope := crawler.Scope{Lane: "server:all", Source: social.Source{BaseURL: "https://a.example"}}
		req, err := f.Start(scope)
		if err != nil || req.URL != "https://a.example/posts/"+tc.first {
			t.Errorf("%s begins with %s, %v", tc.paging, req.URL, err)
		}
		page, err := f.Parse(scope, crawler.Response{Request: req, URL: req.URL, Body: []byte(`[{"id":7,"text":"x","at":"2026-11-01T00:00:00Z"}]`), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
		if err != nil || len(page.Next) != 1 || page.Next[0].URL != "https://a.example/posts/"+tc.second {
			t.Errorf("%s goes on with %+v, %v", tc.paging, page.Next, err)
		}
	}
}

// FuzzRead wants a file or faults, each with a line of the file, whatever is read.
func FuzzRead(f *testing.F) {
	f.Add([]byte(smallest))
	for _, name := range []string{"testdata/forum.yaml", "../../configs/platforms/lemmy.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("fields: {<<: &a {id: [&b {json: x}, *b]}, url: *a}\nlanes: &l [*l]\n? x\n: y\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, faults := spec.Read(data)
		if (file == nil) != (len(faults) > 0) {
			t.Errorf("a file %v and faults %v", file, faults)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > strings.Count(string(data), "\n")+strings.Count(string(data), "\r")+1 || fault.Says == "" {
				t.Errorf("fault %+v of a file of %d lines", fault, strings.Count(string(data), "\n")+1)
			}
		}
	})
}
