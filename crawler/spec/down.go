package spec

import (
	"strconv"

	"earshot/crawler"
	"earshot/internal/social"
)

// nextDown asks for the numbers below those of this page. Some servers answer
// with the Size numbers up to {cursor}, of which any may be missing, others with
// the Size items below it: the lower of both ends leaves no gap with either.
func (f *File) nextDown(scope crawler.Scope, doc node, vars map[string]string) ([]crawler.Request, error) {
	next := int64(0)
	if last, err := strconv.ParseInt(vars["cursor"], 10, 64); err == nil {
		next = last - int64(f.Paging.Size)
	}
	for _, v := range doc.pick(*f.Paging.Cursor) {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "%.40q at %s is no number", v, f.Paging.Cursor)
		}
		if next == 0 || n < next {
			next = n
		}
	}
	if next <= 0 {
		return nil, nil
	}
	vars["cursor"] = strconv.FormatInt(next, 10)
	return f.follow(scope, vars)
}
