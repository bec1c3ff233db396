package markup

import (
	"html"
	"regexp"
	"strings"
)

// tag finds what is a tag of HTML wherever it stands.
var tag = regexp.MustCompile(`(?i)</?(?:a|abbr|article|b|blockquote|body|br|code|div|dd|dl|dt|em|figcaption|figure|font|h[1-6]|hr|html|i|img|li|ol|p|pre|section|small|span|strong|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>`)

// mostEscaped is how often markup is unescaped again.
const mostEscaped = 2

// Unescaped returns HTML that was escaped once too often as it was before, where
// it can only be that: nothing in it is a tag, and unescaped it begins and ends
// with one, or holds several with attributes. A text about HTML stays.
func Unescaped(src string) string {
	if !strings.Contains(src, "lt;") || tag.MatchString(src) {
		return src
	}
	plain := src
	for range mostEscaped {
		plain = strings.TrimSpace(html.UnescapeString(plain))
		tags := tag.FindAllStringIndex(plain, 2)
		if len(tags) == 0 {
			continue
		}
		if whole := len(tags) > 1 && tags[0][0] == 0 && strings.HasSuffix(plain, ">"); whole || strings.Count(plain, `="`) > 1 {
			return plain
		}
		break
	}
	return src
}
