package spec_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

// board is a platform whose items say that they are gone, hold replies and are read
// again one by one.
const board = `platform: board
title: Board
reads: all
format: json
base_url: https://board.example
lanes: [{name: tag, from: tags}]
request: {path: '/{tag}'}
items: {json: posts}
gone:
  - {json: state, equals: deleted}
  - {json: locked, equals: 'true'}
where: [{json: kind, equals: post}]
nested: {json: replies}
fields: {id: {json: id}, url: {value: '/p/{id}', filters: [absolute]}, created: {json: at}, text: {json: text}}
revisit: {match: '^[0-9]+$', url: '{base}/one/{id}', items: {json: '@this'}, gone: {json: error, equals: deleted}}
`

func loadBoard(t *testing.T, text string) (*spec.File, error) {
	t.Helper()
	return spec.Load(fstest.MapFS{"board.yaml": {Data: []byte(text)}}, "board.yaml")
}

// TestGoneItemsAreErased wants a deleted post of each item that says outright that it
// is gone, whatever else it holds, and of no other.
func TestGoneItemsAreErased(t *testing.T) {
	f, err := loadBoard(t, board)
	if err != nil {
		t.Fatal(err)
	}
	const answer = `{"posts":[
		{"id":1,"kind":"post","at":"2026-11-01T10:00:00Z","text":"here","replies":[{"id":11,"kind":"post","state":"deleted","at":"2026-11-01T11:00:00Z"}]},
		{"id":2,"state":"deleted","replies":[{"id":21,"kind":"post","at":"2026-11-01T11:00:00Z","text":"an answer to what is gone"}]},
		{"id":3,"kind":"post","locked":true,"at":"2026-11-01T10:00:00Z","text":"no longer for you"},
		{"id":4,"kind":"post","state":{"deleted":true},"at":"2026-11-01T10:00:00Z","text":"odd"},
		{"id":5,"kind":"notice","at":"2026-11-01T10:00:00Z","text":"left out"},
		{"state":"deleted"},
		{"id":3,"kind":"post","state":"deleted"}]}`
	page, err := f.Parse(crawler.Scope{Lane: "tag:tea", Source: social.Source{Tags: []string{"tea"}, Comments: 1}}, crawler.Response{
		URL: "https://board.example/tea", Status: 200, Body: []byte(answer), At: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, p := range page.Posts {
		got[p.ID] = p.Deleted
		if p.Deleted && (p.Text != "" || !p.CreatedAt.IsZero()) {
			t.Errorf("the deleted post keeps %+v", p)
		}
	}
	if diff := cmp.Diff(map[string]bool{"1": false, "11": true, "2": true, "21": false, "3": true, "4": false}, got); diff != "" {
		t.Errorf("posts and whether they are gone (-want +got):\n%s", diff)
	}
	if len(page.Posts) != len(got) || len(page.Skipped) > 0 {
		t.Errorf("%d posts, skipped %v", len(page.Posts), page.Skipped)
	}
}

// TestGoneWhenReadAgain wants the same of a post that is asked for by itself.
func TestGoneWhenReadAgain(t *testing.T) {
	f, err := loadBoard(t, board)
	if err != nil {
		t.Fatal(err)
	}
	ref := crawler.Reference{ID: "7"}
	req, ok := f.Revisit(crawler.Scope{}, ref)
	if !ok {
		t.Fatal("it is not asked for")
	}
	req.Asks = &ref
	for body, want := range map[string]bool{
		`{"id":7,"kind":"post","state":"deleted"}`: true,
		`{"error":"deleted"}`:                      true,
		`{"id":7,"kind":"post","at":"2026-11-01T10:00:00Z","text":"still to be read"}`: false,
	} {
		page, err := f.Parse(crawler.Scope{}, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: []byte(body), At: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)})
		if err != nil || len(page.Posts) != 1 || page.Posts[0].Deleted != want || page.Posts[0].ID != "7" {
			t.Errorf("%s: %+v, %v", body, page.Posts, err)
		}
	}
}

// TestGoneIsChecked wants faults at their keys.
func TestGoneIsChecked(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"no path", "{json: state, equals: deleted}", "{equals: deleted}", "gone[0]: has no json path"},
		{"CSS in JSON", "{json: state, equals: deleted}", "{css: a}", "gone[0]: css, attr and html"},
		{"no condition", "gone: {json: error, equals: deleted}", "gone: 7", "revisit.gone"},
		{"what leads to posts", "fields: {id", "leads: {take: {a: {json: id}}, request: {path: '/{a}'}, items: {json: b}, fields: {id: {json: id}, url: {json: u}, created: {json: at}, text: {json: text}}}\nunused: {id", "gone"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := loadBoard(t, strings.Replace(board, tt.old, tt.new, 1)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want it to say %q", err, tt.want)
			}
		})
	}
}

// TestGoneTurnedRound wants a test of the file to ask about a condition that erases
// most of what a platform shows.
func TestGoneTurnedRound(t *testing.T) {
	f, err := loadBoard(t, strings.Replace(board, "equals: 'true'}", "equals: 'true', not: true}", 1))
	if err != nil {
		t.Fatal(err)
	}
	why := f.Explain(crawler.Scope{Lane: "tag:tea", Source: social.Source{Tags: []string{"tea"}}}, crawler.Response{
		URL: "https://board.example/tea", Status: 200, Body: []byte(`{"posts":[{"id":1,"kind":"post","at":"2026-11-01T10:00:00Z","text":"here"}]}`),
	})
	if len(why.Unused) == 0 || why.Unused[0].Key != "gone" || !strings.Contains(why.Unused[0].Says, "1 of 1 items") {
		t.Errorf("unused %+v", why.Unused)
	}
}

// TestCommentsOutliveTheirPost: on Lemmy nobody withdrew what stands below a post that its
// author deleted, or a moderator removed.
func TestCommentsOutliveTheirPost(t *testing.T) {
	const comment = `{"comment":{"id":8,"content":"still here","path":"0.8","ap_id":"https://l.example/comment/8","published_at":"2026-01-02T01:00:00Z","removed":%R,"deleted":false},"creator":{"name":"bo"},"post":{"id":7,"ap_id":"https://l.example/post/7","removed":%P,"deleted":%D}}`
	f := shipped(t, "lemmy")
	for _, tt := range []struct {
		comment, removed, deleted string
		erased                    bool
	}{{"false", "true", "false", false}, {"false", "false", "true", false}, {"true", "false", "false", true}} {
		item := strings.NewReplacer("%R", tt.comment, "%P", tt.removed, "%D", tt.deleted).Replace(comment)
		page, err := f.Parse(crawler.Scope{Lane: "comments:tea", Source: social.Source{Tags: []string{"tea"}, BaseURL: "https://l.example"}}, crawler.Response{
			URL: "https://l.example/api/v4/comment/list", Status: 200, Body: []byte(`{"items":[` + item + `]}`), At: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC),
		})
		if err != nil || len(page.Posts) != 1 || page.Posts[0].Deleted != tt.erased {
			t.Errorf("%s: %+v, %v; want it erased: %t", item, page.Posts, err, tt.erased)
		}
	}
}
