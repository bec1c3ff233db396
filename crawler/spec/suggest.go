package spec

import "earshot/internal/query"

// didYouMean is a question to put behind a fault about word, or "" where none of
// the words that are known is near it.
func didYouMean(word string, known []string) string {
	if near := query.Nearest(word, known); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}
