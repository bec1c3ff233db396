package vocabulary

import (
	"strings"
	"sync"
)

// List is a list of words, one a line; '*' after one marks it. It is searched where
// it lies, through a table of hashes that is made at the first search.
type List struct {
	text string
	// table holds the offsets of the lines plus one, at their hash or the next free
	// place.
	table func() []uint32
}

// NewList returns the list of the lines of a file.
func NewList(text string) *List {
	return &List{text, sync.OnceValue(func() []uint32 { return newTable(text) })}
}

func newTable(text string) []uint32 {
	size := 64
	for size < 3*strings.Count(text, "\n") {
		size *= 2
	}
	table := make([]uint32, size)
	at := 0
	for line := range strings.Lines(text) {
		if word := strings.TrimRight(line, "*\n"); word != "" {
			i := hash(word) & uint32(size-1)
			for table[i] != 0 {
				i = (i + 1) & uint32(size-1)
			}
			table[i] = uint32(at + 1)
		}
		at += len(line)
	}
	return table
}

// hash is FNV-1a.
func hash(word string) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}

// Contains reports whether word is in the list.
func (l *List) Contains(word string) bool {
	found, _ := l.find(word)
	return found
}

// find reports whether word is in the list, and whether it is marked there.
func (l *List) find(word string) (found, marked bool) {
	table := l.table()
	last := uint32(len(table) - 1)
	for i := hash(word) & last; table[i] != 0; i = (i + 1) & last {
		rest, ok := strings.CutPrefix(l.text[table[i]-1:], word)
		if ok && (rest == "" || rest[0] == '\n') {
			return true, false
		}
		if ok && rest[0] == '*' {
			return true, true
		}
	}
	return false, false
}
