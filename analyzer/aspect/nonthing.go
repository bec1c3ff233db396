package aspect

import (
	"strings"

	"earshot/analyzer/vocabulary"
)

// withoutName is where the words from start up to before end begin to be no name:
// "Acme battery" is a battery.
func (p patternMatcher) withoutName(start, end int) int {
	if p.capitalised { // every noun has a capital: a name may be before the last one
		if end <= start {
			return start
		}
		last := p.words[end-1]
		hasArticle := end-start == 1 && start > 0 && p.words[start-1].class&article != 0
		if lower := strings.ToLower(p.text[last.start:last.end]); hasArticle && p.vocabulary.Class(lower) != vocabulary.Closed || p.vocabulary.Holds(lower) {
			return end - 1
		}
		return end
	}
	for start < end && p.isName(start) {
		start++
	}
	for i := start + 1; i < end; i++ {
		if p.isName(i) { // "Acme X2"
			return end
		}
	}
	return start
}

// isName reports whether the word at i has a capital that its place does not explain.
func (p patternMatcher) isName(i int) bool {
	w := p.words[i]
	if !w.capitalised {
		return false
	}
	text := p.text[w.start:w.end]
	explained := w.afterBreak || i > 0 && p.words[i-1].class&article != 0 && p.words[i-1].afterBreak || strings.ToUpper(text) == text
	lower := strings.ToLower(text)
	return !explained || !p.vocabulary.IsEmpty() && !p.vocabulary.Holds(lower) && !p.vocabulary.IsFormed(lower)
}

// infinitives are the endings of infinitives, which are no things: "amo bailar". Nouns
// that end alike are listed.
var (
	infinitives = []string{"are", "ere", "ire", "rsi", "ar", "er", "ir"}
	nounsInR    = map[string]bool{"celular": true, "bar": true, "jantar": true, "taller": true, "alquiler": true, "mar": true, "par": true, "ayer": true, "dîner": true, "déjeuner": true, "cahier": true, "papier": true, "quartier": true, "panier": true, "hiver": true, "dessert": true, "avenir": true}
)

// isInfinitive reports whether the word at i, perhaps behind an article, is an
// infinitive of a Romance language.
func (p patternMatcher) isInfinitive(i int) bool {
	for i < len(p.words) && p.words[i].class&article != 0 {
		i++
	}
	if !p.shape.before || !p.shape.after || i >= len(p.words) || p.words[i].class&noun != 0 {
		return false
	}
	lower := strings.ToLower(p.text[p.words[i].start:p.words[i].end])
	if nounsInR[lower] || len(lower) < 5 {
		return false
	}
	for _, ending := range infinitives {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// isDrawnOut reports a character three times in a row.
func isDrawnOut(text string) bool {
	var last rune
	n := 0
	for _, r := range text {
		if r == last {
			n++
		} else {
			last, n = r, 1
		}
		if n == 3 {
			return true
		}
	}
	return false
}
