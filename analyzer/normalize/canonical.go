package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"earshot/internal/query"
)

// Canonical returns the canonical form of text, for lookup in dictionaries. It
// applies StripBoilerplate and Text, and then:
//
//   - compatibility characters are replaced (Unicode Standard Annex 15, NFKC), and
//     traditional Chinese by simplified;
//   - hashtags are split into words, see SplitHashtag;
//   - elongations are shortened to a known word ("goooood" is "good");
//   - slang, shorthand and common misspellings of the language are expanded.
//
// Case, punctuation, emoji and kaomoji are kept. language is an ISO 639-1 code
// and selects the slang. In a text of undetermined language ("und") English
// shorthand is expanded, since it is used worldwide. Time is linear. The
// sentiment model does not use Canonical: it was trained on texts as people
// write them, and has Slang in its lexicons.
func Canonical(text, language string) string {
	return CanonicalOf(Text(StripBoilerplate(text)), language)
}

// CanonicalOf is Canonical of a text that StripBoilerplate and Text were applied to.
func CanonicalOf(in, language string) string {
	p := canonicalizer{in: in, slang: slang()[language]}
	if language == "und" {
		p.slang, p.ambiguous = slang()["en"], true
	}
	p.b.Grow(len(in) + len(in)/8)
	for p.i < len(in) {
		p.step()
	}
	return strings.TrimSpace(p.b.String())
}

// canonicalizer writes the canonical form of in.
type canonicalizer struct {
	in    string
	i     int
	b     strings.Builder
	slang map[string]string
	// ambiguous: the slang may be of another language than the text, so single
	// letters are not expanded ("y" is Spanish for "and").
	ambiguous bool
}

// step handles the next word, hashtag, kaomoji or character.
func (p *canonicalizer) step() {
	rest := p.in[p.i:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '(':
		if n := kaomojiLength(rest); n > 0 {
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
		unspaced := isUnspaced(r)
		size = indexOrAll(rest, func(r rune) bool { return !isWordRune(r) || isUnspaced(r) != unspaced })
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

// word writes a run of letters and digits; after is the text that follows. It
// returns how many bytes of after it consumed.
func (p *canonicalizer) word(w, after string) int {
	if !isASCII(w) {
		w = query.Simplified(normalForm(w).String(w))
	}
	if r, _ := utf8.DecodeRuneInString(w); isUnspaced(r) {
		p.expandUnspaced(collapseRuns(w, 1, isElongatable))
		return 0
	}
	w = shortenElongation(w)
	if clitic := cliticLength(after); clitic > 0 { // "don't" is listed as "dont"
		if meant, ok := p.slang[strings.ToLower(w+strings.TrimLeft(after[:clitic], "'’"))]; ok {
			p.b.WriteString(meant)
			return clitic
		}
	}
	if utf8.RuneCountInString(w) > 1 || !p.ambiguous && p.standsAlone(after) {
		if meant, ok := p.slang[strings.ToLower(w)]; ok {
			w = meant
		}
	}
	p.b.WriteString(w)
	return 0
}

// maxClitic is the most letters of a clitic, such as the "t" of "don't".
const maxClitic = 3

// cliticLength is the length of an apostrophe and the letters after it with
// which after begins; 0 for other beginnings.
func cliticLength(after string) int {
	apostrophe, size := utf8.DecodeRuneInString(after)
	if apostrophe != '\'' && apostrophe != '’' {
		return 0
	}
	n := size
	for n < len(after) && isWordRune(rune(after[n])) {
		n++
	}
	if n == size || n > size+maxClitic {
		return 0
	}
	return n
}

// normalForm is the Unicode normal form for a word. NFKC would decompose the
// letters of Korean shorthand.
func normalForm(w string) norm.Form {
	if strings.ContainsFunc(w, func(r rune) bool { return r >= 0x3131 && r <= 0x318E }) {
		return norm.NFC
	}
	return norm.NFKC
}

// standsAlone reports whether white space or punctuation separates the current
// word from its neighbours, unlike the "u" of "U.S.".
func (p *canonicalizer) standsAlone(after string) bool {
	before := p.in[:p.i]
	return (before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "\n")) &&
		(after == "" || strings.ContainsRune(" \n!?,;:)", rune(after[0])))
}

// expandUnspaced writes a run of a script written without spaces, with the slang
// in it replaced, longest match first.
func (p *canonicalizer) expandUnspaced(run string) {
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

func isUnspaced(r rune) bool {
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

// shortenElongation removes elongation. A letter repeated three times or more
// becomes one, or two where that is a more common word ("goood"). Numbers are
// kept.
func shortenElongation(w string) string {
	if !hasTripleLetter(w) {
		return w
	}
	single, double := collapseRuns(w, 1, unicode.IsLetter), collapseRuns(w, 2, unicode.IsLetter)
	words := english()
	two, known := words[strings.ToLower(double)]
	one, better := words[strings.ToLower(single)]
	if known && (!better || two < one) {
		return double
	}
	return single
}

func hasTripleLetter(w string) bool {
	var a, b rune
	for _, r := range w {
		if r == a && a == b && unicode.IsLetter(r) {
			return true
		}
		a, b = b, r
	}
	return false
}

// isElongatable reports whether repeating r is for emphasis in scripts written
// without spaces: Thai letters and the Japanese long vowel mark. Other repeated
// characters form words.
func isElongatable(r rune) bool { return r >= 0x0E00 && r <= 0x0E7F || r == 'ー' }

// collapseRuns replaces every run of three or more of a letter for which drawn
// is true by n of it.
func collapseRuns(w string, n int, drawn func(rune) bool) string {
	if !hasTripleLetter(w) {
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
