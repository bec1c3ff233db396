// Package phrase finds the phrases of small tables in a text, in one pass. A
// phrase is evidence of a class: an intent, an emotion.
package phrase

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/normalize"
	"earshot/internal/query"
)

// MaxBytes is how much of a text is read.
const MaxBytes = 4 << 10

// Text is a normalised text (see normalize.Canonical), without case and accents. It
// is made once and matched against several tables.
type Text struct{ folded, language string }

// NewText normalises a post's text. language is an ISO 639-1 code or "und"; with
// "und", shorthand is expanded as English and phrases of every language match.
func NewText(text, language string) Text {
	return Text{fold(normalize.Canonical(query.CutText(text, MaxBytes), language)), language}
}

// NewTextOf is NewText of a text of at most MaxBytes of which the normal form is at
// hand (see normalize.CanonicalOf).
func NewTextOf(normal, language string) Text {
	return Text{fold(normalize.CanonicalOf(normal, language)), language}
}

// negationScope is the number of words that a negation negates.
const negationScope = 2

// maxTailBytes is the most bytes that may follow a question that wants an
// answer.
const maxTailBytes = 60

// AsksQuestion reports whether the text asks for an answer: near its end, a
// clause ends in a single question mark. Several question marks, or one beside
// an exclamation mark, express surprise or complaint; an author who goes on at
// length answers the question.
func (t Text) AsksQuestion() bool {
	for i, r := range t.folded {
		if r != '?' && r != '？' || len(t.folded)-i > maxTailBytes {
			continue
		}
		after, _ := utf8.DecodeRuneInString(t.folded[i+utf8.RuneLen(r):])
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t.folded[:i], " ")) // "Où ?"
		switch {
		case before == '吧', strings.ContainsRune("?？!！/", after): // "吧" asks for agreement, not for an answer
		case isLetter(before), isUnspaced(before), before == ')', before == '"':
			return true
		}
	}
	return false
}

// Table holds the phrases of a file. It is immutable and safe for concurrent
// use.
type Table struct {
	classes []string
	// spaced holds the phrases by their first word; unspaced holds those of
	// scripts written without spaces, and emoji, by their first character.
	spaced   map[string][]phrase
	unspaced map[rune][]phrase
	// first has the words of spaced, and some others.
	first firstWords
}

// phrase is an entry of a table. rest is the text after the first word, from its
// space on, or the whole phrase in unspaced.
type phrase struct {
	rest   string
	class  uint8
	weight int8
	// language is the one language the phrase belongs to; empty for any.
	language string
}

// undetermined is the code of an undetermined language (ISO 639-2).
const undetermined = "und"

// negation is the class of negation words; ignored is the class of phrases that
// contain other phrases and are no evidence themselves ("thanks for nothing").
const (
	negation = "not"
	ignored  = "nothing"
)

// Parse parses a table. A line is a class, a language or "*" for any, a weight
// from 1 to 9 and a colon, then phrases separated by bars. The class "not" holds
// negations; the class "nothing" holds phrases that contain other phrases and
// are no evidence themselves. Lines that begin with "//" are comments.
func Parse(text string) (*Table, error) {
	t := &Table{classes: []string{negation, ignored}, spaced: map[string][]phrase{}, unspaced: map[rune][]phrase{}}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		head, phrases, _ := strings.Cut(line, ":")
		fields := strings.Fields(head)
		if len(fields) != 3 {
			return nil, fmt.Errorf("phrase: line %d: want class, language and weight before the colon", n)
		}
		weight, err := strconv.Atoi(fields[2])
		if err != nil || weight < 1 || weight > 9 {
			return nil, fmt.Errorf("phrase: line %d: weight %q is not 1 to 9", n, fields[2])
		}
		p := phrase{class: t.class(fields[0]), weight: int8(weight), language: fields[1]}
		if p.language == "*" {
			p.language = ""
		}
		for words := range strings.SplitSeq(phrases, "|") {
			t.add(NewText(strings.TrimSpace(words), fields[1]).folded, p)
			// Shorthand in a phrase for any language is expanded in texts of some
			// languages and kept in others, so both forms are added.
			if p.language == "" {
				t.add(NewText(strings.TrimSpace(words), undetermined).folded, p)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("phrase: %w", err)
	}
	return t, nil
}

// class returns the index of a class, a new one if needed.
func (t *Table) class(name string) uint8 {
	i := slices.Index(t.classes, name)
	if i < 0 {
		i = len(t.classes)
		t.classes = append(t.classes, name)
	}
	return uint8(i)
}

func (t *Table) add(words string, p phrase) {
	r, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return
	}
	if !isLetter(r) || isUnspaced(r) {
		p.rest = words
		if !slices.Contains(t.unspaced[r], p) {
			t.unspaced[r] = append(t.unspaced[r], p)
		}
		return
	}
	first, rest := cutWord(words)
	p.rest = rest
	if !slices.Contains(t.spaced[first], p) {
		t.spaced[first] = append(t.spaced[first], p)
		t.first.add(first)
	}
}

// Match is a phrase found in a text.
type Match struct {
	Class  string
	Weight int
	// Negated reports that the phrase is in the scope of a negation.
	Negated bool
}

// EachMatch calls found for every phrase in the text that belongs to its
// language or to any.
func (t *Table) EachMatch(in Text, found func(Match)) {
	text, language := in.folded, in.language
	negated := 0 // words left in the scope of a negation
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if isLetter(r) && !isUnspaced(r) {
			word, rest := cutWord(text[i:])
			i += len(word)
			var phrases []phrase
			if t.first.mayHave(word) {
				phrases = t.spaced[word]
			}
			size := longestMatch(phrases, rest, language)
			if size < 0 {
				negated = max(negated-1, 0)
				continue
			}
			negated = t.report(phrases, rest[:size], language, negated, found)
			i += size
			continue
		}
		if phrases := t.unspaced[r]; r != ' ' && phrases != nil {
			if size := longestMatch(phrases, text[i:], language); size > 0 {
				negated = t.report(phrases, text[i:i+size], language, negated, found)
				i += size
				continue
			}
		}
		switch r {
		case '.', '!', '?', ',', ';', '\n', '。', '，', '！', '？':
			negated = 0
		}
		i += size
	}
}

// report calls found for every entry with the phrase that matched, as one phrase
// may belong to several classes. It returns the number of words left in the
// scope of a negation.
func (t *Table) report(phrases []phrase, rest, language string, negated int, found func(Match)) int {
	left := max(negated-1, 0)
	for i := range phrases {
		p := &phrases[i]
		switch {
		case p.rest != rest || !p.in(language):
		case p.class == 0:
			left = negationScope
		case p.class == 1:
		default:
			found(Match{t.classes[p.class], int(p.weight), negated > 0})
		}
	}
	return left
}

func (p *phrase) in(language string) bool {
	return p.language == "" || p.language == language || language == undetermined
}

// longestMatch is the length of the longest of the phrases that text begins
// with, up to the end of a word; -1 for none.
func longestMatch(phrases []phrase, text, language string) int {
	best := -1
	for i := range phrases {
		p := &phrases[i]
		n := len(p.rest)
		// Most phrases with the same first word go on with another letter behind the space.
		if n <= best || n > len(text) || n > 1 && p.rest[1] != text[1] {
			continue
		}
		if p.rest == text[:n] && p.in(language) && wordEnds(p.rest, text[n:]) {
			best = n
		}
	}
	return best
}

// wordEnds reports whether a word ends between two adjoining texts.
func wordEnds(before, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if !isLetter(next) || isUnspaced(next) || before == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return !isLetter(last) || isUnspaced(last)
}

// cutWord splits text after its leading letters and digits.
func cutWord(text string) (word, rest string) {
	i := 0
	for i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= '0' && text[i] <= '9') {
		i++
	}
	if i == len(text) || text[i] < utf8.RuneSelf {
		return text[:i], text[i:]
	}
	for i, r := range text {
		if !isLetter(r) || isUnspaced(r) {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsMark(r)) || '0' <= r && r <= '9'
}

// isUnspaced reports whether r is of a script written without spaces.
func isUnspaced(r rune) bool {
	return r >= 0xe00 && (r <= 0xeff || r >= 0x3041 && r <= 0x9fff)
}
