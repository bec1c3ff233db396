// Package measured knows how good names and aspects are read in each language, and
// in which languages they are good enough to be shown. There are two figures of each:
// of the posts in analyzertest.Held, which a test of package analyzer writes and
// compares, and of what was found in posts of others and judged by hand. The lower
// precision decides.
package measured

import (
	_ "embed"
	"fmt"
	"maps"
	"strings"

	"earshot/internal/social"
)

// Least is the least precision of a kind of reading in a language in which it is
// shown.
const Least = 0.8

// minFound is the least number of values found in labelled posts that a precision is
// told from.
const minFound = 15

//go:embed precision.tsv
var precisions string

//go:embed others.tsv
var others string

// Figure is how many values were found in labelled posts, how many of these are
// right, and how many there are of which that many were found.
type Figure struct{ Right, Found, Recalled, There int }

// Precision is the share of what was found that is right.
func (f Figure) Precision() float64 { return float64(f.Right) / float64(max(f.Found, 1)) }

// Table holds the figures by kind and language.
type Table map[social.Reading]map[string]Figure

// New loads the table that decides: of each kind and language the figure with the
// lower precision.
func New() (Table, error) {
	own, err := Own()
	if err != nil {
		return nil, err
	}
	others, err := Others()
	if err != nil {
		return nil, err
	}
	return own.Lower(others), nil
}

// Own loads the figures of labelled posts.
func Own() (Table, error) { return parse("precision.tsv", precisions, 4) }

// Others loads the figures of posts that others wrote. Their recall was not measured.
func Others() (Table, error) { return parse("others.tsv", others, 2) }

// Lower returns the figures of t, and of o those with a lower precision, where each is
// told from enough values. What o alone has is left out.
func (t Table) Lower(o Table) Table {
	out := Table{}
	for kind, figures := range t {
		out[kind] = maps.Clone(figures)
		for language, f := range figures {
			if other := o[kind][language]; other.Found >= minFound && other.Precision() < f.Precision() {
				out[kind][language] = other
			}
		}
	}
	return out
}

// parse reads lines of kind, language and counts.
func parse(name, text string, counts int) (Table, error) {
	t := Table{}
	for line := range strings.Lines(text) {
		var kind social.Reading
		var language string
		var f Figure
		if strings.HasPrefix(line, "#") {
			continue
		}
		values := []any{&kind, &language, &f.Right, &f.Found, &f.Recalled, &f.There}
		if _, err := fmt.Sscan(line, values[:2+counts]...); err != nil {
			return nil, fmt.Errorf("measured: read %s: %q: %w", name, line, err)
		}
		if t[kind] == nil {
			t[kind] = map[string]Figure{}
		}
		t[kind][language] = f
	}
	return t, nil
}

// Shows reports whether a kind of reading is shown in a language, an ISO 639-1 code:
// its precision was measured there and is Least or more. Kinds without figures are
// shown in every language.
func (t Table) Shows(kind social.Reading, language string) bool {
	figures, ok := t[kind]
	if !ok {
		return true
	}
	f := figures[language]
	return f.Found >= minFound && f.Precision() >= Least
}

// Text says how good a kind of reading is in a language, in the words of a note;
// empty where it was not measured.
func (t Table) Text(kind social.Reading, language string) string {
	f, ok := t[kind][language]
	if !ok || f.Found < minFound {
		return ""
	}
	text := fmt.Sprintf("%.0f%% of %d right", 100*f.Precision(), f.Found)
	if !t.Shows(kind, language) {
		return "not shown, as only " + text
	}
	return text
}
