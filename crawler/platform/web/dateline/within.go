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
	// maxReads limits the parts of a text that are tried, maxPart is how long one
	// may be, in bytes.
	maxReads = 60
	maxPart  = 90
)

// Reader reads the dates of one page, a bounded number of them.
type Reader struct {
	// Language is the BCP 47 tag of the page, or "".
	Language string
	// read counts the texts that were tried as dates.
	read int
}

// maxRead limits the texts of one page that are tried as dates.
const maxRead = 20_000

// within reads the first date in a text. rest is how many characters stand
// beside it.
func (r *Reader) within(text string) (got date.Reading, rest int, ok bool) {
	if !year.MatchString(text) {
		return date.Reading{}, 0, false
	}
	options := date.Options{Language: r.Language}
	words := begins.FindAllStringIndex(text, -1)
	reads := 0
	for i, at := range words {
		if !mayBegin(text, words[i:]) {
			continue
		}
		part := text[at[0]:min(len(text), at[0]+maxPart)]
		for _, end := range endsOf(part) {
			piece := strings.TrimRight(part[:end], " ,;|·•:：，、-–—")
			if !year.MatchString(piece) {
				continue
			}
			r.read++
			if reads++; reads > maxReads || r.read > maxRead {
				return date.Reading{}, 0, false
			}
			if got, err := date.Read(piece, options); err == nil {
				return got, utf8.RuneCountInString(text) - utf8.RuneCountInString(piece), true
			}
		}
	}
	return date.Reading{}, 0, false
}

// mayBegin tells whether a date may begin at the first of some words: it or one
// of the two after it is a number.
func mayBegin(text string, words [][]int) bool {
	for _, at := range words[:min(3, len(words))] {
		if r, _ := utf8.DecodeRuneInString(text[at[0]:]); unicode.IsDigit(r) {
			return true
		}
	}
	return false
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
