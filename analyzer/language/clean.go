package language

import (
	"strings"

	"earshot/internal/query"
	"earshot/internal/social"
)

// isInitials reports a word of letters around an ampersand: "R&D", "AT&T".
func isInitials(w string) bool {
	before, after, ok := strings.Cut(w, "&")
	return ok && before != "" && after != "" && !strings.Contains(after, ";")
}

// withoutNames is the beginning of text with a space in place of each of names.
func withoutNames(text string, names []social.TextSpan) string {
	text = query.CutText(text, maxBytes)
	if len(names) == 0 {
		return text
	}
	b := make([]byte, 0, len(text))
	from := 0
	for _, s := range names {
		if s.End > len(text) {
			break
		}
		b = append(append(b, text[from:s.Start]...), ' ')
		from = s.End
	}
	return string(append(b, text[from:]...))
}

// withoutURLs is the beginning of text without URLs, handles and initials around an
// ampersand, which have no language.
func withoutURLs(text string) string {
	text = query.CutText(text, maxBytes)
	if !strings.Contains(text, "http") && !strings.ContainsAny(text, "@&") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for w := range strings.FieldsSeq(text) {
		if strings.HasPrefix(w, "http://") || strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "@") || isInitials(w) {
			continue
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return b.String()
}
