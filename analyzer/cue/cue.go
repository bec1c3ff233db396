// Package cue finds, in one pass over a text, the words and phrases of small
// tables that speak for a meaning: an intent, an emotion.
package cue

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"earshot/internal/social"
)

// MaxBytes is how much of a text is read.
const MaxBytes = 4 << 10

// reach is how many words a negation turns around.
const reach = 2

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

// negation is the class of words that turn what follows around.
const negation = "not"

// Parse reads a table: a line is a class, a language or "*" for any, a weight
// from 1 to 9 and a colon, then phrases between bars. "not" is the class of
// negations. Lines that begin with "//" are left out.
func Parse(text string) (*Table, error) {
	t := &Table{classes: []string{negation}, spaced: map[string][]phrase{}, dense: map[rune][]phrase{}}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		head, phrases, _ := strings.Cut(line, ":")
		fields := strings.Fields(head)
		if len(fields) != 3 {
			return nil, fmt.Errorf("cue: line %d: want class, language and weight before the colon", n)
		}
		weight, err := strconv.Atoi(fields[2])
		if err != nil || weight < 1 || weight > 9 {
			return nil, fmt.Errorf("cue: line %d: weight %q is not 1 to 9", n, fields[2])
		}
		p := phrase{class: t.class(fields[0]), weight: int8(weight), language: fields[1]}
		if p.language == "*" {
			p.language = ""
		}
		for words := range strings.SplitSeq(phrases, "|") {
			t.add(fold(strings.TrimSpace(words)), p)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("cue: %w", err)
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
		t.dense[r] = append(t.dense[r], p)
		return
	}
	first, rest := cutWord(words)
	p.rest = rest
	t.spaced[first] = append(t.spaced[first], p)
}

// Hit is a phrase that was found.
type Hit struct {
	Class  string
	Weight int
	// Negated says that a negation stands before it.
	Negated bool
}

// Text is a text as tables are written, to be read by any number of them.
type Text string

// NewText folds text, of which no more than MaxBytes are read.
func NewText(text string) Text { return Text(fold(social.CutText(text, MaxBytes))) }

// Each calls found for every phrase of a text that belongs to language, an ISO
// 639-1 code, or to all; with "und" those of every language count.
func (t *Table) Each(of Text, language string, found func(Hit)) {
	text := string(of)
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
func (t *Table) report(phrases []phrase, rest, language string, negated int, found func(Hit)) int {
	left := max(negated-1, 0)
	for _, p := range phrases {
		switch {
		case p.rest != rest || !p.in(language):
		case p.class == 0:
			left = reach
		default:
			found(Hit{t.classes[p.class], int(p.weight), negated > 0})
		}
	}
	return left
}

func (p phrase) in(language string) bool {
	return p.language == "" || p.language == language || language == "und"
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

// fold writes a text as the tables are: in lower case, without accents and
// apostrophes, white space as one space.
func fold(text string) string {
	b := make([]byte, 0, len(text)+len(text)/8)
	space := false
	for i := 0; i < len(text); {
		c := text[i]
		// What precedes a combining mark is left to where that is decomposed.
		if c < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			b, space = appendFolded(b, rune(lower(c)), space)
			i++
			continue
		}
		end := i + 1
		for end < len(text) && (text[end] >= utf8.RuneSelf || end+1 < len(text) && text[end+1] >= utf8.RuneSelf) {
			end++
		}
		for _, r := range norm.NFD.String(strings.ToLower(text[i:end])) {
			b, space = appendFolded(b, r, space)
		}
		i = end
	}
	return string(b)
}

// appendFolded appends a decomposed character to b; space says that there is
// white space before it.
func appendFolded(b []byte, r rune, space bool) ([]byte, bool) {
	switch {
	case r >= 0x300 && r <= 0x36f, r == '\'', r == '’', r == 0xfe0f:
		return b, space
	case unicode.IsSpace(r):
		return b, len(b) > 0
	case space:
		b = append(b, ' ')
	}
	return utf8.AppendRune(b, r), false
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
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
