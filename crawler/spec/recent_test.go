package spec

import (
	"testing"
	"time"
)

func TestRecent(t *testing.T) {
	at := time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC) // 04:00 on March 2 in Shanghai
	for _, tc := range []struct{ in, want string }{
		{"03:59", "2026-03-01T20:00:00Z"},
		{"23:10", "2026-03-01T15:11:00Z"},
		{"3-2", "2026-03-02T16:00:00Z"},
		{"3-3", "2025-03-03T16:00:00Z"},
		{"12-31", "2025-12-31T16:00:00Z"},
		{"2019-10", "2019-10-31T16:00:00Z"},
		{"2019-1-5", "2019-01-05T16:00:00Z"},
		{"yesterday", ""},
	} {
		got, err := recent(tc.in, "Asia/Shanghai", at)
		if got != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("recent(%q) = %q, %v; want %q", tc.in, got, err, tc.want)
		}
	}
}
