package spam

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// counts is what one pass over a text counts.
type counts struct {
	// distinct counts the different ones of enoughWords or more, and stops where
	// that is most of them.
	words, distinct, tags, handles, links, shortened int
	letters, capitals                                int
	// hidden counts invisible characters inside words, mixed words of Latin and
	// look-alike letters of other scripts, styled mathematical letters.
	hidden, mixed, styled int
	// lures counts signs that point at links and money.
	lures int
	// messengers counts links to accounts and groups of messengers.
	messengers int
	hasNumber  bool
}

// shorteners hide where a link leads. Those that platforms apply by themselves,
// such as t.co, say nothing.
var shorteners = []string{"bit.ly/", "tinyurl.com/", "cutt.ly/", "is.gd/", "rb.gy/", "shorturl.at/", "t.ly/", "goo.gl/", "adf.ly/", "ouo.io/", "linktr.ee/", "suo.im/", "dwz.cn/", "url.cn/", "clck.ru/", "s.id/"}

// messengers are addresses to be written to.
var messengers = []string{"t.me/", "wa.me/", "chat.whatsapp.com/", "api.whatsapp.com/", "telegram.me/", "lin.ee/", "line.me/", "discord.gg/", "m.me/"}

func count(text string) counts {
	var c counts
	var few [64]string
	words := few[:0]
	for f := range strings.FieldsSeq(text) {
		switch {
		case f[0] == '#' || strings.HasPrefix(f, "＃"):
			c.tags += max(1, strings.Count(f, "#"))
			continue
		case f[0] == '@':
			c.handles++
			continue
		}
		if maybeLink(f) {
			lower := strings.ToLower(f)
			if strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "www.") ||
				holdsAny(lower, shorteners) || holdsAny(lower, messengers) {
				c.link(lower)
				continue
			}
		}
		words = append(words, f)
		c.word(f)
	}
	c.words = len(words)
	if c.words >= enoughWords {
		c.distinct = distinct(words)
	}
	c.hasNumber = hasNumber(text)
	return c
}

// enoughWords are enough to say that a text repeats itself.
const enoughWords = 20

// maybeLink tells whether a word holds what every address does.
func maybeLink(word string) bool {
	return strings.IndexByte(word, '/') >= 0 || word[0] == 'w' || word[0] == 'W'
}

// distinct counts words that differ in more than case, up to more than half of
// them: then the text does not repeat itself.
func distinct(words []string) int {
	seen := map[string]bool{}
	for _, w := range words {
		if seen[strings.ToLower(w)] = true; 2*len(seen) > len(words) {
			break
		}
	}
	return len(seen)
}

func (c *counts) link(lower string) {
	c.links++
	if holdsAny(lower, shorteners) {
		c.shortened++
	}
	if holdsAny(lower, messengers) {
		c.messengers++
	}
}

func holdsAny(s string, parts []string) bool {
	for _, p := range parts {
		if i := strings.Index(s, p); i >= 0 && (i == 0 || s[i-1] == '/' || s[i-1] == '.' || s[i-1] == ':') {
			return true
		}
	}
	return false
}

// word counts the letters of a word.
func (c *counts) word(w string) {
	var latin, other int
	for i, r := range w {
		switch {
		case r < utf8.RuneSelf:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				latin++
				c.letters++
				if r <= 'Z' {
					c.capitals++
				}
			}
		case r == 0x200B, r == 0x200C, r == 0x2060, r == 0xFEFF, r == 0x00AD:
			// Persian and Indic scripts join letters with U+200C.
			if before, _ := utf8.DecodeLastRuneInString(w[:i]); before < 0x0590 && unicode.IsLetter(before) {
				c.hidden++
			}
		case r >= 0x1D400 && r <= 0x1D7FF:
			c.styled++
		case r >= 0x0370 && r <= 0x052F: // Greek and Cyrillic
			other++
			c.letters++
			if unicode.IsUpper(r) {
				c.capitals++
			}
		case r < 0x2E80 && unicode.IsLetter(r):
			c.letters++
			if unicode.IsUpper(r) {
				c.capitals++
			}
		case isLure(r):
			c.lures++
		}
	}
	// A name with one letter of another script ("μTorrent") is no disguise.
	if latin > 0 && other > 0 && latin+other > 3 && !strings.ContainsAny(w, "-_/.:,'’()") && !parted(w) {
		c.mixed++
	}
}

func isLure(r rune) bool {
	switch r {
	case '💰', '💵', '💸', '🤑', '🎰', '🎁', '👉', '👇', '⬇', '📲', '🔞', '💯', '✅':
		return true
	default:
		return false
	}
}

// parted tells whether the scripts of a word stand apart, as where a particle is
// written onto a name ("iPhoneом"): they change once only.
func parted(w string) bool {
	changes, last := 0, 0
	for _, r := range w {
		kind := 0
		switch {
		case r|0x20 >= 'a' && r|0x20 <= 'z':
			kind = 1
		case r >= 0x0370 && r <= 0x052F:
			kind = 2
		}
		if kind != 0 && last != 0 && kind != last {
			changes++
		}
		if kind != 0 {
			last = kind
		}
	}
	return changes <= 1
}

// hasNumber tells whether a telephone number stands in text: ten to fifteen
// digits behind a plus (ITU-T E.164), or eleven from 1, as mobile numbers in
// China are written.
func hasNumber(text string) bool {
	digits := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			digits++
		}
	}
	return digits >= 10 && numberIn(text)
}

func numberIn(text string) bool {
	digits, plus, glued := 0, false, false
	var first, last rune
	for _, r := range text + "\n" {
		switch {
		case r >= '0' && r <= '9':
			if digits == 0 {
				first = r
				glued = last|0x20 >= 'a' && last|0x20 <= 'z' || strings.ContainsRune("/_=.,$€£", last) && last != 0
			}
			digits++
		case digits > 0 && strings.ContainsRune(" -()", r):
		default:
			if !glued && (plus && digits >= 10 && digits <= 15 || digits == 11 && first == '1') {
				return true
			}
			digits, plus = 0, r == '+'
		}
		last = r
	}
	return false
}
