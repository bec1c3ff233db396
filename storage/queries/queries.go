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
	// Sort makes Counts fold by putting all in order, which is slower, and exact where
	// distinct authors are counted too.
	Sort bool
	// Months makes Readings leave out of the mentions those of months that it has from
	// the rollup.
	Months bool
	// Ranked makes Readings count only what Candidates found to be held most.
	Ranked bool
	// Others has Counts read the days of other brands, Hours the hours of what lies in no
	// whole day of a step.
	Others, Hours bool
	// Which is the condition on the mentions that Counts reads beside the rollup, "" for
	// none; see WhichOf.
	Which string
	// Authors counts distinct authors, which Counts alone does.
	Authors bool
	// Step and Clock are how Counts names a step of time and reads the clock; see StepOf
	// and ClockOf.
	Step, Clock string
	// Values is what a mention holds of a reading; see ValuesOf. Readings alone
	// has a place for it.
	Values Values
	// Search is the condition on a post's search keys and text, "" for none.
	Search string
	// Hashed names posts by a hash of 128 bits of their identity.
	Hashed bool
}

// The files that are parts of queries and none by themselves.
const (
	// cellsFile and hourlyFile hold those of the rollup of figures.
	cellsFile  = "cells"
	hourlyFile = "hourly"
	// These are what Counts reads beside days: the days of other brands, hours, and mentions.
	countedOthersFile   = "counted_others"
	countedHoursFile    = "counted_hours"
	countedMentionsFile = "counted_mentions"
	// hourlyAuthorsFile is what Counts reads besides where it counts authors.
	hourlyAuthorsFile = "hourly_authors"
	// restingReadingsFile is what the rollups say of readings.
	restingReadingsFile = "resting_readings"
	// foldedFile and foldedReadingsFile are what Counts and Readings read besides where
	// they fold near copies.
	foldedFile         = "folded"
	foldedReadingsFile = "folded_readings"
)

// Clauses of queries that hold only where they are asked for; see Parts. Comments
// otherwise, they cost nothing then.
var (
	folding   = regexp.MustCompile(`/\*fold: (.*?)\*/`)
	sorting   = regexp.MustCompile(`/\*sort: (.*?)\*/`)
	resting   = regexp.MustCompile(`/\*months: (.*?)\*/`)
	ranking   = regexp.MustCompile(`/\*ranked: (.*?)\*/`)
	authoring = regexp.MustCompile(`/\*authors: (.*?)\*/`)
)

// Text returns the SQL of the query: its file with what it shares with others, the
// clauses that p asks for, and with what stands for the columns and values of readings,
// /*search*/ and /*identity*/.
func (n Name) Text(p Parts) (string, error) {
	text, err := read(n.String())
	if err != nil {
		return "", err
	}
	if text, err = p.complete(text); err != nil {
		return "", err
	}
	if text, err = withShared(text); err != nil {
		return "", err
	}
	for _, clause := range []struct {
		asked bool
		text  *regexp.Regexp
	}{{p.Fold, folding}, {p.Sort, sorting}, {p.Months, resting}, {p.Ranked, ranking}, {p.Authors, authoring}} {
		if clause.asked {
			text = clause.text.ReplaceAllString(text, "$1")
		}
	}
	if p.Search != "" {
		p.Search = "AND (" + p.Search + ")"
	}
	return strings.NewReplacer(
		"/*readings*/", readingConditions(),
		"/*analysis readings*/", strings.Join(AnalysisColumns(), ", "),
		"/*mention readings*/", strings.Join(MentionColumns(), ", "),
		"/*which*/", p.Which, "/*step*/", p.Step, "/*clock*/", p.Clock, "/*term*/", p.Values.Term, "/*judged*/", p.Values.Judged, "/*joined*/", p.Values.Join, "/*held*/", p.Values.Held,
		"/*all readings*/", everyReading(), "/*search*/", p.Search, "/*identity*/", p.identity(),
	).Replace(text), nil
}

// complete puts the files into text that are parts of queries: those that p asks for.
func (p Parts) complete(text string) (string, error) {
	for _, f := range []struct {
		name  string
		asked bool
	}{
		{countedOthersFile, p.Others}, {countedHoursFile, p.Hours}, {hourlyAuthorsFile, p.Hours && p.Authors}, {countedMentionsFile, p.Which != ""},
		{foldedFile, p.Fold}, {foldedReadingsFile, p.Fold}, {restingReadingsFile, true}, {hourlyFile, true}, {cellsFile, true},
	} {
		part := ""
		if f.asked {
			var err error
			if part, err = read(f.name); err != nil {
				return "", err
			}
		}
		text = strings.ReplaceAll(text, "/*"+strings.ReplaceAll(f.name, "_", " ")+"*/", strings.TrimSpace(part))
	}
	return text, nil
}

func read(name string) (string, error) {
	text, err := files.ReadFile(name + ".sql")
	if err != nil {
		return "", fmt.Errorf("storage: %w", err)
	}
	return string(text), nil
}
