package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"earshot/internal/query"
)

// Plain returns text in the plainest spelling of what it says: Clean, then
// Text, and then
//
//   - letters in their compatibility form (Unicode Standard Annex 15, NFKC),
//     traditional Chinese as simplified;
//   - hashtags as their words, see SplitHashtag;
//   - elongation taken back as far as a known word goes ("goooood" is "good");
//   - slang, shorthand and common misspellings of the language written out.
//
// Case, punctuation, emoji and kaomoji stay as they are. language is an ISO
// 639-1 code; slang of others is left alone. In a text whose language could not
// be told ("und") shorthand is taken for English, as it is the world over. The
// time is linear. What looks for words of a table reads this; the sentiment
// model, which learned from how people write, reads the text itself and takes
// Slang into its word lists.
func Plain(text, language string) string {
	in := Text(Clean(text))
	p := plainer{in: in, slang: slang()[language]}
	if language == "und" {
		p.slang, p.unsure = slang()["en"], true
	}
	p.b.Grow(len(in) + len(in)/8)
	for p.i < len(in) {
		p.step()
	}
	return strings.TrimSpace(p.b.String())
}

// plainer writes the plain form of in.
type plainer struct {
	in    string
	i     int
	b     strings.Builder
	slang map[string]string
	// unsure: the slang may be of another language, so its single letters are
	// left alone ("y" is Spanish for "and").
	unsure bool
}

func (p *plainer) step() {
	rest := p.in[p.i:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '(':
		if n := faceLength(rest); n > 0 {
			size = n
		}
		p.b.WriteString(rest[:size])
	case r == '#':
		if n := indexOrAll(rest[1:], endsTag); n > 0 {
			p.b.WriteString(SplitHashtag(norm.NFKC.String(query.Simplified(rest[1 : 1+n]))))
			size = 1 + n
			if strings.HasPrefix(rest[size:], "#") { // "#话题#", as on Weibo
				size++
				p.b.WriteByte(' ')
			}
		}
	case isWordRune(r):
		dense := isDense(r)
		size = indexOrAll(rest, func(r rune) bool { return !isWordRune(r) || isDense(r) != dense })
		size += p.word(rest[:size], rest[size:])
	default:
		p.b.WriteString(rest[:size])
	}
	p.i += size
}

func endsTag(r rune) bool { return r != '_' && !isWordRune(r) }

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N) && !(r >= 0xFE00 && r <= 0xFE0F)
}

// word writes a run of letters and digits; after is what follows it. It returns
// how much of that was part of the word.
func (p *plainer) word(w, after string) int {
	if !isASCII(w) {
		w = query.Simplified(form(w).String(w))
	}
	if r, _ := utf8.DecodeRuneInString(w); isDense(r) {
		p.dense(writeTriples(w, 1, isDrawnOut))
		return 0
	}
	w = squeeze(w)
	if tied := tiedLength(after); tied > 0 { // "don't" is what "dont" stands for
		if meant, ok := p.slang[strings.ToLower(w+strings.TrimLeft(after[:tied], "'’"))]; ok {
			p.b.WriteString(meant)
			return tied
		}
	}
	if utf8.RuneCountInString(w) > 1 || !p.unsure && p.standsAlone(after) {
		if meant, ok := p.slang[strings.ToLower(w)]; ok {
			w = meant
		}
	}
	p.b.WriteString(w)
	return 0
}

// maxTied is the most letters an apostrophe ties to a word.
const maxTied = 3

// tiedLength is the length of the apostrophe and the letters that after begins
// with, 0 for other beginnings.
func tiedLength(after string) int {
	sign, size := utf8.DecodeRuneInString(after)
	if sign != '\'' && sign != '’' {
		return 0
	}
	n := size
	for n < len(after) && isWordRune(rune(after[n])) {
		n++
	}
	if n == size || n > size+maxTied {
		return 0
	}
	return n
}

// form is the normal form for a word. Korean shorthand is written in letters
// that NFKC would break up.
func form(w string) norm.Form {
	if strings.ContainsFunc(w, func(r rune) bool { return r >= 0x3131 && r <= 0x318E }) {
		return norm.NFC
	}
	return norm.NFKC
}

// standsAlone tells whether the word under way is parted from both its
// neighbours, as the "u" of "U.S." is not.
func (p *plainer) standsAlone(after string) bool {
	before := p.in[:p.i]
	return (before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "\n")) &&
		(after == "" || strings.ContainsRune(" \n!?,;:)", rune(after[0])))
}

// dense writes a run of a script without spaces: the slang in it is found by
// its longest beginning.
func (p *plainer) dense(run string) {
	if len(p.slang) == 0 {
		p.b.WriteString(run)
		return
	}
	for len(run) > 0 {
		_, size := utf8.DecodeRuneInString(run)
		out, used := run[:size], size
		for n, end := 1, size; n < maxSlangRunes && end < len(run); n++ {
			_, size := utf8.DecodeRuneInString(run[end:])
			end += size
			if meant, ok := p.slang[run[:end]]; ok {
				out, used = meant, end
			}
		}
		p.b.WriteString(out)
		run = run[used:]
	}
}

func isDense(r rune) bool {
	return r >= 0x0E00 && r <= 0x0E7F || r >= 0x3040 && r <= 0x30FF || isHan(r)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// squeeze takes elongation back. A letter written three times stands for one,
// or for two where that makes a commoner word ("goood"). Numbers stay.
func squeeze(w string) string {
	if !hasTriple(w) {
		return w
	}
	single, double := writeTriples(w, 1, unicode.IsLetter), writeTriples(w, 2, unicode.IsLetter)
	words := english()
	two, known := words[strings.ToLower(double)]
	one, better := words[strings.ToLower(single)]
	if known && (!better || two < one) {
		return double
	}
	return single
}

func hasTriple(w string) bool {
	var a, b rune
	for _, r := range w {
		if r == a && a == b && unicode.IsLetter(r) {
			return true
		}
		a, b = b, r
	}
	return false
}

// isDrawnOut tells what repeats for stress only where words are not spaced: Thai
// letters and the long sound of Japanese. Other characters that repeat are words.
func isDrawnOut(r rune) bool { return r >= 0x0E00 && r <= 0x0E7F || r == 'ー' }

// writeTriples writes every letter that follows itself twice, and that drawn
// holds for, n times only.
func writeTriples(w string, n int, drawn func(rune) bool) string {
	if !hasTriple(w) {
		return w
	}
	runes := []rune(w)
	var out strings.Builder
	for i := 0; i < len(runes); {
		end := i + 1
		for end < len(runes) && runes[end] == runes[i] {
			end++
		}
		times := end - i
		if times >= maxRepeat && drawn(runes[i]) {
			times = n
		}
		for range times {
			out.WriteRune(runes[i])
		}
		i = end
	}
	return out.String()
}
