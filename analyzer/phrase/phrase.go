// Package phrase finds, in one pass over a text, the words and phrases of small
// tables that speak for a meaning: an intent, an emotion.
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

// Text is a text as tables read it: in its plain spelling (see normalize.Plain),
// without case and accents. Made once, it is read by many tables.
type Text struct{ folded, language string }

// Read makes a Text of what stands in a post in language, an ISO 639-1 code, or
// "und", where shorthand is taken for English and phrases of every language count.
func NewText(text, language string) Text {
	return Text{fold(normalize.Plain(query.CutText(text, MaxBytes), language)), language}
}

// reach is how many words a negation turns around.
const reach = 2

// maxAfter is how much may follow a question, in bytes, that wants an answer.
const maxAfter = 60

// Asks tells whether the text asks for an answer: near its end a clause ends in
// one question mark. Several, or one beside an exclamation mark, marvel or
// complain; who goes on at length answers himself.
func (t Text) AsksQuestion() bool {
	for i, r := range t.folded {
		if r != '?' && r != '？' || len(t.folded)-i > maxAfter {
			continue
		}
		after, _ := utf8.DecodeRuneInString(t.folded[i+utf8.RuneLen(r):])
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t.folded[:i], " ")) // "Où ?"
		switch {
		case before == '吧', strings.ContainsRune("?？!！/", after): // "吧" supposes
		case letter(before), unspaced(before), before == ')', before == '"':
			return true
		}
	}
	return false
}

// Table holds the phrases of a file. It is immutable and safe for concurrent use.
type Table struct {
	classes []string
	// spaced are the phrases by their first word, dense those of scripts
	// written without spaces and emoji by their first character.
	spaced map[string][]phrase
	dense  map[rune][]phrase
}

// phrase is what is looked for; rest is what follows the first word, from its
// space on, or the whole phrase where words are not spaced.
type phrase struct {
	rest   string
	class  uint8
	weight int8
	// language is the only one the phrase belongs to; empty for any.
	language string
}

// und is the language of a text in none that was told (ISO 639-2).
const und = "und"

// negation is the class of words that turn what follows around, nothing the one
// of phrases that hold others and say nothing themselves ("thanks for nothing").
const (
	negation = "not"
	nothing  = "nothing"
)

// Parse reads a table: a line is a class, a language or "*" for any, a weight
// from 1 to 9 and a colon, then phrases between bars. "not" is the class of
// negations, "nothing" that of phrases that hold others and say nothing. Lines
// that begin with "//" are left out.
func Parse(text string) (*Table, error) {
	t := &Table{classes: []string{negation, nothing}, spaced: map[string][]phrase{}, dense: map[rune][]phrase{}}
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
			// Shorthand of a phrase for any language is written out in some and
			// stays in others.
			if p.language == "" {
				t.add(NewText(strings.TrimSpace(words), und).folded, p)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("phrase: %w", err)
	}
	return t, nil
}

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
	if !letter(r) || unspaced(r) {
		p.rest = words
		if !slices.Contains(t.dense[r], p) {
			t.dense[r] = append(t.dense[r], p)
		}
		return
	}
	first, rest := cutWord(words)
	p.rest = rest
	if !slices.Contains(t.spaced[first], p) {
		t.spaced[first] = append(t.spaced[first], p)
	}
}

// Hit is a phrase that was found.
type Match struct {
	Class  string
	Weight int
	// Negated says that a negation stands before it.
	Negated bool
}

// Each calls found for every phrase of a text that belongs to its language or to
// all.
func (t *Table) EachMatch(in Text, found func(Match)) {
	text, language := in.folded, in.language
	negated := 0 // words still under a negation
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if letter(r) && !unspaced(r) {
			word, rest := cutWord(text[i:])
			i += len(word)
			phrases := t.spaced[word]
			size := longest(phrases, rest, language)
			if size < 0 {
				negated = max(negated-1, 0)
				continue
			}
			negated = t.report(phrases, rest[:size], language, negated, found)
			i += size
			continue
		}
		if phrases := t.dense[r]; r != ' ' && phrases != nil {
			if size := longest(phrases, text[i:], language); size > 0 {
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

// report tells of all phrases that are the one found, which may speak for more
// than one meaning, and returns how many words are under a negation after it.
func (t *Table) report(phrases []phrase, rest, language string, negated int, found func(Match)) int {
	left := max(negated-1, 0)
	for _, p := range phrases {
		switch {
		case p.rest != rest || !p.in(language):
		case p.class == 0:
			left = reach
		case p.class == 1:
		default:
			found(Match{t.classes[p.class], int(p.weight), negated > 0})
		}
	}
	return left
}

func (p phrase) in(language string) bool {
	return p.language == "" || p.language == language || language == und
}

// longest is how long the longest of the phrases is that text begins with and
// that ends where a word does, -1 without one.
func longest(phrases []phrase, text, language string) int {
	best := -1
	for _, p := range phrases {
		if p.in(language) && len(p.rest) > best && strings.HasPrefix(text, p.rest) && wordEnds(p.rest, text[len(p.rest):]) {
			best = len(p.rest)
		}
	}
	return best
}

// wordEnds tells whether no word goes on from the end of one text into the next.
func wordEnds(before, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if !letter(next) || unspaced(next) || before == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return !letter(last) || unspaced(last)
}

// cutWord cuts the letters off that text begins with.
func cutWord(text string) (word, rest string) {
	i := 0
	for i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= '0' && text[i] <= '9') {
		i++
	}
	if i == len(text) || text[i] < utf8.RuneSelf {
		return text[:i], text[i:]
	}
	for i, r := range text {
		if !letter(r) || unspaced(r) {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func letter(r rune) bool {
	return 'a' <= r && r <= 'z' || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsMark(r)) || '0' <= r && r <= '9'
}

// unspaced tells whether r is of a script written without spaces.
func unspaced(r rune) bool {
	return r >= 0xe00 && (r <= 0xeff || r >= 0x3041 && r <= 0x9fff)
}
