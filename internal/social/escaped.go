package social

import (
	"html"
	"regexp"
	"strings"
)

// withinWord finds a character reference that is left inside a word.
var withinWord = regexp.MustCompile(`[\pL\pN]&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});[\pL\pN]`)

// UnescapeWords decodes the character references of HTML that are left in a plain
// text inside words, where nobody means them: R&amp;D, don&#8217;t. Those that stand
// alone may be meant, and stay.
func UnescapeWords(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	return withinWord.ReplaceAllStringFunc(text, html.UnescapeString)
}
