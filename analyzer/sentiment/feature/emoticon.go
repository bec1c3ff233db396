package feature

import "strings"

// Emoticons share the feature of the emoji with the same meaning, so that the
// model learns one weight for both.
const (
	smile   = '🙂'
	laugh   = '😂'
	wink    = '😉'
	tongue  = '😛'
	frown   = '🙁'
	cry     = '😢'
	unsure  = '😕'
	blank   = '😐'
	heart   = '❤'
	broken  = '💔'
	angry   = '😠'
	delight = '😊'
)

// emoticon reads the emoticon that text begins with, if its first character is
// punctuation. It returns its emoji and its length in bytes, 0 for none.
func emoticon(text string) (symbol rune, n int) {
	switch text[0] {
	case ':', ';', '=':
		return face(text)
	case '<':
		switch {
		case strings.HasPrefix(text, "</3"):
			return broken, 3
		case strings.HasPrefix(text, "<3"):
			return heart, 2
		}
	case '>':
		switch {
		case strings.HasPrefix(text, ">:("):
			return angry, 3
		case strings.HasPrefix(text, ">_<"):
			return angry, 3
		}
	case '^':
		switch {
		case strings.HasPrefix(text, "^_^"):
			return delight, 3
		case strings.HasPrefix(text, "^^"):
			return delight, 2
		}
	case '-':
		if strings.HasPrefix(text, "-_-") {
			return blank, 3
		}
	case '(':
		if strings.HasPrefix(text, "(:") {
			return smile, 2
		}
	case ')':
		if len(text) > 2 && strings.HasPrefix(text, ")):") {
			return frown, 3
		}
	}
	return 0, 0
}

// face reads eyes, an optional nose or tear, and a mouth: ":-)", ";)", ":'(".
func face(text string) (symbol rune, n int) {
	i := 1
	tears := false
	for ; i < len(text) && i < 3 && strings.IndexByte("-'o^", text[i]) >= 0; i++ {
		tears = tears || text[i] == '\''
	}
	if i >= len(text) {
		return 0, 0
	}
	symbol = mouth(text[i])
	if symbol == 0 {
		return 0, 0
	}
	// No letter may follow a letter that is a mouth: ":Party" is no emoticon.
	if ascii[text[i]] == letter && i+1 < len(text) && text[i+1] < 0x80 && ascii[text[i+1]] == letter {
		return 0, 0
	}
	switch {
	case symbol == smile && text[0] == ';':
		symbol = wink
	case symbol == frown && tears:
		symbol = cry
	case symbol == smile && tears:
		symbol = laugh
	}
	for i++; i < len(text) && text[i] == text[i-1]; i++ {
	}
	return symbol, i
}

func mouth(c byte) rune {
	switch c {
	case ')', ']', '3':
		return smile
	case 'D':
		return laugh
	case '(', '[', 'c':
		return frown
	case 'P', 'p':
		return tongue
	case '/', '\\', 'S':
		return unsure
	case '|':
		return blank
	case '*':
		return heart
	default:
		return 0
	}
}

// letterEmoticon reads an emoticon that begins with a letter and stands alone.
func letterEmoticon(text string, i int) (symbol rune, n int) {
	if i > 0 && text[i-1] > ' ' {
		return 0, 0
	}
	rest := text[i:]
	switch rest[0] {
	case 'x', 'X':
		if strings.HasPrefix(rest[1:], "D") {
			symbol, n = laugh, 2
		}
	case 'T':
		switch {
		case strings.HasPrefix(rest, "T_T"):
			symbol, n = cry, 3
		case strings.HasPrefix(rest, "T.T"):
			symbol, n = cry, 3
		}
	case 'D':
		if strings.HasPrefix(rest, "D:") {
			symbol, n = frown, 2
		}
	}
	if n > 0 && n < len(rest) && rest[n] > ' ' {
		return 0, 0
	}
	return symbol, n
}
