package query

import "unicode/utf8"

// CutText returns the beginning of text, at most limit bytes, cut between runes.
// It bounds what is read of hostile posts.
func CutText(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}
