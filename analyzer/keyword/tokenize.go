package keyword

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/social"
)

// kind is a script, or group of scripts, with its own way of splitting words.
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

// token is a run of letters of one kind.
type token struct {
	text string
	kind kind
	// afterBreak: punctuation or a line break precedes the token, so no phrase
	// spans it.
	afterBreak bool
	// adjacent: nothing separates the token from the one before.
	adjacent bool
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

// tokenize splits text into tokens, without URLs, handles, hashtags and names, which
// end phrases as these do.
func tokenize(text string, names []social.TextSpan, yield func(token)) {
	afterBreak, last := true, -1
	for i := 0; i < len(text); {
		for len(names) > 0 && names[0].End <= i {
			names = names[1:]
		}
		until := len(text)
		if len(names) > 0 {
			if until = names[0].Start; until <= i {
				i = min(names[0].End, len(text))
				i += endingLength(text[i:])
				afterBreak = true
				continue
			}
			until = min(until, len(text))
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		k := kindOf(r)
		switch {
		case r == '@' || r == '#' || r == '＃' || r == '＠':
			i += size
			i += wordEnd(text[i:], func(r rune) bool { return kindOf(r) != none || strings.ContainsRune("_.-@", r) })
			afterBreak = true
		case k == none:
			afterBreak = afterBreak || !unicode.IsSpace(r) || r == '\n'
			i += size
		case strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://"):
			i += wordEnd(text[i:], func(r rune) bool { return !unicode.IsSpace(r) && r < 0x2E80 })
			afterBreak = true
		case r == 'u' && i > 0 && text[i-1] == '\\' && isEscape(text[i:]):
			i += len("u002c")
			afterBreak = true
		default:
			end := i + tokenEnd(text[i:until], k)
			if k == spaced && end < len(text) && text[end] == '.' {
				if n := hostLength(text[i:]); n > 0 {
					i, afterBreak = i+n, true
					continue
				}
			}
			yield(token{text: text[i:end], kind: k, afterBreak: afterBreak, adjacent: i == last})
			i, last, afterBreak = end, end, false
		}
	}
}

// isEscape reports a character that a program wrote as its number: "\u002c".
func isEscape(s string) bool {
	return len(s) >= 5 && strings.Trim(s[1:5], "0123456789abcdefABCDEF") == ""
}

// hostLength is the length of an address without a scheme that s begins with, such as
// "example.com/page"; 0 for none.
func hostLength(s string) int {
	n := wordEnd(s, func(r rune) bool { return !unicode.IsSpace(r) && r < 0x2E80 })
	host, _, hasPath := strings.Cut(s[:n], "/")
	host = strings.TrimRight(host, ".,;:!?)")
	last := host[strings.LastIndexByte(host, '.')+1:]
	if domains[strings.ToLower(last)] || hasPath && len(last) == 2 && strings.ToLower(last) == last {
		return n
	}
	return 0
}

// domains are the ends of hosts that are written without a scheme.
var domains = setOf("com net org info biz edu gov io app dev tv ly co de fr es it nl ru cn jp uk pt br")

// endingLength is the length of what s, the text behind a name, begins with that is
// written onto the name: a Korean particle, or an ending behind an apostrophe.
func endingLength(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	k := kindOf(r)
	if r == '\'' || r == '’' {
		next, _ := utf8.DecodeRuneInString(s[size:])
		if k = kindOf(next); k != spaced {
			return 0
		}
		return size + tokenEnd(s[size:], k)
	}
	if k == hangul {
		return tokenEnd(s, k)
	}
	return 0
}

// wordEnd is the length of the beginning of s for which inside is true.
func wordEnd(s string, inside func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !inside(r) }); i >= 0 {
		return i
	}
	return len(s)
}

// tokenEnd is the length of the token of kind k at the start of s. A hyphen or
// an apostrophe between letters is part of a word.
func tokenEnd(s string, k kind) int {
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
