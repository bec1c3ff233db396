package query

import (
	"fmt"
	"slices"
	"strings"
)

// maxSpelt is the most words of a query that FoundAlso speaks of.
const maxSpelt = 5

// FoundAlso says of the Arabic words of q, one clause a word, in which forms besides
// its letters each is found. It is for those who ask what a query means.
func (q *Query) FoundAlso() []string {
	var out, seen []string
	eachWord(q.Root(), func(w Word) {
		if !isArabic(w.Text) || slices.Contains(seen, w.Text) {
			return
		}
		if seen = append(seen, w.Text); len(seen) <= maxSpelt {
			out = append(out, foundAlso(w.Text))
		}
	})
	if n := len(seen) - maxSpelt; n > 0 {
		out = append(out, fmt.Sprintf("so are the %d other Arabic words", n))
	}
	return out
}

func foundAlso(word string) string {
	spellings := "whichever of ا أ إ آ, ي ى ئ ی, ه ة, و ؤ, ك ک is written, with vowel marks or without"
	bare := strings.TrimRight(word, "*?")
	rest, definite := strings.CutPrefix(bare, article)
	switch {
	case !longEnough(bare):
		return fmt.Sprintf("%s is found %s, and not behind particles (و ف ب ك ل ال), as it has fewer than %d letters", word, spellings, minStem)
	case definite && longEnough(rest):
		return fmt.Sprintf("%s is found %s, and behind particles: %s %s %s; without ال it is found by %s", word, spellings, "و"+bare, "ب"+bare, contraction+rest, rest)
	default:
		return fmt.Sprintf("%s is found %s, and behind particles: %s %s %s %s", word, spellings, article+bare, "و"+bare, "ب"+article+bare, contraction+bare)
	}
}

// eachWord visits every word of n, those under NOT as well.
func eachWord(n Node, visit func(Word)) {
	switch n := n.(type) {
	case And:
		for _, c := range n {
			eachWord(c, visit)
		}
	case Or:
		for _, c := range n {
			eachWord(c, visit)
		}
	case Not:
		eachWord(n.Node, visit)
	case Near:
		for _, w := range slices.Concat(n.Left, n.Right) {
			eachWord(w, visit)
		}
	case Words:
		for _, w := range n {
			visit(w)
		}
	}
}
