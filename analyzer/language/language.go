// Package language detects the language of short posts.
//
// The script decides where it can (Thai, Hangul, Kana, Han, ...). Among the
// languages of one script, the most frequent words (package stopword), the letters
// that only some languages use, and how likely the letters of each word are behind one
// another (package ngram) are added up, as logarithms of probabilities. Words with a
// capital count less, as they may be names, and a text of nothing but names is in no
// language. The language that the platform declares is evidence too, since authors
// rarely change that setting.
//
// Measured on one core shared with other work. "long" are 12,000 posts of 17 sets of
// data in 12 languages, "cut" the first two to six words of 4,400 of them (a quarter of
// the wrong ones are Hindi, whose posts begin in English), "own" the 431 posts of
// testdata in 32 languages, of two to six words with a made-up brand in most:
//
//	                                   long    cut     own    posts/s   heap    start
//	words, letters, whatlanggo        97.0 %  79.3 %  70.1 %   17,000    1 MB     0 s
//	this package                      98.6 %  88.1 %  96.1 %  100,000    1 MB     0 s
//
// On 150 short posts of each of twelve languages (ar de en es fr id it ja pt ru th zh)
// whatlanggo told 94.7 % of 17 languages at 6,200 posts/s, lingua-go 94.3 % at 2,700
// posts/s with 17 MB and low accuracy, and 96.2 % at 570 posts/s with 298 MB and high
// accuracy. The word lists and weights were adjusted on posts of these sets, so the
// figures are somewhat optimistic. What differs least is hardest: Danish and Norwegian.
package language

import (
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/language/ngram"
	"earshot/analyzer/stopword"
	"earshot/internal/query"
	"earshot/internal/social"
)

//go:generate go run ./ngramtable

// Undetermined is the code of an undetermined language (ISO 639-2).
const Undetermined = "und"

// latinSuffix distinguishes a language in Latin letters from the same in its own
// script while words are counted.
const latinSuffix = "-Latn"

// maxBytes is how much of a text is read: more does not change the result.
const maxBytes = 2048

// Detector detects languages. It is immutable and safe for concurrent use.
type Detector struct {
	codes []string
	// script, model and prior hold, for each of codes, its script, its place in
	// ngram.Languages or -1, and its initial score.
	script []script
	model  []int
	prior  []float32
	// words and letters map a word or letter to the languages it is evidence of,
	// as indices in codes.
	words   map[string][]uint8
	letters map[rune][]uint8
	// accented are the words of accented, in the same way.
	accented map[rune][]uint8
	// lastLetter is the greatest key of letters.
	lastLetter rune
}

// New builds the tables; it takes some milliseconds and about 1 MB.
func New() *Detector {
	d := &Detector{words: map[string][]uint8{}, letters: map[rune][]uint8{}, accented: map[rune][]uint8{}}
	index := map[string]uint8{}
	code := func(language string, of script) uint8 {
		i, ok := index[language]
		if !ok {
			i = uint8(len(d.codes))
			index[language] = i
			d.codes = append(d.codes, language)
			d.script = append(d.script, of)
			d.model = append(d.model, slices.Index(ngram.Languages, language))
			d.prior = append(d.prior, priors[language])
		}
		return i
	}
	byLanguage := stopword.ByLanguage()
	for _, language := range slices.Sorted(maps.Keys(byLanguage)) {
		words := byLanguage[language]
		r, _ := utf8.DecodeRuneInString(words[0])
		of, _, ok := scriptOf(r)
		if !ok || of >= han {
			continue
		}
		i := code(language, of)
		for _, w := range words {
			d.words[w] = append(d.words[w], i)
		}
	}
	for _, language := range slices.Sorted(maps.Keys(romanized)) {
		i := code(language+latinSuffix, latin)
		d.codes[i] = language
		for _, w := range romanized[language] {
			d.words[w] = append(d.words[w], i)
		}
	}
	for _, runes := range slices.Sorted(maps.Keys(letters)) {
		for _, r := range runes {
			d.lastLetter = max(d.lastLetter, r)
			for _, language := range letters[runes] {
				of := latin
				if s, _, ok := scriptOf(r); ok {
					of = s
				}
				d.letters[r] = append(d.letters[r], code(language, of))
			}
		}
	}
	for r, languages := range accented {
		for _, language := range languages {
			d.accented[r] = append(d.accented[r], code(language, latin))
		}
	}
	return d
}

// Detect returns the language of text as an ISO 639-1 code, or Undetermined.
// declared is the BCP 47 tag given by the platform, or empty: it is additional
// evidence and does not override clear evidence in the text. names are the places of
// brands' words in text, which are in no language.
func (d *Detector) Detect(text, declared string, names []social.TextSpan) string {
	text = withoutURLs(withoutNames(text, names))
	var score scores
	count, singleCounts := d.countLetters(text, &score)
	declared = query.PrimaryLanguage(declared)
	switch main := dominantScript(count); {
	case count[main] == 0:
		return Undetermined
	case main == han || main == kana:
		return eastAsian(count, declared)
	case main == other:
		most := 0
		for i, n := range singleCounts {
			if n > singleCounts[most] {
				most = i
			}
		}
		return singleLanguageScripts[most].language
	default:
		return d.classify(text, main, declared, &score)
	}
}

// countLetters counts the letters of each script, and of each of singleLanguageScripts,
// and scores those that only some languages use. Beside another script, words in Latin
// letters that begin with a capital are taken for names and not counted.
func (d *Detector) countLetters(text string, score *scores) (count [scripts]int, single [len(singleLanguageScripts)]int) {
	capitals := 0
	inWord, capital := false, false
	for _, r := range text {
		s, i, ok := scriptOf(r)
		isLatin := ok && s == latin
		if isLatin {
			capital = capital && inWord || !inWord && unicode.IsUpper(r)
			if capital {
				capitals++
			}
		}
		inWord = isLatin
		if r > 0x7F && r <= d.lastLetter {
			score.add(d.letters[toLower(r)], letterEvidence)
		}
		if !ok {
			continue
		}
		count[s]++
		if s == other {
			single[i]++
		}
	}
	if hasOther(count) {
		count[latin] -= capitals
	}
	return count, single
}
