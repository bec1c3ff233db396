package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError describes an error in a query and its position.
type SyntaxError struct {
	// Expr is the query as given.
	Expr string
	// Offset is the position of the error in bytes from the start of Expr,
	// Length the number of bytes it spans; Length may be 0 at the end of Expr.
	Offset, Length int
	// Column is the position in runes; the first is 1.
	Column int
	// Message describes the error, Hint how to correct it; Hint may be empty.
	Message, Hint string
}

// Error returns the message with its position and the hint.
func (e *SyntaxError) Error() string {
	text := fmt.Sprintf("query, character %d: %s", e.Column, e.Message)
	if e.Hint != "" {
		text += " (" + e.Hint + ")"
	}
	return text
}

// caretWindow is the number of columns that Caret shows on either side of the
// error.
const caretWindow = 60

// Caret returns the query on one line and a caret under the error on the next,
// for a terminal or fixed-width font in which East Asian characters are two
// columns wide (Unicode Standard Annex 11). Of a long query it shows the part
// around the error.
func (e *SyntaxError) Caret() string {
	offset := min(max(e.Offset, 0), len(e.Expr))
	before, width := tailColumns(e.Expr[:offset], caretWindow)
	after := headColumns(e.Expr[offset:], caretWindow)
	_, marks := tailColumns(e.Expr[offset:min(offset+max(e.Length, 0), len(e.Expr))], caretWindow)
	return before + after + "\n" + strings.Repeat(" ", width) + "^" + strings.Repeat("~", max(marks-1, 0))
}

// tailColumns returns the end of s that fits in limit columns, and its width.
func tailColumns(s string, limit int) (string, int) {
	start, width := len(s), 0
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		w := columns(r)
		if width+w > limit {
			return "…" + printable(s[start:]), width + 1
		}
		start, width = start-size, width+w
	}
	return printable(s), width
}

// headColumns returns the beginning of s that fits in limit columns.
func headColumns(s string, limit int) string {
	width := 0
	for i, r := range s {
		if width += columns(r); width > limit {
			return printable(s[:i]) + "…"
		}
	}
	return printable(s)
}

// printable replaces control characters, so that columns can be counted.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)
}

// columns is the width of r in terminal columns.
func columns(r rune) int {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return 1 // shown as a space
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1F64F, r >= 0x1F680 && r <= 0x1F6FF,
		r >= 0x1F900 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFD:
		return 2
	default:
		return 1
	}
}
