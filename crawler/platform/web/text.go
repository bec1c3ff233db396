package web

import (
	"strings"
	"unicode"
)

// isBrief recognises things whose description is their whole text: the page
// around it holds votes and portraits.
func isBrief(t *thing) bool {
	return t.is([]string{"SocialMediaPosting", "DiscussionForumPosting", "Question"})
}

// bestText is the text of the article: what JSON-LD holds, unless that is a
// summary of what stands on the page; then the shorter of what is marked up as
// the text and what readability found, as the one may hold advertisements and
// the other comments, unless it is too short to be all. The content of an
// h-entry is trusted to be all.
func bestText(structured, marked, read string, short, trusted bool) string {
	switch {
	case structured != "" && !short && agrees(structured, read):
		// What is shown is the same, with its paragraphs and lists.
		return read
	case structured != "" && (short || 2*len(structured) >= len(read)):
		return structured
	case len(marked) > 4*len(read):
		return marked
	case marked != "" && (trusted || 2*len(marked) >= len(read)):
		return tighter(marked, read)
	case read == "":
		return structured
	default:
		return read
	}
}

// tighter is what a marked text and a text that was found have in common, by
// lines: the one may hold buttons and boxes, the other what stands around it.
func tighter(marked, read string) string {
	known := letters(marked)
	var lines []string
	for line := range strings.Lines(read) {
		line = strings.TrimRight(line, "\n")
		if strings.Contains(known, letters(line)) {
			lines = append(lines, line)
		}
	}
	both := strings.TrimSpace(strings.Join(lines, "\n"))
	switch {
	case 3*len(both) >= 2*min(len(marked), len(read)):
		return both
	case len(marked) < len(read):
		return marked
	}
	return read
}

// letters are the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// agrees tells whether a text that was found is what is declared, or most of it:
// nearly all its runs of four words are in there.
func agrees(declared, read string) bool {
	if 4*len(read) < 3*len(declared) {
		return false
	}
	const run = 4
	words := wordsOf(declared)
	known := map[string]bool{}
	for i := 0; i+run <= len(words); i++ {
		known[strings.Join(words[i:i+run], " ")] = true
	}
	words = wordsOf(read)
	same, all := 0, 0
	for i := 0; i+run <= len(words); i++ {
		all++
		if known[strings.Join(words[i:i+run], " ")] {
			same++
		}
	}
	return all > 0 && 10*same >= 9*all
}

// isUnrelated tells whether a text has almost no words in common with a
// description.
func isUnrelated(description, text string) bool {
	words := map[string]bool{}
	for _, word := range wordsOf(text) {
		words[word] = true
	}
	all := wordsOf(description)
	shared := 0
	for _, word := range all {
		if words[word] {
			shared++
		}
	}
	return len(all) > 0 && (len(words) == 0 || len(all) >= 6 && 4*shared < len(all))
}

// wordsOf splits a text at what is neither letter nor digit, and scripts
// without spaces into characters.
func wordsOf(text string) []string {
	var list []string
	from := -1
	flush := func(to int) {
		if from >= 0 {
			list = append(list, strings.ToLower(text[from:to]))
		}
		from = -1
	}
	for i, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Myanmar):
			flush(i)
			list = append(list, string(r))
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			flush(i)
		case from < 0:
			from = i
		}
	}
	flush(len(text))
	return list
}
