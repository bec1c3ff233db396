package query

import "unicode/utf8"

// CutText returns the beginning of text that fits in limit bytes, cut between
// runes. What is read of hostile posts is bounded by it.
func CutText(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}
