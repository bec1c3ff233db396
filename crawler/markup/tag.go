package markup

import "strings"

// MostTag is how many bytes of XML a start tag may have. Tags have hundreds; one of
// some megabytes can hold millions of attributes, which take ten times their length
// once they are read.
const MostTag = 1 << 20

// LongTag returns where in a document of XML the first start tag of more than MostTag bytes
// begins; -1 where none does.
func LongTag(doc string) int {
	for at := 0; ; {
		next := strings.IndexByte(doc[at:], '<')
		if next < 0 {
			return -1
		}
		at += next
		length := 1
		switch rest := doc[at:]; {
		case strings.HasPrefix(rest, "<![CDATA["):
			length = through(rest, "]]>")
		case strings.HasPrefix(rest, "<!--"):
			length = through(rest, "-->")
		case len(rest) > 1 && rest[1] != '!' && rest[1] != '?' && rest[1] != '/':
			if length = tagLength(rest); length > MostTag {
				return at
			}
		}
		at += length
	}
}

// through is how much of s there is up to the end of what ends it, all without.
func through(s, end string) int {
	if at := strings.Index(s, end); at >= 0 {
		return at + len(end)
	}
	return len(s)
}

// tagLength is the length of the tag that s begins with, as far as MostTag.
func tagLength(s string) int {
	quote := byte(0)
	for i := range min(len(s), MostTag+1) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return min(len(s), MostTag+1)
}
