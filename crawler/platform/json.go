package platform

import (
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"earshot/internal/social"
)

// JSON reads the body of an answer; its error has social.CodeBroken.
func JSON(body []byte) (gjson.Result, error) {
	if !gjson.ValidBytes(body) {
		return gjson.Result{}, social.Errorf(social.CodeBroken, "the answer is no JSON")
	}
	return gjson.ParseBytes(body), nil
}

// Count reads a count of 0 or more, also one written as a string; nil for
// anything else.
func Count(r gjson.Result) *int64 {
	switch r.Type {
	case gjson.Number:
	case gjson.String:
		if r.Str == "" || strings.Trim(r.Str, "0123456789") != "" || len(r.Str) > 18 {
			return nil
		}
	default:
		return nil
	}
	n := r.Int()
	if n < 0 {
		return nil
	}
	return &n
}

// Pixels reads the width or height of a picture; 0 for an invalid one.
func Pixels(r gjson.Result) int {
	const most = 100_000
	if n := Count(r); n != nil && *n <= most {
		return int(*n)
	}
	return 0
}

// Unix reads a time in seconds since 1970; zero for an invalid one.
func Unix(r gjson.Result) time.Time {
	if n := r.Float(); r.Type == gjson.Number && n > 0 && n < 1<<40 {
		return time.Unix(int64(n), 0).UTC()
	}
	return time.Time{}
}

// Time reads a time in RFC 3339; zero for an invalid one.
func Time(r gjson.Result) time.Time {
	t, err := time.Parse(time.RFC3339, r.String())
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
