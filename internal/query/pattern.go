package query

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A SearchText is a run of tokens: a word, with a space before it, or a character of
// a script without spaces, with a space before it or none; and a space at its end.
// So a regular expression tells tokens apart and counts them.

// MaxWildcardBytes is the longest word, in bytes, that a pattern matches which has a
// wildcard elsewhere than at its end.
const MaxWildcardBytes = maxWildcardBytes

// LongMark is what MarkLong puts behind a word.
const LongMark = "\x01"

// border stands in a SearchText before each part of a document but the first, as a word by
// itself that no query has.
const border = "\x02"

// UnspacedPattern is a regular expression (RE2 syntax) of one character of a script
// without spaces, as far as these begin tokens of a SearchText.
var UnspacedPattern = sync.OnceValue(func() string {
	var b strings.Builder
	b.WriteByte('[')
	first, last := rune(-1), rune(-1)
	flush := func() {
		if first >= 0 {
			fmt.Fprintf(&b, `\x{%X}-\x{%X}`, first, last)
		}
		first = -1
	}
	for r := range unicode.MaxRune + 1 {
		switch class := foldOf(r).class; {
		case class == classUnspaced:
			if first < 0 {
				first = r
			}
			last = r
		case class == classLetter || r < utf8.RuneSelf:
			flush() // other classes are in no SearchText, and their runes may as well be in the range
		}
	}
	flush()
	b.WriteByte(']')
	return b.String()
})

// MarkLong puts a mark behind each word of a SearchText that is longer than
// MaxWildcardBytes.
func MarkLong(text string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); len(w) > MaxWildcardBytes && foldOf(r).class != classUnspaced {
			words[i] = w + LongMark
		}
	}
	return strings.Join(words, " ")
}

// WildcardPattern returns the regular expression (RE2 syntax) of a whole key that
// matches a pattern with '*' and '?'.
func WildcardPattern(pattern string) string {
	return "^(?s:" + strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(pattern)) + ")$"
}

// phrasePattern is a regular expression of a phrase in a SearchText, without the
// space behind its last word.
type phrasePattern struct {
	text string
	// open: the phrase ends with a word, which ends where a space is.
	open bool
}

func (p phrasePattern) whole() string {
	if p.open {
		return p.text + " "
	}
	return p.text
}

// pattern returns the regular expression of a phrase. Marked tells that it is one for
// what MarkLong makes of a text. ok is false for phrases with symbols, which no
// SearchText has, and with Arabic patterns, which also match behind particles.
func (n Words) pattern() (p phrasePattern, marked, ok bool) {
	var b strings.Builder
	for i, w := range n {
		switch {
		case w.symbol, w.Wild && isArabic(w.Text):
			return p, false, false
		case w.Wild:
			first := strings.IndexAny(w.Text, "*?")
			inner := first < len(w.Text)-1 || w.Text[first] != '*'
			marked = marked || inner
			any := "[^ ]"
			if inner {
				any = "[^ " + LongMark + "]"
			}
			b.WriteString(" " + strings.NewReplacer(`\*`, any+"*", `\?`, any).Replace(regexp.QuoteMeta(w.Text)))
			p.open = true
			continue
		case isArabic(w.Text):
			b.WriteString(" (?:" + strings.Join(withParticles(w.Text), "|") + ")")
			p.open = true
			continue
		}
		r, _ := utf8.DecodeRuneInString(w.Text)
		unspaced := foldOf(r).class == classUnspaced
		switch {
		case !unspaced:
			b.WriteByte(' ')
		case w.Adjacent || i == 0:
		default:
			b.WriteString(" ?")
		}
		b.WriteString(regexp.QuoteMeta(w.Text))
		p.open = !unspaced
		if !unspaced && len(w.Text) > MaxWildcardBytes {
			b.WriteString(LongMark + "?")
		}
	}
	p.text = b.String()
	return p, marked, true
}

// nearPattern is the regular expression of one of a before one of b, at most within
// tokens apart.
func nearPattern(a, b []phrasePattern, within int) string {
	before, behind := make([]string, len(a)), make([]string, len(b))
	for i, p := range a {
		before[i] = p.text
	}
	for i, p := range b {
		behind[i] = p.whole()
		if !strings.HasPrefix(p.text, " ") {
			behind[i] = " ?" + behind[i]
		}
	}
	gap := ""
	if within > 1 {
		u := UnspacedPattern()
		gap = "(?: ?" + u + "| [^ " + border + u[1:] + "[^ ]*){0," + strconv.Itoa(within-1) + "}"
	}
	return "(?:" + strings.Join(before, "|") + ")" + gap + "(?:" + strings.Join(behind, "|") + ")"
}
