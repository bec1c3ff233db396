package viewmodel

import (
	"fmt"
	"time"

	"earshot/internal/social"
)

// usual says how many posts a run of a source usually reads.
func usual(u *social.Usual) string {
	switch {
	case u == nil:
		return "usual unknown"
	case u.Low == u.High:
		return "usual " + Exact(u.Low)
	default:
		return "usual " + Exact(u.Low) + "–" + Exact(u.High)
	}
}

// fresh says how many posts of a run were new.
func fresh(n *int64) string {
	if n == nil {
		return "new unknown"
	}
	return Exact(*n) + " new"
}

// failures says how many of the latest runs failed.
func failures(e *social.Errors) string {
	if e == nil {
		return "unknown"
	}
	return fmt.Sprintf("%d of %d", e.Failed, e.Runs)
}

// Backfill says how far a back-fill has come: "3,200 posts read, back to 12 Mar
// 2026, 62% of 1 Mar 2026 to 1 Apr 2026, about 4 minutes left", in the time zone
// given.
func Backfill(b social.Backfill, zone *time.Location) string {
	const day = "2 Jan 2006, 15:04"
	reached := "not yet in the window"
	if !b.Reached.IsZero() {
		reached = "back to " + b.Reached.In(zone).Format(day)
	}
	share, left := "an unknown share", "time left unknown"
	if b.Share != nil {
		share = fmt.Sprintf("%d%%", int(100**b.Share))
	}
	if b.Left != nil {
		left = "about " + span(*b.Left) + " left"
		if *b.Left < time.Minute {
			left = "less than a minute left"
		}
	}
	return fmt.Sprintf("%s read, %s, %s of %s to %s, %s", Plural(b.Posts, "post", "posts"), reached, share,
		b.From.In(zone).Format(day), b.To.In(zone).Format(day), left)
}

// span writes a duration as a person would say it.
func span(d time.Duration) string {
	switch {
	case d < time.Hour:
		return Plural(int64(d.Minutes()), "minute", "minutes")
	case d < 48*time.Hour:
		return Plural(int64(d.Hours()), "hour", "hours")
	default:
		return Plural(int64(d.Hours()/24), "day", "days")
	}
}
