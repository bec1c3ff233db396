package spec_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"earshot/crawler"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

func TestRevisit(t *testing.T) {
	for _, tt := range []struct {
		platform, id, base string
		params             map[string]string
		url, body, gone    string
		likes              int64
	}{
		{"hackernews", "4711", "", nil, "https://hn.algolia.com/api/v1/search?tags=story,story_4711",
			`{"hits":[{"objectID":"4711","author":"ana","title":"Northwind","created_at_i":1760000000,"points":41,"num_comments":7}],"nbHits":1}`, "", 41},
		{"github", "https://github.com/northwind/roaster/issues/12", "", nil, "https://api.github.com/repos/northwind/roaster/issues/12",
			`{"html_url":"https://github.com/northwind/roaster/issues/12","title":"It burns","user":{"login":"ana"},"created_at":"2026-03-01T10:00:00Z","reactions":{"+1":3},"comments":2}`, "", 3},
		{"stackexchange", "https://coffee.stackexchange.com/questions/55", "", map[string]string{"site": "coffee"},
			"https://api.stackexchange.com/2.3/questions/55?site=coffee&filter=withbody",
			`{"items":[{"question_id":55,"link":"https://coffee.stackexchange.com/questions/55/how","title":"How","body":"<p>x</p>","creation_date":1760000000,"score":9,"answer_count":1,"view_count":20,"owner":{"display_name":"Ana"}}]}`,
			`{"items":[]}`, 9},
		{"v2ex", "1002", "", nil, "https://www.v2ex.com/api/topics/show.json?id=1002",
			`[{"id":1002,"title":"Coffee","content":"x","created":1760000000,"replies":4,"member":{"username":"ana"}}]`, `[]`, -1},
		{"peertube", "https://tube.example/videos/watch/9f-2", "https://sepia.example", nil, "https://tube.example/api/v1/videos/9f-2",
			`{"url":"https://tube.example/videos/watch/9f-2","name":"Latte","publishedAt":"2026-03-01T10:00:00Z","likes":6,"account":{"name":"ana","host":"tube.example"}}`, "", 6},
	} {
		t.Run(tt.platform, func(t *testing.T) {
			f := shipped(t, tt.platform)
			scope := crawler.Scope{Source: social.Source{Platform: tt.platform, BaseURL: tt.base, Params: tt.params}, Lane: "revisit"}
			ref := crawler.Reference{ID: tt.id}
			req, ok := f.Revisit(scope, ref)
			if !ok || req.URL != tt.url {
				t.Fatalf("asks for %q, %t; want %q", req.URL, ok, tt.url)
			}
			req.Asks = &ref
			read := func(body string) crawler.Page {
				t.Helper()
				page, err := f.Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: []byte(body), At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
				if err != nil {
					t.Fatal(err)
				}
				return page
			}
			page := read(tt.body)
			if len(page.Posts) != 1 || page.Posts[0].ID != tt.id || len(page.Next) > 0 {
				t.Fatalf("read %+v", page)
			}
			if likes := page.Posts[0].Engagement.Likes; tt.likes >= 0 && (likes == nil || *likes != tt.likes) {
				t.Errorf("likes %v, want %d", likes, tt.likes)
			}
			if tt.gone != "" {
				if page := read(tt.gone); len(page.Posts) != 1 || !page.Posts[0].Deleted || page.Posts[0].ID != tt.id {
					t.Errorf("of a post that is gone: %+v", page)
				}
			}
			if _, ok := f.Revisit(scope, crawler.Reference{ID: "nothing of the kind?/"}); ok {
				t.Error("an id of another form is asked for")
			}
		})
	}
	if _, ok := shipped(t, "steam").Revisit(crawler.Scope{}, crawler.Reference{ID: "1"}); ok {
		t.Error("a platform that shows no single posts is asked for one")
	}
}

func TestRevisitIsChecked(t *testing.T) {
	load := func(text string) (*spec.File, error) {
		return spec.Load(fstest.MapFS{"x.yaml": {Data: []byte(text)}}, "x.yaml")
	}
	good := "platform: x\ntitle: X\nreads: all\ncredentials: none\ndelay: 1s\nterms: none\nformat: json\nlanes: [{name: q, from: queries}]\nrequest: {path: /}\nitems: {json: a}\n" +
		"fields: {id: {json: id}, url: {json: url}, created: {json: at}, text: {json: text}}\n"
	for _, tt := range []struct{ name, revisit, want string }{
		{"a group that is not there", "revisit: {match: '^(?P<a>.)$', url: '{base}/{b}'}", "{b} is neither"},
		{"no expression", "revisit: {match: '(', url: '{base}'}", "no regular expression"},
		{"no address", "revisit: {match: 'x'}", "revisit.url"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := load(good + tt.revisit); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want it to say %q", err, tt.want)
			}
		})
	}
	if _, err := load(good + "revisit: {match: '^(?P<a>.)$', url: '{base}/{a}'}"); err != nil {
		t.Errorf("a good one: %v", err)
	}
}
