package feature

import "unicode"

// class is how the scanner treats a character.
type class uint8

const (
	other    class = iota // ends a word
	letter                // part of a word: letters, marks, digits
	unspaced              // scripts written without spaces, read by n-grams
	emoji                 // emoji and pictographs
	ignored               // does not interrupt: joiners, direction marks, accents
	quote                 // an apostrophe inside a word
)

// unspacedRanges holds the first and last characters of the scripts written
// without spaces, and of Hangul, whose particles are written onto the words.
var unspacedRanges = [...][2]rune{
	{0x0e00, 0x0eff},   // Thai, Lao
	{0x1000, 0x109f},   // Myanmar
	{0x1100, 0x11ff},   // Hangul letters
	{0x1780, 0x17ff},   // Khmer
	{0x3005, 0x3007},   // ideographic iteration
	{0x3041, 0x30fa},   // Hiragana, Katakana
	{0x30fc, 0x30ff},   // long vowel mark
	{0x3400, 0x9fff},   // ideographs
	{0xac00, 0xd7af},   // Hangul
	{0xf900, 0xfaff},   // compatibility ideographs
	{0x20000, 0x3ffff}, // supplementary ideographs
}

// lookup returns the folded form of a character and its class.
func lookup(r rune) (rune, class) {
	switch {
	case r >= 0 && r < tableSize:
		e := table[r]
		return e.to, e.class
	case r >= 0x4e00 && r <= 0x9fff:
		return simplify(r), unspaced
	default:
		r = fold(r)
		return r, classify(r)
	}
}

// tableSize bounds the characters looked up in a table: Latin, Greek, Cyrillic,
// Semitic and Indic letters, and Thai.
const tableSize = 0x1000

var table = func() *[tableSize]struct {
	to    rune
	class class
} {
	var t [tableSize]struct {
		to    rune
		class class
	}
	for r := range t {
		t[r].to = fold(rune(r))
		t[r].class = classify(t[r].to)
	}
	return &t
}()

func classify(r rune) class {
	switch {
	case r < 0x80:
		return ascii[r]
	case r >= 0x400 && r <= 0x481, r >= 0x48a && r <= 0x52f: // Cyrillic
		return letter
	case r == 0x640, r >= 0x64b && r <= 0x652, r == 0x670: // Arabic tatweel and vowel signs
		return ignored
	case r >= 0x300 && r <= 0x36f: // combining accents, also piled up to hide a text
		return ignored
	case r == 0xad, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff, r >= 0x1f3fb && r <= 0x1f3ff:
		return ignored
	case r == 0x2019, r == 0x2bc:
		return quote
	case r >= 0x1f000 && r <= 0x1fbff, r >= 0x2600 && r <= 0x27bf,
		r >= 0x2b00 && r <= 0x2bff, r >= 0x2300 && r <= 0x23ff:
		return emoji
	}
	if r >= 0xe00 {
		for _, span := range unspacedRanges {
			if r <= span[1] {
				if r >= span[0] {
					return unspaced
				}
				break
			}
		}
	}
	if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
		return letter
	}
	return other
}

// ascii is classify for the first 128 characters.
var ascii = func() (table [0x80]class) {
	for r := range table {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
			table[r] = letter
		case r == '\'':
			table[r] = quote
		}
	}
	return table
}()

// fold maps the spellings of one letter to one rune: case, full-width forms, and
// letters that many writers do not tell apart.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= 0x410 && r <= 0x42f:
		return r + 0x20
	case r == 'ё', r == 'Ё':
		return 'е'
	case r >= 0x620 && r <= 0x6ff:
		return foldArabic(r)
	case r >= 0xff01 && r <= 0xff5e:
		return fold(r - 0xfee0)
	case r < 0x600, r >= 0x1e00 && r < 0x2000:
		return unicode.ToLower(r)
	case r >= 0x4e00 && r <= 0x9fff:
		return simplify(r)
	default:
		return r
	}
}

func foldArabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ة':
		return 'ه'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	default:
		return r
	}
}
