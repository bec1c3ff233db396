package dashboard_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/dashboard/preview"
	"earshot/internal/social"
)

// TestListedAndNotCountedIsSaid: a list that shows more posts than its figures count
// says so, on the overview too, and leads to them.
func TestListedAndNotCountedIsSaid(t *testing.T) {
	o := options()
	posts := preview.Posts()
	for i, marked := len(posts)-1, 0; marked < 2; i-- {
		if p := &posts[i]; p.Post.CreatedAt.Before(preview.Now.Add(-time.Hour)) && slices.Contains(p.Analysis.Brands, "Northwind") {
			p.Post.DateFrom, p.Post.Backlog = social.DateSeen, true
			marked++
		}
	}
	o.Reader = preview.NewReader(posts)
	for path, want := range map[string][]string{
		"/":                                {"2 posts without a readable date", "listed and not counted", "date_from=seen"},
		"/posts":                           {"2 without a readable date", ", listed and not counted", "date_from=seen"},
		"/posts?date_from=seen":            {"2 without a readable date", `name="date_from" value="seen" checked`},
		"/posts?date_from=stated&q=coffee": {`name="date_from" value="stated" checked`},
	} {
		page := get(t, o, path).Body.String()
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s does not say %q", path, text)
			}
		}
	}
	// The other forms of the bar, as that of the period, keep the filter; to clear the filters takes it off.
	page := get(t, o, "/posts?date_from=seen").Body.String()
	if !strings.Contains(page, `type="hidden" name="date_from" value="seen"`) {
		t.Error("the forms of the filter bar drop where dates come from")
	}
	if _, clear, found := strings.Cut(page, `class="reset" href="`); !found || strings.Contains(clear[:strings.Index(clear, `"`)], "date_from") {
		t.Error("clearing the filters keeps where dates come from")
	}
}
