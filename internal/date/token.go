package date

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind int

const (
	numeral kind = iota
	word
	mark
)

// token is a number, a word or a mark of a folded text.
type token struct {
	kind kind
	text string
	// value is that of a number; of one too long it is -1.
	value int
	// attached says that no space stands before it.
	attached bool
	// months and weekdays are what a word may name.
	months, weekdays []named
	used             bool
}

func (t token) is(text string) bool { return t.text == text && !t.used }

// lex cuts a folded text into tokens. Abbreviations written with dots become one
// word without them: "p.m.", "a. m.", "พ.ค.".
func lex(s string) []token {
	var tokens []token
	attached := false
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		k := kindOf(r)
		if r == ' ' {
			s, attached = s[size:], false
			continue
		}
		end := size
		for k != mark && end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if kindOf(r) != k {
				break
			}
			end += size
		}
		tokens = append(tokens, token{kind: k, text: s[:end], value: valueOf(k, s[:end]), attached: attached})
		s, attached = s[end:], true
	}
	return abbreviations(tokens)
}

func kindOf(r rune) kind {
	switch {
	case r >= '0' && r <= '9':
		return numeral
	case unicode.IsLetter(r), unicode.IsMark(r):
		return word
	}
	return mark
}

func valueOf(k kind, s string) int {
	if k != numeral || len(s) > 9 {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// yearSign is the Russian and Bulgarian sign of a year, which other words follow:
// 4 мая 2026 г. в 15:05.
const yearSign = "г"

// abbreviations joins words of one or two letters with dots in between.
func abbreviations(tokens []token) []token {
	var out []token
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		for t.kind == word && letters(t.text) <= 3 && i+2 < len(tokens) && isDot(tokens[i+1]) && tokens[i+1].attached && tokens[i+2].kind == word {
			next := tokens[i+2]
			single := letters(t.text) == 1 && letters(next.text) == 1
			if !next.attached && (!single || t.text == yearSign) || letters(next.text) > 2 {
				break
			}
			t.text += next.text
			i += 2
		}
		out = append(out, t)
	}
	return out
}

func isDot(t token) bool { return t.text == "." || t.text == "'" }

// letters counts letters, without the marks above and below them.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsMark(r) {
			n++
		}
	}
	return n
}

// classify finds the names of months and weekdays, which may have several words,
// and cuts what is written without spaces into the words that are known.
func classify(tokens []token) []token {
	d := names()
	var out []token
	for i := 0; i < len(tokens); {
		if n, months, weekdays := d.match(tokens[i:]); n > 0 {
			t := tokens[i]
			t.kind, t.months, t.weekdays = word, months, weekdays
			out = append(out, t)
			i += n
			continue
		}
		out = append(out, unspaced(tokens[i])...)
		i++
	}
	return out
}

// match returns how many tokens the longest name at their beginning has.
func (d *dictionary) match(tokens []token) (n int, months, weekdays []named) {
	if tokens[0].kind != word {
		return 0, nil, nil
	}
	key, words := "", 0
	for i, t := range tokens {
		if t.kind == mark {
			if t.text != "-" && !isDot(t) {
				break
			}
			continue
		}
		if words++; words > d.longest {
			break
		}
		key = strings.TrimPrefix(key+" "+t.text, " ")
		if m, w := d.months[key], d.weekdays[key]; m != nil || w != nil {
			n, months, weekdays = i+1, m, w
		}
	}
	return n, months, weekdays
}

// unspaced cuts a word of a script without spaces into words that are known, the
// longest first.
func unspaced(t token) []token {
	first, _ := utf8.DecodeRuneInString(t.text)
	if t.kind != word || known(t.text) || !unicode.In(first, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
		return []token{t}
	}
	var out []token
	d := names()
	for rest, attached := t.text, t.attached; rest != ""; attached = true {
		end := 0
		for i := len(rest); i > 0; i-- {
			part := rest[:i]
			if utf8.ValidString(part) && (known(part) || d.months[part] != nil || d.weekdays[part] != nil) {
				end = i
				break
			}
		}
		if end == 0 {
			_, end = utf8.DecodeRuneInString(rest)
		}
		part := rest[:end]
		out = append(out, token{kind: word, text: part, value: -1, attached: attached, months: d.months[part], weekdays: d.weekdays[part]})
		rest = rest[end:]
	}
	return out
}

// known tells whether a word has a meaning in a date other than a name.
func known(s string) bool {
	_, isPeriod := periods[s]
	_, isLabel := labels[s]
	_, isEra := eras[s]
	return isPeriod || isLabel || isEra || fillers[s]
}
