// Package queries is the SQL that the store runs, a file each. A query is named
// by a constant made of its file's name, so that a query that was misspelt or
// removed does not compile. After a file is added, renamed or removed, run
//
//	go generate ./storage/queries
package queries

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
)

//go:generate go run ./generate

// Name names a query; the constants are in names.go. It is a number, so that no
// text passes for one.
type Name int

// All is every query, in the order of their names.
func All() []Name {
	out := make([]Name, len(names))
	for i := range out {
		out[i] = Name(i)
	}
	return out
}

// String is the name of the query's file, without its ending.
func (n Name) String() string { return names[n] }

//go:embed *.sql
var files embed.FS

// Parts are what a query is completed with.
type Parts struct {
	// Fold keeps of near copies the first of each group that the filter lets through.
	Fold bool
	// Values is what a mention holds of a reading; see ValuesOf. Readings alone
	// has a place for it.
	Values string
	// Search is the condition on a post's search keys and text, "" for none.
	Search string
	// Hashed names posts by a hash of 128 bits of their identity.
	Hashed bool
}

// folding is a clause of a query that holds only where near copies are folded.
// A comment otherwise, it costs nothing then.
var folding = regexp.MustCompile(`/\*fold: (.*)\*/`)

// Text returns the SQL of the query: its file with what it shares with others, and with
// what stands for /*fold: ...*/, the columns of readings, /*values*/, /*search*/ and
// /*identity*/.
func (n Name) Text(p Parts) (string, error) {
	text, err := read(n.String())
	if err != nil {
		return "", err
	}
	if p.Fold {
		text = folding.ReplaceAllString(text, "$1")
	}
	if text, err = withShared(text); err != nil {
		return "", err
	}
	if p.Search != "" {
		p.Search = "AND (" + p.Search + ")"
	}
	return strings.NewReplacer(
		"/*readings*/", readingConditions(),
		"/*analysis readings*/", strings.Join(AnalysisColumns(), ", "),
		"/*mention readings*/", strings.Join(MentionColumns(), ", "),
		"/*values*/", p.Values, "/*search*/", p.Search, "/*identity*/", p.identity(),
	).Replace(text), nil
}

func read(name string) (string, error) {
	text, err := files.ReadFile(name + ".sql")
	if err != nil {
		return "", fmt.Errorf("storage: %w", err)
	}
	return string(text), nil
}
