package query

import (
	"slices"
	"strings"
)

// Arabic writes some particles onto the word behind them: the article ال, the
// conjunctions و and ف, the prepositions ب, ك and ل, and س of the future, one after
// another (وبالقهوة, "and with the coffee"). A word of a query is also found behind
// them. What particle a letter is, and whether it is one, takes a dictionary: كتاب is
// a book and no "like تاب". So a word that stands behind particles has at least
// minStem letters, and what is found too much is what begins with a letter of these.

// minStem is the least number of letters of an Arabic word that is found behind
// particles.
const minStem = 3

// letterSize is the length of an Arabic letter in UTF-8.
const letterSize = 2

const (
	article     = "ال"
	contraction = "لل" // the preposition ل and the article
)

// isArabic reports whether a folded word begins with an Arabic letter.
func isArabic(word string) bool { return len(word) > 1 && word[0] >= 0xD8 && word[0] <= 0xDB }

// eachStem yields what an Arabic word, folded, is without the particles it may begin
// with, until yield returns false; it reports whether yield never did. Words of other
// scripts have none.
func eachStem(word string, yield func(string) bool) bool {
	if !isArabic(word) || len(word) < (minStem+1)*letterSize {
		return true
	}
	if !eachInner(word, yield) {
		return false
	}
	rest := cutLetter(word, "وف")
	return rest == "" || try(rest, yield) && eachInner(rest, yield)
}

// eachInner is eachStem for words without a conjunction.
func eachInner(word string, yield func(string) bool) bool {
	if rest, ok := strings.CutPrefix(word, article); ok {
		return try(rest, yield)
	}
	if rest, ok := strings.CutPrefix(word, contraction); ok {
		// ل before a word that begins with ل, or before the article, whose first letter
		// it takes the place of.
		return try(word[letterSize:], yield) && try(rest, yield) && (!longEnough(rest) || yield(article+rest))
	}
	if rest := cutLetter(word, "بكل"); rest != "" {
		if !try(rest, yield) {
			return false
		}
		rest, ok := strings.CutPrefix(rest, article)
		return !ok || try(rest, yield)
	}
	if rest := cutLetter(word, "س"); rest != "" && cutLetter(rest, "يتنا") != "" {
		return try(rest, yield) // before a verb
	}
	return true
}

// cutLetter is word without its first letter, where that is one of letters; "" for
// other words.
func cutLetter(word, letters string) string {
	if len(word) > letterSize && strings.Contains(letters, word[:letterSize]) {
		return word[letterSize:]
	}
	return ""
}

func longEnough(stem string) bool { return len(stem) >= minStem*letterSize }

func try(stem string, yield func(string) bool) bool { return !longEnough(stem) || yield(stem) }

// hasStem reports whether word is what token is without particles.
func hasStem(token, word string) bool {
	return isArabic(word) && !eachStem(token, func(stem string) bool { return stem != word })
}

// shownLetters are the Arabic letters that hashtags and handles keep, as these are
// shown, and what they are compared as.
var shownLetters = strings.NewReplacer("ة", "ه", "ى", "ي", "ی", "ي", "ک", "ك", "ہ", "ه", "ۀ", "ه", "ۂ", "ه", "ە", "ه", "ٱ", "ا")

// keepsLetter reports whether hashtags and handles keep a letter as it is written.
func keepsLetter(r rune) bool {
	switch r {
	case 'ة', 'ى', 'ی', 'ک', 'ہ', 'ۀ', 'ۂ', 'ە', 'ٱ':
		return true
	}
	return false
}

// plainName is the form in which the names of hashtags are compared: in simplified
// Chinese, and with one letter for those of Arabic that are written for one another.
func plainName(name string) string { return Simplified(oneLetter(name)) }

// oneLetter writes one letter for those of Arabic that are written for one another.
func oneLetter(name string) string {
	for i := range len(name) {
		if name[i] >= 0xD8 && name[i] <= 0xDB {
			return shownLetters.Replace(name)
		}
	}
	return name
}

// particles are what eachStem may take away before a word, but for contractions.
var particles = func() []string {
	var out []string
	for _, conjunction := range []string{"", "و", "ف"} {
		for _, rest := range []string{"", article, "ب", "ك", "ل", "س", "ب" + article, "ك" + article, "ل" + article} {
			out = append(out, conjunction+rest)
		}
	}
	return out
}()

// withParticles returns all words that are word, or that eachStem takes to be word
// behind particles.
func withParticles(word string) []string {
	out := []string{word}
	add := func(token string) {
		if token != word && hasStem(token, word) && !slices.Contains(out, token) {
			out = append(out, token)
		}
	}
	for _, p := range particles {
		add(p + word)
		if rest, ok := strings.CutPrefix(word, article); ok {
			add(p + contraction + rest)
		}
		add(p + contraction + word)
	}
	return out
}
