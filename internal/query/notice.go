package query

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Notice is what is easily missed in a query that is none the less valid.
type Notice struct {
	// Offset is the position in bytes, Length the number of bytes it spans.
	Offset, Length int
	// Column is the position in runes; the first is 1.
	Column int
	// Message is a clause for a reader.
	Message string
}

// String returns the message with its position.
func (n Notice) String() string { return fmt.Sprintf("character %d: %s", n.Column, n.Message) }

// Known are the values that fields may have besides those of the language. What is
// nil is not checked.
type Known struct {
	// Platforms are the names of platforms.
	Platforms []string
	// Imported says that imports may bring platforms of other names. One that is like
	// none of Platforms is then noted and no fault.
	Imported bool
}

// Check is Parse, and also returns what is easily missed in the query, in order,
// each message once, and takes values that are not known for an error.
func Check(expr string, known Known) (*Query, []Notice, error) {
	root, notices, fault := parse(expr, known)
	if fault != nil {
		return nil, nil, fault
	}
	return &Query{root: root}, notices, nil
}

// noticed gathers the notices of a query.
type noticed struct{ notices []Notice }

func (n *noticed) note(offset, length int, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if !slices.ContainsFunc(n.notices, func(other Notice) bool { return other.Message == message }) {
		n.notices = append(n.notices, Notice{Offset: offset, Length: length, Message: message})
	}
}

// finish sorts the notices and counts their columns.
func (n *noticed) finish(expr string) []Notice {
	slices.SortStableFunc(n.notices, func(a, b Notice) int { return a.Offset - b.Offset })
	for i := range n.notices {
		n.notices[i].Column = utf8.RuneCountInString(expr[:n.notices[i].Offset]) + 1
	}
	return n.notices
}
