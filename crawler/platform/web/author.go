package web

import (
	"regexp"
	"strings"
)

var (
	// byWord is the word before a name in a byline.
	byWord = regexp.MustCompile(`(?i)^\s*(?:(?:written |posted )?by|von|par|por|di|door|autore?|auteur|author|text|作者|記者|记者|著者|来源)\s*[:：]?\s+|^(?:作者|记者|著者|責任編集|来源)\s*[:：]\s*`)
	// inside is a name at the end of a byline that begins with something else.
	inside = regexp.MustCompile(`(?i)\d.*\sby\s+(\D+)$`)
	// beforeMark is what stands before a mark that sets apart the parts of a byline.
	beforeMark = regexp.MustCompile(`^(.*?\pL.*?)\s+[|•·—–]\s`)
	editedBy   = regexp.MustCompile(`(?i)\s+(?:edited|photographs?|illustrated|reviewed)\s+by\s.*$`)
	hasLetter  = regexp.MustCompile(`\pL`)
	hasYear    = regexp.MustCompile(`\d{4}`)
	// noName finds the words of links and buttons in place of a name.
	noName = regexp.MustCompile(`(?i)^(?:see (?:all|more)|follow|admin(?:istrator)?|more|share|name|login|menu|about(?: the author)?|unknown|staff|null|undefined|none)$|@`)
)

// maxAuthor is longer than any name, in characters.
const maxAuthor = 120

// authorName is the name of a person, or "" for anything else: an address, a
// number, the words of a link, a whole sentence.
func authorName(s string) string {
	s = headline(s)
	if m := inside.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if at := written.FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	if m := beforeMark.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	s = editedBy.ReplaceAllString(byWord.ReplaceAllString(s, ""), "")
	s = strings.Trim(s, " ,|·-—[]()【】")
	if len([]rune(s)) > maxAuthor || !hasLetter.MatchString(s) || hasYear.MatchString(s) || strings.Contains(s, "://") || noName.MatchString(s) {
		return ""
	}
	return s
}
