package present

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/social"
)

// NewMarker returns a Marker of the words and hashtags the queries look for.
// It shows a reader why a post is in the list; whether a post matches is
// decided by the query itself.
func NewMarker(queries ...*social.Query) Marker {
	var patterns []string
	for _, q := range queries {
		if q == nil {
			continue
		}
		for _, term := range q.Terms() {
			patterns = append(patterns, wordPattern(term))
		}
		for _, tag := range q.Tags() {
			patterns = append(patterns, "[#＃]"+wordPattern(tag))
		}
	}
	if len(patterns) == 0 {
		return nil
	}
	// Longer alternatives first, so that a phrase is marked whole.
	slices.SortFunc(patterns, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	re, err := regexp.Compile(`(?i)` + strings.Join(patterns, "|"))
	if err != nil {
		return nil
	}
	return func(text string) [][2]int {
		var places [][2]int
		for _, m := range re.FindAllStringIndex(text, -1) {
			places = append(places, [2]int{m[0], m[1]})
		}
		return places
	}
}

// wordPattern finds a term of the query language: "*" is the rest of a word,
// "?" one letter, and a space anything but letters between two words.
func wordPattern(term string) string {
	term = strings.Trim(term, `"`)
	var b strings.Builder
	for _, r := range term {
		switch {
		case r == '*':
			b.WriteString(`[\p{L}\p{N}]*`)
		case r == '?':
			b.WriteString(`[\p{L}\p{N}]`)
		case unicode.IsSpace(r):
			b.WriteString(`[^\p{L}\p{N}]{1,8}`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	pattern := b.String()
	if first, _ := utf8.DecodeRuneInString(term); isASCIIWord(first) {
		pattern = `\b` + pattern
	}
	if last, _ := utf8.DecodeLastRuneInString(term); isASCIIWord(last) {
		pattern += `\b`
	}
	return pattern
}

func isASCIIWord(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
