package spec

import (
	"strconv"

	"earshot/crawler"
	"earshot/internal/social"
)

// down asks for the numbers below those of this page. Some servers answer
// with the Size numbers up to {cursor}, of which any may be missing, others with
// the Size items below it: the lower of both ends leaves no gap with either.
func (t turn) down() ([]crawler.Request, error) {
	next := int64(0)
	if last, err := strconv.ParseInt(t.vars["cursor"], 10, 64); err == nil {
		next = last - int64(t.m.answer.Paging.Size)
	}
	for _, v := range t.doc.pick(*t.m.answer.Paging.Cursor) {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "%.40q at %s is no number", v, t.m.answer.Paging.Cursor)
		}
		if next == 0 || n < next {
			next = n
		}
	}
	if next <= 0 {
		return nil, nil
	}
	t.vars["cursor"] = strconv.FormatInt(next, 10)
	return t.on()
}
