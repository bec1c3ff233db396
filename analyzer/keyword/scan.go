package keyword

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is the way a run of letters is cut into words.
type kind uint8

const (
	none   kind = iota // no letter
	spaced             // one run is one word
	han
	katakana
	hiragana
	hangul
	thai
)

// run is a stretch of letters of one kind.
type run struct {
	text string
	kind kind
	// broken: something other than white space parts it from the run before,
	// or a line break, so no phrase reaches across.
	broken bool
	// adjoins: nothing at all parts it from the run before.
	adjoins bool
}

func kindOf(r rune) kind {
	switch {
	case r < utf8.RuneSelf:
		if r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' {
			return spaced
		}
		return none
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3400 && r <= 0x4DBF, r == '々':
		return han
	case r >= 0x30A1 && r <= 0x30FA, r == 'ー', r >= 0xFF66 && r <= 0xFF9F:
		return katakana
	case r >= 0x3041 && r <= 0x309F:
		return hiragana
	case r >= 0xAC00 && r <= 0xD7A3:
		return hangul
	case r >= 0x0E01 && r <= 0x0E5B:
		return thai
	case unicode.In(r, unicode.L, unicode.N, unicode.M):
		return spaced
	default:
		return none
	}
}

// scan cuts text into runs, leaving out URLs, handles and hashtags.
func scan(text string, yield func(run)) {
	broken, last := true, -1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		k := kindOf(r)
		switch {
		case r == '@' || r == '#' || r == '＃' || r == '＠':
			i += size
			i += wordEnd(text[i:], func(r rune) bool { return kindOf(r) != none || strings.ContainsRune("_.-@", r) })
			broken = true
		case k == none:
			broken = broken || !unicode.IsSpace(r) || r == '\n'
			i += size
		case strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://"):
			i += wordEnd(text[i:], func(r rune) bool { return !unicode.IsSpace(r) && r < 0x2E80 })
			broken = true
		default:
			end := i + runEnd(text[i:], k)
			yield(run{text: text[i:end], kind: k, broken: broken, adjoins: i == last})
			i, last, broken = end, end, false
		}
	}
}

// wordEnd is the length of the beginning of s that inside holds for.
func wordEnd(s string, inside func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !inside(r) }); i >= 0 {
		return i
	}
	return len(s)
}

// runEnd is the length of the run of kind k at the start of s. A hyphen or an
// apostrophe between letters is part of a word.
func runEnd(s string, k kind) int {
	for i, r := range s {
		if kindOf(r) == k {
			continue
		}
		if k == spaced && (r == '\'' || r == '’' || r == '-') {
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); kindOf(next) == spaced && next > '9' {
				continue
			}
		}
		return i
	}
	return len(s)
}
