package spec_test

import (
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// TestBackfillSaysItsEnd: filling in the past asks for the time that is wanted and
// not for all that came after it, where the platform can be asked so.
func TestBackfillSaysItsEnd(t *testing.T) {
	from, to := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	for platform, tc := range map[string]struct{ lane, end string }{
		"wordpress":     {"site:all", "before=2025-04-01T00%3A00%3A00Z"},
		"peertube":      {"query:x", "endDate=2025-04-01T00%3A00%3A00Z"},
		"stackexchange": {"tag:go", "todate=1743465600"},
		"threads":       {"query:x", "until=1743465600"},
		"facebook":      {"page:northwind", "until=1743465600"},
		"dailymotion":   {"query:x", "created_before=1743465600"},
		"niconico":      {"query:x", "filters%5BstartTime%5D%5Blt%5D=2025-04-01T00%3A00%3A00Z"},
		"hackernews":    {"query:x", "created_at_i%3C1743465600"},
	} {
		t.Run(platform, func(t *testing.T) {
			src := social.Source{Name: "s", Platform: platform, BaseURL: "https://site.example", Credentials: map[string]string{"token": "t"}}
			now, err := shipped(t, platform).Start(crawler.Scope{Source: src, Lane: tc.lane, Since: from})
			if err != nil || strings.Contains(now.URL, strings.SplitN(tc.end, "=", 2)[0]+"=") {
				t.Errorf("a crawl asks for %s, %v", now.URL, err)
			}
			past, err := shipped(t, platform).Start(crawler.Scope{Source: src, Lane: tc.lane, Since: from, Until: to})
			if err != nil || !strings.Contains(past.URL, tc.end) {
				t.Errorf("a back-fill asks for %s without %s, %v", past.URL, tc.end, err)
			}
		})
	}
}
