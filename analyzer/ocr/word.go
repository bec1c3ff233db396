package ocr

import "unicode"

// The letters, of one way of writing and side by side, that make a word; where each letter
// is a syllable or a word, fewer do. Digits make a number.
const (
	wordLetters, wordSyllables, numberDigits = 3, 2, 2
)

// hasWord tells whether there is a word or a number in a text. Steam, stripes and beans
// read as a few signs and single letters.
func hasWord(text string) bool {
	letters, digits, writing := 0, 0, ""
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			letters, digits = 0, digits+1
		case unicode.IsMark(r), unicode.Is(unicode.Lm, r): // belong to the letter before them
		case unicode.IsLetter(r):
			if of := nameOf(r); of != writing {
				letters, writing = 0, of
			}
			letters, digits = letters+1, 0
		default:
			letters, digits = 0, 0
		}
		most := wordLetters
		switch writing {
		case Chinese, "Japanese", "Korean":
			most = wordSyllables
		}
		if letters >= most || digits >= numberDigits {
			return true
		}
	}
	return false
}
