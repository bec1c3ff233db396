package social_test

import (
	"testing"
	"time"

	"earshot/internal/social"
)

// TestKeepDating: the time at which a post was first seen stays, a date that is no
// longer shown holds, one that becomes readable takes over, and one that lay ahead
// when the post was seen never does.
func TestKeepDating(t *testing.T) {
	seen := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	firstSeen := social.Dating{CreatedAt: seen, DateFrom: social.DateSeen, Backlog: true}
	stated := social.Dating{CreatedAt: seen.AddDate(0, -1, 0), DateFrom: social.DateStated}
	for name, c := range map[string]struct{ read, known, want social.Dating }{
		"seen again":            {social.Dating{CreatedAt: seen.Add(time.Hour), DateFrom: social.DateSeen}, firstSeen, firstSeen},
		"no longer dated":       {social.Dating{CreatedAt: seen.Add(time.Hour), DateFrom: social.DateSeen}, stated, stated},
		"not recorded":          {social.Dating{CreatedAt: seen.Add(time.Hour), DateFrom: social.DateSeen}, social.Dating{CreatedAt: seen}, social.Dating{CreatedAt: seen}},
		"readable now":          {stated, firstSeen, stated},
		"ahead when first seen": {social.Dating{CreatedAt: seen.AddDate(0, 3, 0), DateFrom: social.DateStated}, firstSeen, firstSeen},
		"unknown":               {firstSeen, social.Dating{}, firstSeen},
		"stated again":          {stated, social.Dating{CreatedAt: seen, DateFrom: social.DateStated}, stated},
	} {
		p := social.Post{CreatedAt: c.read.CreatedAt, DateFrom: c.read.DateFrom, Backlog: c.read.Backlog}
		if p.KeepDating(c.known); p.Dating() != c.want {
			t.Errorf("%s: %+v, want %+v", name, p.Dating(), c.want)
		}
	}
}

func TestUndatedNote(t *testing.T) {
	h := social.SourceHealth{Last: &social.Run{}, Recent: []social.Run{{Posts: 3, Undated: 2, UndatedWhy: "why"}}}
	if got, want := h.UndatedNote(), "2 without a readable date: kept as seen (why)"; got != want {
		t.Errorf("the note is %q, want %q", got, want)
	}
	h.Last = &social.Run{Posts: 1}
	if got := h.UndatedNote(); got != "" {
		t.Errorf("a run that found every date leaves the note %q", got)
	}
}
