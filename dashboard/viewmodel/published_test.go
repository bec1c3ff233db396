package viewmodel

import (
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestPublishedSaysWhatIsKnown: a post without a readable date is shown as seen, and
// the note on any other says where its date comes from.
func TestPublishedSaysWhatIsKnown(t *testing.T) {
	now, at := time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC), time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		post            social.Post
		relative, exact string
	}{
		{social.Post{CreatedAt: at, DateFrom: social.DateStated}, "Mon 10:00", "Monday 4 May 2026, 10:00:00"},
		{social.Post{CreatedAt: at}, "Mon 10:00", "Monday 4 May 2026, 10:00:00"},
		{social.Post{CreatedAt: at, DateFrom: social.DateSeen}, "seen 4 May", "states no readable date"},
		{social.Post{CreatedAt: at, DateFrom: social.DateSeen, Backlog: true}, "seen 4 May, not counted", "no figure counts it"},
		{social.Post{CreatedAt: at.AddDate(-1, 0, 0), DateFrom: social.DateSeen}, "seen 4 May 2025", "First seen on Sunday 4 May 2025"},
		{social.Post{CreatedAt: at, DateFrom: social.DateAddress}, "4 May", "by the address of the post; the time of day is not known"},
		{social.Post{CreatedAt: at, DateFrom: social.DatePage}, "Mon 10:00", "as found on the page"},
	} {
		got := published(c.post, now)
		if !strings.HasPrefix(got.Relative, c.relative) || !strings.Contains(got.Exact, c.exact) {
			t.Errorf("%s %t is shown as %q, %q; want %q, %q", c.post.DateFrom, c.post.Backlog, got.Relative, got.Exact, c.relative, c.exact)
		}
	}
}
