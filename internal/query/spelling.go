package query

import (
	"fmt"
	"slices"
	"strings"
)

// maxSpelt is the most words of a query that FoundAlso speaks of.
const maxSpelt = 5

// FoundAlso says in which forms besides their letters the Arabic words of q are found:
// a clause about letters, and one a word. It is nil for a query without such words. It
// is for those who ask what a query means.
func (q *Query) FoundAlso() []string {
	out, seen := []string{oneLetters}, []string(nil)
	eachWord(q.Root(), func(w Word) {
		if !isArabic(w.Text) || slices.Contains(seen, w.Text) {
			return
		}
		if seen = append(seen, w.Text); len(seen) <= maxSpelt {
			out = append(out, foundAlso(w.Text))
		}
	})
	switch n := len(seen) - maxSpelt; {
	case len(seen) == 0:
		return nil
	case n > 0:
		out = append(out, fmt.Sprintf("so are other Arabic words, of which there are %d", n))
	}
	return out
}

// oneLetters says what is one letter in Arabic words.
const oneLetters = "each of (ا أ إ آ) (ي ى ئ ی) (ه ة) (و ؤ) (ك ک) is one letter, and vowel marks make no difference"

func foundAlso(word string) string {
	bare := strings.TrimRight(word, "*?")
	rest, definite := strings.CutPrefix(bare, article)
	switch {
	case !longEnough(bare):
		return fmt.Sprintf("%s is not found behind particles (و ف ب ك ل ال), as it has fewer than %d letters", word, minStem)
	case definite && longEnough(rest):
		return fmt.Sprintf("%s is found behind particles too: %s %s %s; without ال it is found by %s", word, "و"+bare, "ب"+bare, contraction+rest, rest)
	default:
		return fmt.Sprintf("%s is found behind particles too: %s %s %s %s", word, article+bare, "و"+bare, "ب"+article+bare, contraction+bare)
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
