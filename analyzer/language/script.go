package language

import "unicode"

// script is a script, or group of scripts, that narrows down the language.
type script uint8

const (
	latin script = iota
	cyrillic
	arabic
	devanagari
	han
	kana
	other // one of singleLanguageScripts
	scripts
)

// singleLanguageScripts are the scripts that, among posts, only one language
// uses.
var singleLanguageScripts = [...]struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Hangul, "ko"}, {unicode.Thai, "th"}, {unicode.Greek, "el"}, {unicode.Hebrew, "he"},
	{unicode.Bengali, "bn"}, {unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Gujarati, "gu"},
	{unicode.Kannada, "kn"}, {unicode.Malayalam, "ml"}, {unicode.Gurmukhi, "pa"}, {unicode.Sinhala, "si"},
	{unicode.Georgian, "ka"}, {unicode.Armenian, "hy"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"},
	{unicode.Myanmar, "my"}, {unicode.Ethiopic, "am"}, {unicode.Tibetan, "bo"}, {unicode.Oriya, "or"},
}

// scriptOf returns the script of a letter; false for other characters and
// unknown scripts. For other it also returns the index in singleLanguageScripts.
func scriptOf(r rune) (s script, index int, ok bool) {
	switch {
	case r < 0x250:
		return latin, 0, 'a' <= r|0x20 && r|0x20 <= 'z' || r >= 0xC0 && r != 0xD7 && r != 0xF7
	case r >= 0x1E00 && r <= 0x1EFF:
		return latin, 0, true
	case r >= 0x400 && r <= 0x52F:
		return cyrillic, 0, true
	case r >= 0x620 && r <= 0x64A, r >= 0x66E && r <= 0x6D3:
		return arabic, 0, true
	case r >= 0x900 && r <= 0x963:
		return devanagari, 0, true
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3400 && r <= 0x4DBF:
		return han, 0, true
	case r >= 0x3041 && r <= 0x30FA, r >= 0xFF66 && r <= 0xFF9D:
		return kana, 0, true
	case r >= 0x2000 && r <= 0x2E7F, r >= 0x1F000:
		return 0, 0, false
	}
	for i, s := range singleLanguageScripts {
		if unicode.Is(s.table, r) {
			return other, i, true
		}
	}
	return 0, 0, false
}

// accented are words of one letter whose accent tells them from those of other
// languages ("é": "is"), and which are stop words without it.
var accented = map[rune][]string{'é': {"pt"}, 'è': {"it"}, 'à': {"fr", "pt"}}

// letters are those that, within their script, only some languages use.
var letters = map[string][]string{
	"ß":        {"de"},
	"äö":       {"de", "sv", "fi"},
	"ü":        {"de", "tr", "hu"},
	"ñ¿¡":      {"es"},
	"ãõ":       {"pt"},
	"ç":        {"fr", "pt", "tr"},
	"éà":       {"fr", "it", "es", "pt"},
	"èùœêîû":   {"fr", "it"},
	"òì":       {"it"},
	"áíóú":     {"es", "pt"},
	"âô":       {"fr", "pt", "vi", "ro"},
	"łąęśżźćń": {"pl"},
	"őű":       {"hu"},
	"ığş":      {"tr"},
	"řěůžšč":   {"cs"},
	"ățșţ":     {"ro"},
	"ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ": {"vi"},
	"å":       {"sv", "da", "no"},
	"øæ":      {"da", "no"},
	"ыэё":     {"ru"},
	"іїєґ":    {"uk"},
	"پچژگیک":  {"fa", "ur"},
	"ة":       {"ar"},
	"ٹڈڑںےھہ": {"ur"},
}

// toLower is the lower case of the letters in Detector.letters.
func toLower(r rune) rune {
	switch {
	case r >= 0xC0 && r <= 0xDE:
		return r + 0x20
	case r >= 0x100 && r <= 0x17F && r != 'ı', r >= 0x1E00 && r <= 0x1EFF:
		return r | 1
	case r >= 0x410 && r <= 0x42F:
		return r + 0x20
	case r >= 0x400 && r <= 0x40F:
		return r + 0x50
	default:
		return r
	}
}

// hasOther reports whether a text has letters of another script than Latin.
func hasOther(count [scripts]int) bool {
	for s, n := range count {
		if script(s) != latin && n > 0 {
			return true
		}
	}
	return false
}

// dominantScript is the script of most of the text. A Han or Kana character
// counts as three letters.
func dominantScript(count [scripts]int) script {
	main, most := latin, 0
	for s, n := range count {
		if script(s) == han || script(s) == kana {
			n *= 3
		}
		if n > most {
			main, most = script(s), n
		}
	}
	return main
}

func eastAsian(count [scripts]int, declared string) string {
	switch {
	case count[kana]*12 >= count[han]: // Japanese text is half Kana, names in Chinese text are not
		return "ja"
	case declared == "ja" && count[han] < 6:
		return "ja"
	default:
		return "zh"
	}
}
