package query

import (
	"fmt"
	"slices"
	"strings"
)

// UnknownName is a sentence about a name of a brand or source that is none of those
// known, with the one that may be meant, whatever its case, or else all of them, sorted.
func UnknownName(what, name string, known []string) string {
	lower := make([]string, len(known))
	for i, k := range known {
		lower[i] = strings.ToLower(k)
	}
	at := slices.Index(lower, strings.ToLower(name))
	if at < 0 {
		at = slices.Index(lower, Nearest(strings.ToLower(name), lower))
	}
	hint := "none is configured"
	switch {
	case at >= 0:
		hint = fmt.Sprintf("did you mean %q?", known[at])
	case len(known) > 0:
		hint = "choose among " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
	}
	return fmt.Sprintf("there is no %s %q: %s", what, name, hint)
}

// Nearest is the known word that is the fewest changes away from word, at most
// two, or one in a word of up to four letters; "" where there is none.
func Nearest(word string, known []string) string {
	const longest = 64
	if word == "" || len(word) > longest {
		return ""
	}
	most := 2
	if len(word) <= 4 {
		most = 1
	}
	best := ""
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := distance(word, k); d <= most && d > 0 {
			best, most = k, d-1
		}
	}
	return best
}

// distance is how many letters must be changed, put in, left out or swapped with
// the next one to make b of a.
func distance(a, b string) int {
	before, last := []int(nil), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
