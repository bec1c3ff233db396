package spec_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

// explain reads a body as the first page of a file's first lane.
func explain(t testing.TB, file, body string) spec.Explanation {
	t.Helper()
	f, faults := spec.Read([]byte(file))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	scope := crawler.Scope{Lane: "server:all", Source: social.Source{BaseURL: "https://a.example"}}
	return f.Explain(scope, crawler.Response{
		Request: crawler.Request{Vars: map[string]string{"page": "1"}}, URL: "https://a.example/posts", Header: http.Header{},
		Body: []byte(body), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
	})
}

func TestExplain(t *testing.T) {
	page := strings.NewReplacer("format: json", "format: html", "{json: '@this'}", "{css: div.post}", "{json: id}", "{css: ., attr: id}", "{json: text}", "{css: p}", "{json: at}", "{css: time}").Replace(smallest)
	for _, tc := range []struct {
		name, file, body string
		items, posts     int
		want             string
	}{
		{"posts", smallest, `[{"id":1,"text":"x","at":"2026-11-01T00:00:00Z"}]`, 1, 1, ""},
		{"a byte order mark", smallest, "\ufeff" + `[{"id":1,"text":"x","at":"2026-11-01T00:00:00Z"}]`, 1, 1, ""},
		{"a byte order mark alone", smallest, "\ufeff", 0, 0, "the answer is empty"},
		{"no JSON", smallest, `{`, 0, 0, "4: format: not JSON"},
		{"a web page", smallest, `<html></html>`, 0, 0, "4: format: a web page where JSON was promised"},
		{"an empty list", smallest, `[]`, 0, 0, "7: items: \"@this\" is there and holds nothing"},
		{"misspelt list", strings.Replace(smallest, "'@this'", "data.item", 1), `{"data":{"items":[{}],"total":1}}`, 0, 0, "7: items: \"data.item\" matches nothing in the answer; data has items (list of 1), total (number 1); did you mean items?"},
		{"no id", smallest, `[{"no":1,"text":"x","at":"2026-11-01T00:00:00Z"},{"no":2}]`, 2, 0, "8: fields.id: 2 of 2 items are no posts: it has no id"},
		{"no time", smallest, `[{"id":1,"text":"x"}]`, 1, 1, "8: fields.created: 1 of 1 items have no readable date, and count as seen now: it has no date"},
		{"no time, as said", smallest + "\nundated: true\n", `[{"id":1,"text":"x"}]`, 1, 1, ""},
		{"milliseconds", strings.Replace(smallest, "{json: at}", "{json: at, filters: [unix]}", 1), `[{"id":1,"text":"x","at":1763400000000}]`, 1, 1, "which wants filters: [unix_ms]"},
		{"seconds as milliseconds", strings.Replace(smallest, "{json: at}", "{json: at, filters: [unix_ms]}", 1), `[{"id":1,"text":"x","at":1763400000}]`, 1, 1, "the time may be misread"},
		{"left out", smallest + "where: [{json: kind, equals: a}]\n", `[{"id":1,"kind":"b"}]`, 1, 0, "9: where[0]: leaves out 1 of 1 items"},
		{"replies only", smallest + "reply: {json: up}\n", `[{"id":1,"up":2}]`, 1, 0, "9: reply: 1 of 1 items are replies"},
		{"refused", smallest + "errors: [{json: error, state: limited, message: later}]\n", `{"error":"x"}`, 1, 0, "9: errors[0]: the answer counts as a refusal (limited): later"},
		{"no element", page, `<html><body><div class="item x"></div><div class=item></div></body></html>`, 0, 0, `7: items: element "div.post" matches nothing on the page; there are div.item (2)`},
		{"a key that moves a terminal", strings.Replace(smallest, "'@this'", "a", 1), "{\"\\u001b[2J\":1}", 0, 0, "the answer has ?[2J (number 1)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := explain(t, tc.file, tc.body)
			if got.Items != tc.items || got.Posts != tc.posts {
				t.Errorf("%d items and %d posts, want %d and %d", got.Items, got.Posts, tc.items, tc.posts)
			}
			var all []string
			for _, f := range got.Faults {
				all = append(all, f.String())
			}
			if told := strings.Join(all, "\n"); tc.want == "" && told != "" || !strings.Contains(told, tc.want) {
				t.Errorf("%q is not in\n%s", tc.want, told)
			}
		})
	}
}

// TestUnusedFields: a field that yields nothing is told with what was meant.
func TestUnusedFields(t *testing.T) {
	got := explain(t, strings.Replace(smallest, "text: {json: text}", "text: {json: text}, likes: {json: counts.like}, views: {json: views}", 1), `[{"id":1,"text":"x","at":"2026-11-01T00:00:00Z","counts":{"likes":3},"views":7}]`)
	if len(got.Unused) != 1 || got.Unused[0].Key != "fields.likes" || !strings.Contains(got.Unused[0].Says, "did you mean likes?") {
		t.Errorf("unused: %+v", got.Unused)
	}
}

// TestConditionThatLeavesOutMost: it is told, for it may be turned round.
func TestConditionThatLeavesOutMost(t *testing.T) {
	got := explain(t, smallest+"where: [{json: ad, equals: 'true'}]\n", `[{"id":1,"ad":false},{"id":2,"ad":false},{"id":3,"ad":true,"text":"x","at":"2026-11-01T00:00:00Z"}]`)
	if len(got.Unused) != 1 || got.Posts != 1 || got.Unused[0].Line != 9 || !strings.Contains(got.Unused[0].Says, "leaves out 2 of 3 items") {
		t.Errorf("%+v", got)
	}
}

// FuzzExplain wants an explanation of whatever comes, in bounds.
func FuzzExplain(f *testing.F) {
	f.Add(true, `[{"id":1,"text":"x","at":"2026-11-01T00:00:00Z"}]`)
	f.Add(true, `{"a":{"b":[]}}`)
	f.Add(false, `<html><body><div class=post id=1><p>x<time>2026-11-01T00:00:00Z</time></div><div class="a b">`)
	page := strings.NewReplacer("format: json", "format: html", "{json: '@this'}", "{css: div.post}", "{json: id}", "{css: ., attr: id}", "{json: text}", "{css: p}", "{json: at}", "{css: time}").Replace(smallest)
	f.Fuzz(func(t *testing.T, isJSON bool, body string) {
		file := smallest
		if !isJSON {
			file = page
		}
		got := explain(t, file, body)
		if got.Posts > got.Items || got.Posts == 0 && len(got.Faults) == 0 && got.Items > 0 {
			t.Errorf("%+v", got)
		}
		for _, fault := range append(got.Faults, got.Unused...) {
			if fault.Line < 1 || len(fault.Says) > 8000 || strings.Contains(fault.Says, "gave up") {
				t.Errorf("line %d: %.300s", fault.Line, fault.Says)
			}
		}
	})
}
