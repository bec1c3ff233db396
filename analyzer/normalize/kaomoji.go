package normalize

import (
	"unicode"
	"unicode/utf8"
)

const (
	// maxKaomoji is the longest kaomoji in brackets, in characters, brackets
	// included.
	maxKaomoji = 16
)

// kaomojiLength is the length in bytes of the kaomoji in brackets that s begins
// with, such as "(^_^)" or "(╯°□°)", and 0 for other brackets: a kaomoji is
// short, closed, and has more signs than letters.
func kaomojiLength(s string) int {
	letters, signs, run := 0, 0, 0
	count := 0
	for i, r := range s {
		if count++; count > maxKaomoji || r == '\n' {
			return 0
		}
		switch {
		case i == 0:
		case r == ')' || r == '）':
			if signs >= 2 && signs > letters {
				return i + utf8.RuneLen(r)
			}
			return 0
		case isLetterOrDigit(r):
			// Single letters of other scripts are part of kaomoji, words are not.
			if run++; run > 2 {
				return 0
			}
			letters++
			continue
		case r == ' ', r == '.', r == ',':
		default:
			signs++
		}
		run = 0
	}
	return 0
}

func isLetterOrDigit(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
