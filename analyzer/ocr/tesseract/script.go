package tesseract

import (
	"slices"
	"strings"
	"unicode"

	"earshot/analyzer/ocr"
)

// written are those of languages that are written in a way.
func written(languages []string, in string) []string {
	var out []string
	for _, l := range languages {
		of := ocr.Latin
		for _, w := range ocr.Writings() {
			if slices.Contains(strings.Fields(w.Languages), l) {
				of = w.Name
			}
		}
		if of == in {
			out = append(out, l)
		}
	}
	return out
}

// closed takes out the blanks that the program puts between letters of Chinese and
// Japanese.
func closed(text string) string {
	letters := []rune(text)
	var out []rune
	for i, r := range letters {
		if r == ' ' && i > 0 && i+1 < len(letters) && isWide(letters[i-1]) && isWide(letters[i+1]) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

func isWide(r rune) bool {
	return r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
