package spam

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// features are the counts that one pass over a text collects.
type features struct {
	// distinct counts the different words of texts with minWordsForRepetition
	// words or more; counting stops once they are more than half of all words.
	words, distinct, tags, handles, links, shortURLs int
	letters, capitals                                int
	// invisible counts invisible characters inside words, mixedScript words of
	// Latin letters and look-alikes of other scripts, styled mathematical
	// letters.
	invisible, mixedScript, styled int
	// lures counts emoji that point at links or money.
	lures int
	// messengers counts links to messenger accounts and groups.
	messengers int
	hasNumber  bool
}

// shorteners are URL shorteners. Those that platforms apply themselves, such as
// t.co, are no evidence and not listed.
var shorteners = []string{"bit.ly/", "tinyurl.com/", "cutt.ly/", "is.gd/", "rb.gy/", "shorturl.at/", "t.ly/", "goo.gl/", "adf.ly/", "ouo.io/", "linktr.ee/", "suo.im/", "dwz.cn/", "url.cn/", "clck.ru/", "s.id/"}

// messengers are the URLs of messenger accounts and groups.
var messengers = []string{"t.me/", "wa.me/", "chat.whatsapp.com/", "api.whatsapp.com/", "telegram.me/", "lin.ee/", "line.me/", "discord.gg/", "m.me/"}

func extractFeatures(text string) features {
	var c features
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
		if mayBeURL(f) {
			lower := strings.ToLower(f)
			if strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "www.") ||
				hasURLPrefix(lower, shorteners) || hasURLPrefix(lower, messengers) {
				c.link(lower)
				continue
			}
		}
		words = append(words, f)
		c.word(f)
	}
	c.words = len(words)
	if c.words >= minWordsForRepetition {
		c.distinct = countDistinct(words)
	}
	c.hasNumber = hasNumber(text)
	return c
}

// minWordsForRepetition is the fewest words in which repetition is counted.
const minWordsForRepetition = 20

// mayBeURL is a fast check that is true for every URL.
func mayBeURL(word string) bool {
	return strings.IndexByte(word, '/') >= 0 || word[0] == 'w' || word[0] == 'W'
}

// countDistinct counts the words that differ in more than case, until they are
// more than half of all words.
func countDistinct(words []string) int {
	seen := map[string]bool{}
	for _, w := range words {
		if seen[strings.ToLower(w)] = true; 2*len(seen) > len(words) {
			break
		}
	}
	return len(seen)
}

func (c *features) link(lower string) {
	c.links++
	if hasURLPrefix(lower, shorteners) {
		c.shortURLs++
	}
	if hasURLPrefix(lower, messengers) {
		c.messengers++
	}
}

// hasURLPrefix reports whether s contains one of prefixes where a host begins.
func hasURLPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if i := strings.Index(s, p); i >= 0 && (i == 0 || s[i-1] == '/' || s[i-1] == '.' || s[i-1] == ':') {
			return true
		}
	}
	return false
}

// word counts the characters of a word.
func (c *features) word(w string) {
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
				c.invisible++
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
		case isLureEmoji(r):
			c.lures++
		}
	}
	// A name with one letter of another script ("μTorrent") is not suspicious.
	if latin > 0 && other > 0 && latin+other > 3 && !strings.ContainsAny(w, "-_/.:,'’()") && !changesScriptOnce(w) {
		c.mixedScript++
	}
}

func isLureEmoji(r rune) bool {
	switch r {
	case '💰', '💵', '💸', '🤑', '🎰', '🎁', '👉', '👇', '⬇', '📲', '🔞', '💯', '✅':
		return true
	default:
		return false
	}
}

// changesScriptOnce reports whether the script of a word changes at most once,
// as where a suffix is written onto a name ("iPhoneom").
func changesScriptOnce(w string) bool {
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

// hasNumber reports whether text contains a telephone number: ten to fifteen
// digits after a plus (ITU-T E.164), or eleven that begin with 1, the form of
// mobile numbers in China.
func hasNumber(text string) bool {
	digits := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			digits++
		}
	}
	return digits >= 10 && findNumber(text)
}

func findNumber(text string) bool {
	digits, plus, inToken := 0, false, false
	var first, last rune
	for _, r := range text + "\n" {
		switch {
		case r >= '0' && r <= '9':
			if digits == 0 {
				first = r
				inToken = last|0x20 >= 'a' && last|0x20 <= 'z' || strings.ContainsRune("/_=.,$€£", last) && last != 0
			}
			digits++
		case digits > 0 && strings.ContainsRune(" -()", r):
		default:
			if !inToken && (plus && digits >= 10 && digits <= 15 || digits == 11 && first == '1') {
				return true
			}
			digits, plus = 0, r == '+'
		}
		last = r
	}
	return false
}
