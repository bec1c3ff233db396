package social

import (
	"cmp"
	"earshot/internal/query"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// EmergingMentions is the least number of mentions that hold a term before it
	// is said to emerge, EmergingZ the least z-score: by chance alone one term in
	// a thousand is above it.
	EmergingMentions, EmergingZ = 5, 3.1
	// emergingPrior is how many mentions the prior is worth. It keeps a term seen
	// five times now and never before from outweighing one seen a thousand times.
	emergingPrior = 100
	// absorbing is the share of a term's mentions that must hold a phrase for the
	// term to be a fragment of it.
	absorbing = 0.6
)

// EmergingTerm is a term that mentions of a period hold more often than those
// before it.
type EmergingTerm struct {
	TermCount
	// LogOdds is the logarithm of the odds that a mention holds the term, now less
	// before. Z is LogOdds by its standard error.
	LogOdds, Z float64
}

// Emerging returns the terms that a brand's mentions hold more often than its
// own past did, by more than chance, the most telling first. mentions and
// previous are how many mentions there are in the period and in the one before,
// which may be longer; TermCount.Previous is to be of that same period. A
// fragment gives way to the phrase that most of its mentions hold: "cup" and
// "winter" to "winter cup".
//
// It is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi
// and Quinn 2008, "Fightin' Words", equations 16, 20 and 22), the prior being how
// common the term is in both periods together. Without any mention before there
// is nothing to compare with, and nothing emerges.
func Emerging(terms []TermCount, mentions, previous int64) []EmergingTerm {
	if mentions <= 0 || previous <= 0 {
		return nil
	}
	var out []EmergingTerm
	for _, t := range terms {
		if t.Mentions < EmergingMentions {
			continue
		}
		e := EmergingTerm{TermCount: t}
		e.LogOdds, e.Z = logOdds(float64(t.Mentions), float64(t.Previous), float64(mentions), float64(previous))
		if e.Z >= EmergingZ {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b EmergingTerm) int {
		return cmp.Or(cmp.Compare(b.Z, a.Z), cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Term, b.Term))
	})
	return slices.Clip(withoutFragments(out))
}

// logOdds compares a term held by now of all mentions with before of all of them
// then.
func logOdds(now, before, allNow, allBefore float64) (delta, z float64) {
	// A term that every mention holds leaves odds of nothing against it.
	share := min((now+before)/(allNow+allBefore), 1-1/(allNow+allBefore+1))
	prior := emergingPrior * share
	odds := func(count, all float64) float64 {
		return math.Log((count + prior) / max(all+emergingPrior-count-prior, 0.5))
	}
	delta = odds(now, allNow) - odds(before, allBefore)
	return delta, delta / math.Sqrt(1/(now+prior)+1/(before+prior))
}

// withoutFragments leaves out the terms that a longer one of the list stands for.
func withoutFragments(terms []EmergingTerm) []EmergingTerm {
	emerging := make([]EmergingTerm, 0, len(terms))
	for _, t := range terms {
		if !slices.ContainsFunc(terms, func(whole EmergingTerm) bool {
			return float64(whole.Mentions) >= absorbing*float64(t.Mentions) && isFragment(t.Term, whole.Term)
		}) {
			emerging = append(emerging, t)
		}
	}
	return emerging
}

// isFragment tells whether part is some of the words, or of the characters of a
// dense script, of whole.
func isFragment(part, whole string) bool {
	if len(part) >= len(whole) || part == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(part)
	if query.IsUnspaced(first) {
		return strings.Contains(whole, part)
	}
	return strings.Contains(" "+whole+" ", " "+part+" ")
}
