package markup

import (
	"html"
	"regexp"
	"strings"
)

// inline finds the tags that headlines really contain. Anything else in angle
// brackets in a headline ("How to use <div>", "a < b") is text.
var inline = regexp.MustCompile(`(?i)</?(?:a|abbr|b|bdi|big|br|cite|code|del|em|font|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?/?>`)

// reference finds character references left in a headline that was escaped twice.
var reference = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)

// Headline returns a headline as one line of plain text. Formats disagree on
// whether a headline is HTML; this removes what can only be markup.
func Headline(s string) string {
	if inline.MatchString(s) {
		s = inline.ReplaceAllStringFunc(s, func(tag string) string {
			if strings.HasPrefix(strings.ToLower(tag), "<br") || strings.HasPrefix(strings.ToLower(tag), "<p") {
				return " "
			}
			return ""
		})
	}
	if reference.MatchString(s) {
		s = html.UnescapeString(s)
	}
	return strings.Join(strings.Fields(Plain(s)), " ")
}
