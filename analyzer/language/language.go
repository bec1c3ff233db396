// Package language detects the language of short posts.
//
// The script decides where it can (Thai, Hangul, Kana, Han, ...). Among the
// languages of one script, the most frequent words (package stopword) and the
// letters that only some languages use decide. The language that the platform
// declares is evidence too, since authors rarely change that setting. Only where
// all this is inconclusive, character trigrams are used (whatlanggo).
//
// Measured on the same 150 short posts of each of twelve languages (ar de en es
// fr id it ja pt ru th zh), on one core shared with other work:
//
//	                                   right    posts/s   heap    start
//	whatlanggo, all its languages     87.4 %      3,200    1 MB     0 s
//	whatlanggo, 17 languages          94.7 %      6,200    1 MB     0 s
//	lingua-go, 17, low accuracy       94.3 %      2,700   17 MB   0.1 s
//	lingua-go, 17, high accuracy      96.2 %        570  298 MB   4.2 s
//	this package                      96.5 %     26,000    1 MB     0 s
//
// The word lists and priors were adjusted on posts of these sets, so the last
// line is somewhat optimistic. An earlier version processed 72,000 posts/s on a
// quieter core, with a larger share of English and Chinese posts.
// German and Portuguese posts of a few words are the hardest.
package language

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"earshot/analyzer/stopword"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Undetermined is the code of an undetermined language (ISO 639-2).
const Undetermined = "und"

// latinSuffix distinguishes a language in Latin letters from the same in its own
// script while words are counted.
const latinSuffix = "-Latn"

// prior is the initial score of languages in which most posts of their script
// are written.
var prior = map[string]float32{"ru": 1.2, "ar": 1, "hi": 1}

// maxTrigramBytes is how much of a text the trigram model reads; it is by far
// the slowest step.
const maxTrigramBytes = 240

// maxBytes is how much of a text is read: more does not change the result.
const maxBytes = 2048

// Detector detects languages. It is immutable and safe for concurrent use.
type Detector struct {
	codes []string
	// script, prior and weight hold, for each of codes, its script, its initial
	// score and the factor on its evidence.
	script        []script
	prior, weight []float32
	// words and letters map a word or letter to the languages it is evidence of,
	// as indices in codes.
	words   map[string][]uint8
	letters map[rune][]uint8
	// lastLetter is the greatest key of letters.
	lastLetter rune
	// trigrams limits the trigram models to the languages of each script.
	trigrams [scripts]map[whatlanggo.Lang]bool
}

// New builds the tables; it takes some milliseconds and about 1 MB.
func New() *Detector {
	d := &Detector{words: map[string][]uint8{}, letters: map[rune][]uint8{}}
	index := map[string]uint8{}
	code := func(language string, of script) uint8 {
		i, ok := index[language]
		if !ok {
			i = uint8(len(d.codes))
			index[language] = i
			d.codes = append(d.codes, language)
			d.script = append(d.script, of)
			d.prior, d.weight = append(d.prior, 0), append(d.weight, 1)
			if of != latin {
				d.prior[i] = prior[language]
			}
			if distinctive[language] {
				d.weight[i] = distinctiveWeight
			}
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
	for lang := range whatlanggo.Langs {
		if i, ok := index[lang.Iso6391()]; ok {
			if d.trigrams[d.script[i]] == nil {
				d.trigrams[d.script[i]] = map[whatlanggo.Lang]bool{}
			}
			d.trigrams[d.script[i]][lang] = true
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
	var count [scripts]int
	var singleCounts [32]int
	var score scores
	for _, r := range text {
		s, i, ok := scriptOf(r)
		if r > 0x7F && r <= d.lastLetter {
			score.add(d.letters[toLower(r)], 0.6)
		}
		if !ok {
			continue
		}
		count[s]++
		if s == other {
			singleCounts[i]++
		}
	}
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
		return d.classify(text, main, count[main], declared, &score)
	}
}

// dominantScript is the script of most of the text. A Han or Kana character
// counts as three letters.
func dominantScript(count [scripts]int) script {
	main, most := latin, 0
	for s, n := range count {
		if script(s) == han || script(s) == kana {
			n *= 3
		}
		if n > most {
			main, most = script(s), n
		}
	}
	return main
}

func eastAsian(count [scripts]int, declared string) string {
	switch {
	case count[kana]*12 >= count[han]: // Japanese text is half Kana, names in Chinese text are not
		return "ja"
	case declared == "ja" && count[han] < 6:
		return "ja"
	default:
		return "zh"
	}
}

// classify chooses among the languages of one script.
func (d *Detector) classify(text string, main script, letters int, declared string, score *scores) string {
	for w := range strings.FieldsSeq(query.FoldText(text)) {
		if languages := d.words[w]; len(languages) > 0 {
			score.add(languages, 1)
		}
	}
	best, second := d.best(score, main, declared)
	first, next := score[best], score[second]
	switch {
	case first >= 1 && first >= next*1.25:
		return d.codes[best]
	case letters < 12 && declared != "":
		return declared
	case letters < 12 && first < 0.5:
		return Undetermined
	}
	info := whatlanggo.DetectWithOptions(query.CutText(text, maxTrigramBytes), whatlanggo.Options{Whitelist: d.trigrams[main]})
	code := info.Lang.Iso6391()
	switch {
	case first == 0 && info.Confidence < 0.3 && declared != "":
		return declared
	case first > 0 && d.codes[best] != code && (next == 0 || d.codes[second] != code):
		return d.codes[best]
	case first == 0 && info.Confidence < 0.05 || code == "" || distinctive[code] && !d.has(code, score):
		return Undetermined
	default:
		return code
	}
}

// best returns the two languages of a script with the highest scores.
func (d *Detector) best(score *scores, of script, declared string) (first, second int) {
	first, second = -1, -1
	for i, code := range d.codes {
		if d.script[i] != of {
			continue
		}
		score[i] = (score[i] + d.prior[i]) * d.weight[i]
		if code == declared {
			score[i] += 0.8
		}
		switch {
		case first < 0 || score[i] > score[first]:
			first, second = i, first
		case second < 0 || score[i] > score[second]:
			second = i
		}
	}
	return first, max(second, 0)
}

// scores is the evidence of each of Detector.codes.
type scores [64]float32

// add divides weight among languages: a word of two languages is half the
// evidence of each.
func (s *scores) add(languages []uint8, weight float32) {
	for _, i := range languages {
		s[i] += weight / float32(len(languages))
	}
}

// toLower is the lower case of the letters in Detector.letters.
func toLower(r rune) rune {
	switch {
	case r >= 0xC0 && r <= 0xDE:
		return r + 0x20
	case r >= 0x100 && r <= 0x17F && r != 'ı', r >= 0x1E00 && r <= 0x1EFF:
		return r | 1
	case r >= 0x410 && r <= 0x42F:
		return r + 0x20
	case r >= 0x400 && r <= 0x40F:
		return r + 0x50
	default:
		return r
	}
}

// withoutNames is the beginning of text with a space in place of each of names.
func withoutNames(text string, names []social.TextSpan) string {
	text = query.CutText(text, maxBytes)
	if len(names) == 0 {
		return text
	}
	b := make([]byte, 0, len(text))
	from := 0
	for _, s := range names {
		if s.End > len(text) {
			break
		}
		b = append(append(b, text[from:s.Start]...), ' ')
		from = s.End
	}
	return string(append(b, text[from:]...))
}

// withoutURLs is the beginning of text without URLs and handles, which have no
// language.
func withoutURLs(text string) string {
	text = query.CutText(text, maxBytes)
	if !strings.Contains(text, "http") && !strings.Contains(text, "@") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for w := range strings.FieldsSeq(text) {
		if strings.HasPrefix(w, "http://") || strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "@") {
			continue
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return b.String()
}
