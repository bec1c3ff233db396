package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folding maps the spellings of a word to one form. It is applied to queries and
// posts alike, so consistency matters more than perfection:
//
//   - case is removed (simple lower case; final sigma is sigma);
//   - diacritics are removed, composed or not (é, e+◌́ -> e; й -> и; ё -> е;
//     Arabic vowel points and hamza signs), see foldings;
//   - Arabic letters that are written for one another are one (ى and ي, ة and ه, the
//     Persian ک and ك), see foldings; which particles are written onto a word is the
//     matter of eachStem;
//   - digits of every script with spaces are those of ASCII (٣, ۳ and ३ are 3);
//   - compatibility forms are replaced, as by NFKC: full-width
//     ASCII, half-width Katakana, circled and mathematical letters, ligatures,
//     superscripts;
//   - invisible characters (zero-width, bidi controls, variation selectors, soft
//     hyphens, emoji skin tones) are removed, so they cannot hide a word.
//
// Vowel signs of Indic and South-East Asian scripts are part of the word and are
// kept. Hiragana and Katakana are not folded into one another. Traditional
// Chinese is matched as simplified Chinese (see SimplifiedRune), but hashtags and
// handles, whose folded form is shown, keep the characters as written, and so do
// hashtags and handles of those Arabic letters (see foldName).

// runeClass is how the tokenizer treats a folded rune.
type runeClass uint8

const (
	classGap      runeClass = iota // separates words
	classDrop                      // removed
	classLetter                    // letter, digit or vowel sign of a spaced script
	classUnspaced                  // one character of a script written without spaces
	classSymbol                    // emoji or another pictograph
)

// foldEntry is the folded form of a rune. If multi is set it is the whole folded
// form, and to is unused.
type foldEntry struct {
	to    rune
	multi string
	class runeClass
}

// foldTableSize bounds the runes looked up in a table; the folding of others is
// computed. It covers every script of foldings but the Latin ligatures at
// U+FB00.
const foldTableSize = 0x2150

var (
	foldTable = buildFoldTable()
	foldMap   = buildFoldMap()
)

func buildFoldTable() *[foldTableSize]foldEntry {
	var t [foldTableSize]foldEntry
	for r := range rune(foldTableSize) {
		t[r] = foldEntry{to: unicode.ToLower(r), class: classify(r)}
		if digit, ok := asciiDigit(r); ok && t[r].class == classLetter {
			t[r].to = digit
		}
	}
	for _, f := range foldings {
		for _, r := range f.from {
			if r < foldTableSize {
				t[r] = newFoldEntry(f.to)
			}
		}
	}
	return &t
}

func buildFoldMap() map[rune]foldEntry {
	t := map[rune]foldEntry{}
	for _, f := range slices.Concat(foldings, arabicForms) {
		for _, r := range f.from {
			if r >= foldTableSize {
				t[r] = newFoldEntry(f.to)
			}
		}
	}
	return t
}

func newFoldEntry(to string) foldEntry {
	if rs := []rune(to); len(rs) == 1 {
		return foldEntry{to: rs[0], class: classLetter}
	}
	return foldEntry{multi: to, class: classLetter}
}

// IsUnspaced reports whether r is of a script that is written without spaces.
func IsUnspaced(r rune) bool { return foldOf(r).class == classUnspaced }

// foldOf returns the folded form of r.
func foldOf(r rune) foldEntry {
	if r < foldTableSize {
		return foldTable[r]
	}
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3, r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FA:
		return foldEntry{to: r, class: classUnspaced}
	case r >= 0x3000 && r <= 0x3002: // ideographic space, comma and full stop
		return foldEntry{to: r, class: classGap}
	case r >= 0x1F300 && r <= 0x1F3FA, r >= 0x1F400 && r <= 0x1F64F, r >= 0x1F680 && r <= 0x1F6C5:
		return foldEntry{to: r, class: classSymbol}
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		return foldTable[r-0xFEE0]
	case r >= 0xFF66 && r <= 0xFF9F: // half-width Katakana
		return foldEntry{to: halfwidthKatakana[r-0xFF66], class: classUnspaced}
	case r >= 0x24B6 && r <= 0x24E9: // circled letters
		return foldEntry{to: 'a' + (r-0x24B6)%26, class: classLetter}
	case r >= 0x1D400 && r <= 0x1D6A3: // mathematical letters: 13 alphabets of 52
		return foldEntry{to: 'a' + (r-0x1D400)%26, class: classLetter}
	case r >= 0x1D7CE && r <= 0x1D7FF: // mathematical digits: 5 sets of 10
		return foldEntry{to: '0' + (r-0x1D7CE)%10, class: classLetter}
	case r >= 0xFB00 && r <= 0xFB06, r >= 0xFB50 && r <= 0xFEFC:
		if f, ok := foldMap[r]; ok {
			return f
		}
	}
	return foldEntry{to: unicode.ToLower(r), class: classify(r)}
}

// asciiDigit is the ASCII digit of a decimal digit of another script.
func asciiDigit(r rune) (rune, bool) {
	if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	// The ten digits of a script follow one another (Unicode Standard, 4.6).
	zero := r
	for zero > r-9 && unicode.Is(unicode.Nd, zero-1) {
		zero--
	}
	return '0' + r - zero, true
}

// halfwidthKatakana is the full-width form of U+FF66 to U+FF9F, in order; the last
// two are the combining voicing marks.
var halfwidthKatakana = []rune("ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u3099\u309A")

// classify returns the class of a rune that has no entry in foldings.
func classify(r rune) runeClass {
	switch {
	case r < 0x80:
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return classLetter
		}
		return classGap
	case isDropped(r):
		return classDrop
	case unicode.In(r, unspacedScripts...) || r == 0x30FC || r == 0x3099 || r == 0x309A:
		if unicode.In(r, unicode.L, unicode.N, unicode.M) {
			return classUnspaced
		}
		return classGap
	case unicode.In(r, unicode.L, unicode.N, unicode.M):
		return classLetter
	case unicode.Is(unicode.So, r) && !isNonPictograph(r):
		return classSymbol
	default:
		return classGap
	}
}

// unspacedScripts are matched character by character: those written without
// spaces, and Hangul, whose particles are written onto the word.
var unspacedScripts = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Hangul,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// isNonPictograph reports the So characters that are no pictographs: signs
// written after a name, and replacement characters.
func isNonPictograph(r rune) bool { return strings.ContainsRune("©®™°℗℠\uFFFC\uFFFD", r) }

// isDropped reports the runes that folding removes.
func isDropped(r rune) bool {
	switch {
	case r == 0x00AD, r == 0x034F, r == 0x061C, r == 0x0640, r == 0xFEFF: // soft hyphen, joiners, tatweel
		return true
	case r >= 0x0300 && r <= 0x036F, r >= 0x0483 && r <= 0x0489: // combining marks
		return true
	case r >= 0x064B && r <= 0x065F, r == 0x0670, r >= 0x0610 && r <= 0x061A, r >= 0x06D6 && r <= 0x06ED: // Arabic points
		return true
	case r >= 0x0591 && r <= 0x05C7 && unicode.Is(unicode.Mn, r): // Hebrew points
		return true
	case r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0x20D0 && r <= 0x20FF, r >= 0xFE20 && r <= 0xFE2F:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F: // zero-width, bidi
		return true
	case r >= 0x180B && r <= 0x180F, r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF: // selectors, tags
		return true
	case r >= 0x1F3FB && r <= 0x1F3FF: // skin tones
		return true
	default:
		return false
	}
}

// composeVoiced returns the Kana composed of base and a combining voicing mark,
// or 0 where there is none.
func composeVoiced(base, mark rune) rune {
	k := base
	if k >= 0x30A1 && k <= 0x30F6 {
		k -= 0x60 // Katakana lies 0x60 above Hiragana
	}
	shift := base - k
	switch {
	case mark == 0x3099 && k == 'う':
		return 'ゔ' + shift
	case mark == 0x3099 && (k >= 'か' && k <= 'ち' && (k-'か')%2 == 0 || k == 'つ' || k == 'て' || k == 'と'):
		return base + 1
	case k >= 'は' && k <= 'ほ' && (k-'は')%3 == 0:
		return base + 1 + mark - 0x3099
	default:
		return 0
	}
}
