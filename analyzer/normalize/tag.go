package normalize

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxTagRunes is the longest hashtag that is cut; longer ones stay whole.
	maxTagRunes = 80
	// maxPiece is the longest word tried in a hashtag of one case.
	maxPiece = 20
)

// SplitHashtag writes a hashtag, with or without its sign, as the words it is made
// of, in lower case: "#BestCoffeeEver" and "#bestcoffeeever" are both "best
// coffee ever". Capitals, underscores and digits part words; a tag of one case
// is cut where that gives English words only, by their commonness, and is one
// word otherwise.
func SplitHashtag(tag string) string {
	tag = strings.TrimLeft(tag, "#＃")
	if n := utf8.RuneCountInString(tag); n == 0 || n > maxTagRunes {
		return strings.ToLower(tag)
	}
	parts := cutCase([]rune(tag))
	for i, p := range parts {
		p = strings.ToLower(p)
		if len(p) >= 6 && isASCIILetters(p) {
			p = english().cut(p)
		}
		parts[i] = p
	}
	return strings.Join(parts, " ")
}

// cutCase parts a name where its case or kind changes: "NBAFinals2026" is
// "NBA", "Finals", "2026".
func cutCase(tag []rune) []string {
	var parts []string
	start := 0
	flush := func(end int) {
		if end > start {
			parts = append(parts, string(tag[start:end]))
		}
		start = end
	}
	for i, r := range tag {
		if r == '_' || r == '＿' {
			flush(i)
			start = i + 1
			continue
		}
		if i == start {
			continue
		}
		before := tag[i-1]
		switch {
		case unicode.IsLower(before) && unicode.IsUpper(r), isHan(before) != isHan(r):
			flush(i)
		case unicode.IsUpper(before) && unicode.IsUpper(r) && i+1 < len(tag) && unicode.IsLower(tag[i+1]) && !pluralAt(tag, i):
			flush(i)
		case unicode.IsDigit(before) != unicode.IsDigit(r) && i-start >= 2 && len(tag)-i >= 2:
			flush(i)
		}
	}
	flush(len(tag))
	return parts
}

// pluralAt tells an abbreviation in the plural: the "s" of "DVDs" opens no word.
func pluralAt(tag []rune, i int) bool {
	return tag[i+1] == 's' && (i+2 == len(tag) || unicode.IsUpper(tag[i+2]))
}

func isHan(r rune) bool { return r >= 0x3400 && r <= 0x9FFF }

func isASCIILetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// cut parts s, of ASCII letters, into words of the lexicon such that they are
// the likeliest together; s itself where it cannot be parted so.
func (l lexicon) cut(s string) string {
	if l.has(s) || len(s) > maxTagRunes {
		return s
	}
	var cost [maxTagRunes + 1]float64
	var from [maxTagRunes + 1]int
	for end := 1; end <= len(s); end++ {
		cost[end] = math.Inf(1)
		for start := max(0, end-maxPiece); start < end; start++ {
			word := s[start:end]
			if len(word) == 1 && word != "a" && word != "i" {
				continue
			}
			if c, known := l[word]; known && cost[start]+c < cost[end] {
				cost[end], from[end] = cost[start]+c, start
			}
		}
	}
	if math.IsInf(cost[len(s)], 1) {
		return s
	}
	var words []string
	for end := len(s); end > 0; end = from[end] {
		words = append(words, s[from[end]:end])
	}
	var b strings.Builder
	for i := len(words) - 1; i >= 0; i-- {
		b.WriteString(words[i])
		if i > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
