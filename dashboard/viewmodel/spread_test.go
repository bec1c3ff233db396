package viewmodel

import (
	"strings"
	"testing"

	"earshot/internal/social"
)

// TestSpreadOfManyPosts: of the posts beyond those that are listed neither the last nor the
// platforms are known.
func TestSpreadOfManyPosts(t *testing.T) {
	page := social.FamilyPage{Posts: []social.StoredPost{
		{Post: social.Post{Platform: "feed", ID: "1", CreatedAt: testNow.AddDate(0, 0, -9)}}, {Post: social.Post{Platform: "feed", ID: "2", CreatedAt: testNow.AddDate(0, 0, -8)}},
	}}
	if got := Spread(page, testNow); !strings.Contains(got.Summary, "the last") || len(got.Platforms) != 1 {
		t.Errorf("of all posts it says %+v", got)
	}
	page.More, page.Total = true, 1234
	if got := Spread(page, testNow); got.Summary != "1,234 posts show it; the first 2 are listed" || len(got.Platforms) != 0 {
		t.Errorf("of the first of many posts it says %+v", got)
	}
}
