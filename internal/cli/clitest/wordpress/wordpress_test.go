package wordpress

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m) }

// articles is more than two pages of the site's interface hold.
const articles = 230

// TestRealWordPress reads a site, and reads it again after its editors and visitors
// changed, hid and deleted what they had written.
func TestRealWordPress(t *testing.T) {
	s := start(t)
	now := time.Now().UTC().Truncate(time.Second)
	at := func(hours int) string { return now.Add(-time.Duration(hours) * time.Hour).Format(time.DateTime) }
	post := func(i int, with map[string]any) map[string]any {
		a := map[string]any{"do": "post", "title": fmt.Sprintf("Article %d", i), "text": fmt.Sprintf("Northwind coffee, cup %d, tastes of plums.", i), "created": at(3*i + 2)}
		maps.Copy(a, with)
		return a
	}
	comment := func(under, n, hours int) map[string]any {
		return map[string]any{"do": "comment", "post": under, "text": fmt.Sprintf("Comment %d: mine came cold.", n), "author": fmt.Sprintf("Guest %d", n), "created": at(hours)}
	}
	var acts []map[string]any
	for i := range articles {
		acts = append(acts, post(i, nil))
	}
	acts = append(acts, post(900, map[string]any{"status": "private", "created": at(5)}), post(901, map[string]any{"status": "draft"}),
		post(902, map[string]any{"password": "open", "created": at(6)}))
	// Those that were drafts first have a number for their first address, the others a name.
	for i := range 4 {
		acts = append(acts, post(910+i, map[string]any{"status": "draft", "created": at(30*i + 20)}))
	}
	ids := s.act(t, acts...)
	closed, drafted := ids[articles+3], ids[len(ids)-4:]
	acts = nil
	for _, id := range drafted {
		acts = append(acts, map[string]any{"do": "change", "id": id, "with": map[string]any{"post_status": "publish"}})
	}
	s.act(t, acts...)
	acts = []map[string]any{comment(closed, 60, 4)}
	for n := range 60 {
		acts = append(acts, comment(ids[n], n, 3*n+1))
	}
	hidden := comment(ids[0], 61, 1)
	hidden["approved"] = 0
	// Held back for a moderator, below an old article.
	held := comment(ids[210], 62, 20)
	held["approved"] = 0
	comments := s.act(t, append(acts, hidden, held)...)

	w := &clitest.World{Dir: t.TempDir()}
	w.WriteConfiguration(t, map[string]any{
		"brands": []map[string]any{{"name": "Northwind", "query": "northwind"}},
		"sources": []map[string]any{{"name": "notes", "platform": "wordpress", "base_url": s.Address, "comments": 1, "keep": "all", "every": "1h",
			"history": "90d", "refresh": "48h", "revisits": 500}},
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s", "contact": "mailto:test@earshot.example"},
	})
	read := func() {
		t.Helper()
		first, _ := w.Crawl(t, 0)
		requests := 0
		for _, r := range first.Runs {
			requests += r.Requests
		}
		got := map[string]shown{}
		for _, p := range w.Stored(t) {
			got[p.URL] = shown{words(p.Text), p.CreatedAt.UTC().Format(time.DateTime), p.Author}
		}
		want := s.held(t)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("what is stored is not what the site shows (-site +stored):\n%s", diff)
		}
		t.Logf("%d posts and comments, %d stored, %d requests", len(want), len(got), requests)
	}
	read()

	s.act(t, slices.Concat(
		[]map[string]any{{"do": "trash", "id": ids[1]}, {"do": "delete", "id": ids[2]}, {"do": "trash", "id": ids[150]}, {"do": "delete", "id": ids[220]}},
		[]map[string]any{{"do": "change", "id": ids[3], "with": map[string]any{"post_status": "private"}}, {"do": "change", "id": ids[180], "with": map[string]any{"post_password": "shut"}}},
		[]map[string]any{{"do": "change", "id": ids[4], "with": map[string]any{"post_content": "Northwind coffee is bitter now."}}, {"do": "change", "id": ids[200], "with": map[string]any{"post_content": "We drink tea."}}},
		[]map[string]any{{"do": "hide comment", "id": comments[5], "status": "spam"}, {"do": "hide comment", "id": comments[40], "status": "trash"}},
		[]map[string]any{{"do": "trash", "id": drafted[0]}, {"do": "change", "id": drafted[3], "with": map[string]any{"post_status": "private"}}},
		// Renamed, a new article and an old one, of either kind of first address.
		[]map[string]any{{"do": "change", "id": ids[8], "with": map[string]any{"post_name": "new-name"}}, {"do": "change", "id": ids[190], "with": map[string]any{"post_name": "another-name"}},
			{"do": "change", "id": drafted[1], "with": map[string]any{"post_name": "third-name"}}},
		[]map[string]any{{"do": "change comment", "id": comments[6], "text": "It was hot after all."}, comment(ids[7], 71, 0)},
		// Late comments on old articles, and one that its moderator shows now.
		[]map[string]any{comment(ids[200], 72, 0), comment(ids[212], 73, 0), {"do": "hide comment", "id": comments[62], "status": "approve"}},
	)...)
	read()
}
