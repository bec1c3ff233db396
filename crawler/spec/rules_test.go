package spec_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

func TestServerLane(t *testing.T) {
	f := shipped(t, "lemmy")
	for _, tc := range []struct {
		name string
		src  social.Source
		want []string
	}{
		{"nothing else", social.Source{BaseURL: "https://l.example"}, []string{"server-posts:all", "server-comments:all"}},
		{"a list", social.Source{BaseURL: "https://l.example", Tags: []string{"coffee"}}, []string{"posts:coffee", "comments:coffee"}},
		{"no server", social.Source{}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, f.Lanes(tc.src)); diff != "" {
				t.Errorf("lanes (-want +got):\n%s", diff)
			}
		})
	}
}

// field reads one item with the shop's description, in which the rule of text
// is replaced by the given one.
func field(t *testing.T, rule, item string) (string, error) {
	t.Helper()
	data, err := os.ReadFile("testdata/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := spec.Parse("shop.yaml", []byte(strings.Replace(string(data), "{json: body, filters: [html]}", rule, 1)))
	if err != nil {
		return "", err
	}
	page, err := f.Parse(
		crawler.Scope{Lane: "buyer:ana", Source: social.Source{BaseURL: "https://shop.example"}},
		crawler.Response{URL: "https://shop.example:8443/u/ana", Header: http.Header{}, Body: []byte(`{"data":{"list":[` + item + `]}}`), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Skipped) > 0 {
		return "", page.Skipped[0].Err
	}
	if len(page.Unread) > 0 {
		return "", page.Unread[0].Err
	}
	return page.Posts[0].Text, nil
}

func TestRules(t *testing.T) {
	const item = `{"id":1,"t":1763400000000,"a":{"n":["x","y"]},"md":"**b** [l](https://e.example)\nnext\n\n<div>box</div>","no":[1,"2"],"none":{},"neg":[-1],"k":"one"}`
	for _, tc := range []struct{ name, rule, want, fault string }{
		{"part of the item", `{value: '{item.a.n.1}@{host} {id}'}`, "y@shop.example:8443 r1", ""},
		{"part that is missing", `[{value: '{item.b} {id}'}, {json: k}]`, "one", ""},
		{"when", `[{json: k, when: {json: k, equals: two}}, {json: a.n.0, when: {json: b, not: true}}]`, "x", ""},
		{"markdown", `{json: md, filters: [markdown, html]}`, "b l\nnext\n\nbox", ""},
		{"sum", `{json: no, filters: [sum]}`, "3", ""},
		{"sum of none", `{json: none.@values, filters: [sum]}`, "", ""},
		{"sum of what cannot be counted", `{json: neg, filters: [sum]}`, "", "cannot be added up"},
		{"map", `{json: k, filters: [{map: 'two=2 one=1'}]}`, "1", ""},
		{"map without the value", `{json: k, filters: [{map: 'two=2'}]}`, "", ""},
		{"map of no pairs", `{json: k, filters: [{map: 'two'}]}`, "", "is no pair"},
		{"regexp to", `{json: k, filters: [{regexp: '^(.)(.)', to: '$2-$1'}]}`, "n-o", ""},
		{"replace", `{json: k, filters: [{replace: '[aeiou]', to: '<$0>'}]}`, "<o>n<e>", ""},
		{"take out", `{json: k, filters: [{replace: '[aeiou]'}]}`, "n", ""},
		{"every", `{json: k, filters: [{every: '[aeiou]'}, {prefix: '+'}]}`, "+o", ""},
		{"to of another filter", `{json: k, filters: [{prefix: a, to: b}]}`, "", "to is for"},
		{"when without a path", `{json: k, when: {equals: one}}`, "", "has no json path"},
		{"unknown key of when", `{json: k, when: {jsn: k}}`, "", "jsn"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := field(t, tc.rule, item)
			if tc.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tc.fault) {
					t.Fatalf("got %q and error %v, want an error with %q", got, err, tc.fault)
				}
				return
			}
			if err != nil || got != tc.want {
				t.Errorf("got %q, error %v; want %q", got, err, tc.want)
			}
		})
	}
}

func TestPagingFlaws(t *testing.T) {
	data, err := os.ReadFile("testdata/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const paging = "  kind: cursor\n  cursor: {json: data.next}\n"
	for _, tc := range []struct{ name, old, new, want string }{
		{"down without size", paging, "  kind: down\n  cursor: {json: id}\n", "paging.size: is missing"},
		{"down without cursor", paging, "  kind: down\n  size: 5\n", "paging.cursor: is missing"},
		{"step of a cursor", paging, paging + "  step: 5\n", "paging.step: is for a page"},
		{"start of a page", paging, "  kind: page\n  start: '*'\n", "paging.start: is for a cursor"},
		{"more without a path", paging, paging + "  more: {equals: x}\n", "paging.more: has no json path"},
		{"items of a lane", "    from: accounts\n", "    from: accounts\n    items: {css: p}\n", "lanes[1].items"},
		{"unknown list", "    from: accounts\n", "    from: friends\n", "queries, tags, accounts, urls and server"},
		{"placeholder in a body", "request: {path: '/u/{account}'}", "request: {path: '/u', json: {who: '{name}'}}", "lanes[1].request.json.who: unknown placeholder {name}"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Replace(string(data), tc.old, tc.new, 1)
			if text == string(data) {
				t.Fatalf("%q is not in the file", tc.old)
			}
			if _, err := spec.Parse("shop.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}
