package language

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/language/ngram"
	"earshot/internal/query"
)

// The weights of the evidence, on a scale on which the letters of a word in small
// letters weigh letterWeight times the logarithm of their probability. They were
// chosen by trying, see the package's documentation.
const (
	// wordWeight is that of a word that only one language has as a stop word;
	// letterEvidence is how much of that a letter is that only one language uses.
	wordWeight     = 25
	letterEvidence = 0.6
	letterWeight   = 2.6
	// capitalWeight is that of the letters of a word with a capital.
	capitalWeight = 0.9
	// declaredWeight is that of what the platform declares.
	declaredWeight = 12
	// romanizedCost is for every word of a text that is read as a language in Latin
	// letters that has a script of its own, of whose letters nothing is known.
	romanizedCost = 3
	// minPlain is the least number of letters, in words without a capital, by which a
	// language is told where no stop word is among them.
	minPlain = 4
	// clearWords are stop words enough to be told by these alone, if those of no other
	// language are more than half as many.
	clearWords = 3
	// maxLetterBytes is how much of a text is read letter by letter.
	maxLetterBytes = 240
	// maxWord is how much of a word is read, in letters.
	maxWord = 24
)

// priors are the initial scores of languages in which many posts of their script are
// written.
var priors = map[string]float32{"en": 5, "de": 2, "fr": 2, "es": 2, "pt": 2, "it": 2, "id": 2, "ru": 12, "ar": 8, "tr": 2, "nl": 1, "pl": 1}

// everywhere are words that people write in every language.
var everywhere = setOf(`ok okay lol lmao lmfao rofl omg wtf haha hahaha wow super
	espresso latte cappuccino macchiato mocha matcha pizza pasta burger sushi restaurant café cafe hotel bar
	app online offline web website internet email wifi blog video podcast smartphone laptop tablet update login link chat bot taxi euro dollar`)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// classify chooses among the languages of one script.
func (d *Detector) classify(text string, main script, declared string, score *scores) string {
	for w := range strings.FieldsSeq(query.FoldText(text)) {
		if languages := d.words[w]; len(languages) > 0 {
			score.add(languages, 1)
		}
	}
	first, margin := d.best(score, main)
	known := score[first] > 0
	if score[first] >= clearWords && margin*2 >= score[first] {
		return d.codes[first]
	}
	plain := d.addLetters(query.CutText(text, maxLetterBytes), main, score)
	for i, code := range d.codes {
		if score[i] += d.prior[i]; code == declared {
			score[i] += declaredWeight
		}
	}
	first, _ = d.best(score, main)
	switch told := known || plain >= minPlain || main != latin; {
	case !told && declared != "":
		return declared
	case !told:
		return Undetermined
	default:
		return d.codes[first]
	}
}

// addLetters turns the scores of the languages of a script, which are of words, into
// those of words and letters. It returns the number of letters in words without a
// capital.
func (d *Detector) addLetters(text string, main script, score *scores) int {
	var sum ngram.Sum
	words, plain := sumWords(&sum, text, func(r rune) { score.add(d.accented[r], 1) })
	most := float32(math.Inf(-1))
	for i, j := range d.model {
		if d.script[i] == main && j >= 0 {
			most = max(most, sum[j])
		}
	}
	for i, j := range d.model {
		if d.script[i] != main {
			continue
		}
		score[i] *= wordWeight
		if j >= 0 {
			score[i] += sum[j] - most
		} else {
			score[i] -= romanizedCost * float32(words)
		}
	}
	return plain
}

// sumWords adds the letters of the words of a text to sum, and yields those words that
// are one letter with an accent. It returns how many words it read, and how many letters
// of words without a capital.
func sumWords(sum *ngram.Sum, text string, single func(rune)) (words, plain int) {
	var buffer [maxWord]rune
	word := buffer[:0]
	capital, vowel := false, false
	end := func() {
		if len(word) == 1 && word[0] >= utf8.RuneSelf {
			single(word[0])
		}
		if len(word) > 1 && vowel && !everywhere[string(word)] {
			weight := float32(letterWeight)
			if capital {
				weight = capitalWeight
			} else {
				plain += len(word)
			}
			sum.Add(word, weight)
			words++
		}
		word, vowel = buffer[:0], false
	}
	for _, r := range text {
		if !unicode.IsLetter(r) {
			if !unicode.IsMark(r) {
				end()
			}
			continue
		}
		lower := unicode.ToLower(r)
		if len(word) == 0 {
			capital = lower != r
		}
		vowel = vowel || lower >= utf8.RuneSelf || strings.ContainsRune("aeiouy", lower)
		if len(word) < maxWord {
			word = append(word, lower)
		}
	}
	end()
	return words, plain
}

// best returns the language of a script with the highest score, and how far the next
// is from it.
func (d *Detector) best(score *scores, of script) (first int, margin float32) {
	first, next := -1, float32(math.Inf(-1))
	for i := range d.codes {
		switch {
		case d.script[i] != of:
		case first < 0:
			first = i
		case score[i] > score[first]:
			first, next = i, score[first]
		default:
			next = max(next, score[i])
		}
	}
	return first, score[first] - next
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
