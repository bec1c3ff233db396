package dateline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/date"
)

var (
	// year finds a year; a text without one is read no further.
	year = regexp.MustCompile(`(?:19[7-9]|20\d|25[4-9])\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}\b|[۰-۹٠-٩]{4}`)
	// begins finds where a date may begin: at a word that stands alone, or at a
	// number after other letters.
	begins = regexp.MustCompile(`[\pL\pM]+|[\d۰-۹٠-٩]+`)
)

const (
	// maxBegins and maxEnds limit the parts of a text that are tried, maxPart is
	// how long one may be, in bytes.
	maxBegins = 24
	maxEnds   = 16
	maxPart   = 90
)

// within reads the first date in a text. rest is how many characters stand
// beside it.
func within(text, language string) (got date.Reading, rest int, ok bool) {
	if !year.MatchString(text) {
		return date.Reading{}, 0, false
	}
	options := date.Options{Language: language}
	tried := 0
	for _, at := range begins.FindAllStringIndex(text, -1) {
		if tried++; tried > maxBegins {
			break
		}
		part := text[at[0]:min(len(text), at[0]+maxPart)]
		ends := endsOf(part)
		for i := range min(len(ends), maxEnds) {
			piece := strings.TrimRight(part[:ends[i]], " ,;|·•:：，、-–—")
			if !year.MatchString(piece) {
				continue
			}
			if got, err := date.Read(piece, options); err == nil {
				return got, utf8.RuneCountInString(text) - utf8.RuneCountInString(piece), true
			}
		}
	}
	return date.Reading{}, 0, false
}

// endsOf are the places at which a date may end, the last first: before white
// space and marks, after a number, and at the end.
func endsOf(part string) []int {
	var ends []int
	var before rune
	for i, r := range part {
		if i > 0 && (unicode.IsSpace(r) || strings.ContainsRune("|·•,;，。()（）[]【】/", r) || unicode.IsDigit(before) && unicode.IsLetter(r) || unicode.In(before, unicode.Han) && !unicode.In(r, unicode.Han)) {
			ends = append(ends, i)
		}
		before = r
	}
	ends = append(ends, len(strings.ToValidUTF8(part, "")))
	for i, j := 0, len(ends)-1; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	return ends
}
