package spam

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// last shows n posts of one author, a pause apart, and returns the last answer.
func last(m *AuthorHistory, n int, pause func(i int) time.Duration, fingerprint func(i int) uint64) social.Spam {
	var s social.Spam
	at := noon
	for i := range n {
		at = at.Add(pause(i))
		s = m.Score(social.Post{Platform: "x", ID: fmt.Sprint(i), Author: social.Author{Handle: "ana"}, CreatedAt: at}, fingerprint(i), social.Spam{})
	}
	return s
}

func TestAuthorHistory(t *testing.T) {
	every := func(d time.Duration) func(int) time.Duration { return func(int) time.Duration { return d } }
	uneven := func(i int) time.Duration { return time.Duration(20+i*i%37) * time.Minute }
	own := func(i int) uint64 { return uint64(i + 1) }
	for name, c := range map[string]struct {
		n           int
		pause       func(int) time.Duration
		fingerprint func(int) uint64
		want        []string
	}{
		"a person":        {40, uneven, own, nil},
		"few posts":       {10, every(time.Second), own, nil},
		"a burst":         {20, every(30 * time.Second), own, []string{"one of 16 posts within 8 minutes"}},
		"a clock":         {20, every(30 * time.Minute), own, []string{"its author posts every 30 minutes, as a clock does"}},
		"the same":        {4, uneven, func(int) uint64 { return 7 }, []string{"its author said this 4 times"}},
		"too short texts": {9, uneven, func(int) uint64 { return 0 }, nil},
	} {
		if diff := cmp.Diff(c.want, last(NewAuthorHistory(), c.n, c.pause, c.fingerprint).Reasons); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
	if s := last(NewAuthorHistory(), 12, uneven, func(int) uint64 { return 7 }); !s.Likely() {
		t.Errorf("twelve times the same: %+v", s)
	}
}

func TestAuthorHistoryCountsAPostOnce(t *testing.T) {
	m := NewAuthorHistory()
	p := social.Post{Platform: "x", ID: "1", Author: social.Author{Handle: "ana"}, CreatedAt: noon}
	for range 50 {
		if s := m.Score(p, 7, social.Spam{}); s.Score != 0 {
			t.Fatalf("%+v", s)
		}
	}
}

func TestAuthorHistoryIsBounded(t *testing.T) {
	m := NewAuthorHistory()
	for i := range 3 * maxAuthors {
		m.Score(social.Post{Platform: "x", ID: "1", Author: social.Author{Handle: fmt.Sprint(i)}, CreatedAt: noon}, 7, social.Spam{})
	}
	if n := len(m.current) + len(m.previous); n > maxAuthors {
		t.Errorf("%d authors", n)
	}
}
