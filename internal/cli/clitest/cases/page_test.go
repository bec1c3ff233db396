package cases

import (
	"strings"
	"testing"

	"earshot/internal/social"
)

func pageCases() []situation {
	begins := func(n int) func(*testing.T, string) []string {
		return func(t *testing.T, file string) []string {
			return pick(page(t, file), func(p social.Post) string { return opening(p.Text, n) })
		}
	}
	dated := func(what func(social.Post) string) func(*testing.T, string) []string {
		return func(t *testing.T, file string) []string { return pick(page(t, file)[:1], what) }
	}
	return []situation{
		{"cookie-wall-aside.html", []string{"The Brewline roastery on Canal Street"}, begins(37)},
		{"gbk-broken-meta.html", []string{"位于运河街的布鲁莱恩咖啡店"}, begins(13)},
		{"gbk-header-says-latin1.html", []string{"位于运河街的"}, begins(6)},
		{"comment-date.html", []string{"undated"}, dated(day)},
		{"visible-cn-afternoon.html", []string{"15:05"}, dated(func(p social.Post) string { return p.CreatedAt.Format("15:04") })},
		{"visible-us-zone.html", []string{"2026-05-04T19:05Z"}, dated(moment)},
		{"visible-ordinal.html", []string{"2026-05-04"}, dated(day)},
		{"visible-tr.html", []string{"2026-05-04"}, dated(day)},
		{"visible-de.html", []string{"2026-05-04"}, dated(day)},
		{"jsonld-hour-offset.html", []string{"2026-05-04T06:30Z"}, dated(moment)},
	}
}

// page reads a page; where the adapter reads nothing of it, one post without
// anything stands for that.
func page(t *testing.T, file string) []social.Post {
	posts := look(t, file, "--platform", "web")
	var articles []social.Post
	for _, p := range posts {
		if p.ParentID == "" && !strings.Contains(p.Text, "I agree with all") {
			articles = append(articles, p)
		}
	}
	if len(articles) == 0 {
		return []social.Post{{}}
	}
	return articles
}
