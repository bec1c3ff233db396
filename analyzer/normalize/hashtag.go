package normalize

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxTagRunes is the longest hashtag that is split.
	maxTagRunes = 80
	// maxTagWord is the longest word tried in a hashtag of one case.
	maxTagWord = 20
)

// SplitHashtag segments a hashtag, with or without its sign, into words in lower
// case: "#BestCoffeeEver" and "#bestcoffeeever" are both "best coffee ever".
// Capitals, underscores and digits separate words. A tag of one case is
// segmented into the most probable English words, where it consists of such;
// otherwise it is one word.
func SplitHashtag(tag string) string {
	tag = strings.TrimLeft(tag, "#＃")
	if n := utf8.RuneCountInString(tag); n == 0 || n > maxTagRunes {
		return strings.ToLower(tag)
	}
	parts := splitCamelCase([]rune(tag))
	for i, p := range parts {
		p = strings.ToLower(p)
		if len(p) >= 6 && isASCIILetters(p) {
			p = english().segment(p)
		}
		parts[i] = p
	}
	return strings.Join(parts, " ")
}

// splitCamelCase splits a name where its case or kind of characters changes:
// "NBAFinals2026" is "NBA", "Finals", "2026".
func splitCamelCase(tag []rune) []string {
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

// pluralAt reports the plural of an abbreviation: the "s" of "DVDs" begins no
// word.
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

// segment splits s, of ASCII letters, into the most probable sequence of words,
// by dynamic programming (Viterbi); it returns s where there is none.
func (l unigramModel) segment(s string) string {
	if l.has(s) || len(s) > maxTagRunes {
		return s
	}
	var cost [maxTagRunes + 1]float64
	var from [maxTagRunes + 1]int
	for end := 1; end <= len(s); end++ {
		cost[end] = math.Inf(1)
		for start := max(0, end-maxTagWord); start < end; start++ {
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
