package social

import (
	"fmt"
	"time"
)

// MaxAhead is how far ahead of the time it was seen a post may be dated. A date
// without a zone is taken as UTC, and no place is further ahead of that.
const MaxAhead = 14 * time.Hour

// Dating is when a post was published, as far as that is known.
type Dating struct {
	CreatedAt time.Time
	DateFrom  DateFrom
	Backlog   bool
}

// Dating is what p says of when it was published.
func (p Post) Dating() Dating { return Dating{p.CreatedAt, p.DateFrom, p.Backlog} }

// KeepDating gives p the date that was known of it before, where that is the
// better one: the time at which it was first seen stays what it was, a date that
// the platform no longer shows still holds, and a date that lies ahead of the time
// at which the post was first seen is not the one of its publication, even after
// it has passed. Else p's own date stands.
func (p *Post) KeepDating(known Dating) {
	switch {
	case p.Deleted || known.CreatedAt.IsZero():
	case p.DateFrom == DateSeen, known.DateFrom == DateSeen && p.CreatedAt.Sub(known.CreatedAt) > MaxAhead:
		p.CreatedAt, p.DateFrom, p.Backlog = known.CreatedAt, known.DateFrom, known.Backlog
	}
}

// UndatedNote says how many posts of the run have no readable date and what became
// of them, with the reason of the first; "" where all have one.
func (r Run) UndatedNote() string {
	if r.Undated == 0 {
		return ""
	}
	kept := "kept as seen"
	if r.Backfill() {
		kept = "left out, as nothing says that they lie in the window"
	}
	note := fmt.Sprintf("%d without a readable date: %s", r.Undated, kept)
	if r.UndatedWhy != "" {
		note += " (" + r.UndatedWhy + ")"
	}
	return note
}

// UndatedNote is that of the latest run that read posts: one whose answers had not
// changed says nothing of them.
func (h SourceHealth) UndatedNote() string {
	runs := h.Recent
	if h.Last != nil {
		runs = append([]Run{*h.Last}, runs...)
	}
	for _, r := range runs {
		if r.Posts > 0 && !r.Backfill() {
			return r.UndatedNote()
		}
	}
	return ""
}

// ParseDateFrom reads the name of what a date comes from.
func ParseDateFrom(s string) (DateFrom, error) {
	switch from := DateFrom(s); from {
	case DateStated, DateAddress, DatePage, DateSeen:
		return from, nil
	default:
		return "", Errorf(CodeInvalid, "unknown source of a date %q: stated, address, page or seen", s)
	}
}
