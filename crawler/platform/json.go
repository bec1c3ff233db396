package platform

import (
	"time"

	"earshot/crawler/lenient"
	"earshot/internal/date"
)

// JSON reads the body of an answer; its error has social.CodeBroken. What could not
// be read in the end is root.Unread(), for Page.Unread.
func JSON(body []byte) (root lenient.Node, err error) { return lenient.Parse(body, "") }

// Count reads a count of 0 or more, also one written as a string; nil for
// anything else.
func Count(r lenient.Node) *int64 { return r.Count() }

// Pixels reads the width or height of a picture; 0 for an invalid one.
func Pixels(r lenient.Node) int {
	const most = 100_000
	if n := Count(r); n != nil && *n <= most {
		return int(*n)
	}
	return 0
}

// Unix reads a time in seconds since 1970; zero for an invalid one.
func Unix(r lenient.Node) time.Time {
	if n := r.Float(); n > 0 && n < 1<<40 {
		return time.Unix(int64(n), 0).UTC()
	}
	return time.Time{}
}

// Time reads a time in any form that names one; zero for an invalid one.
func Time(r lenient.Node) time.Time {
	written := r.String()
	t, ok := date.Parse(written)
	if !ok && written != "" {
		r.Fault("is no time")
	}
	return t
}
