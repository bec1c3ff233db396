package social

import (
	"slices"
	"strings"
)

// Reading names a kind of thing that the analyzers read in posts, beside their
// sentiment. Its row in Readings says all that differs from one kind to the next.
type Reading string

// Shape is how much of a reading one post can hold, and with it how it is stored.
type Shape int

const (
	// One value a post, with its probability: a text column, and in analyses a
	// Float32 column of the same name followed by _certainty.
	One Shape = iota
	// Many values a post: an array column of texts.
	Many
	// Judged values, each with a sentiment of its own: the array columns term,
	// label and, in analyses, certainty, below the name of the column.
	Judged
)

// ReadValue is one thing read in a post.
type ReadValue struct {
	Value string
	// Label is how the post judges it, Unknown unless the shape is Judged.
	Label Label
	// Certainty is the probability of the value, or of the label where the shape
	// is Judged; 0 where the shape is Many.
	Certainty float32
}

// ReadingInfo is a row of Readings.
type ReadingInfo struct {
	Reading Reading
	// Column holds the values in the table mentions and, unless Derived, in
	// analyses. Both are added by a migration; Shape says with which type.
	Column string
	Shape  Shape
	// Vocabulary is every value there is, in the order they are shown; nil where
	// posts can hold any text.
	Vocabulary []string
	// Spoken names values as a reader would, where that is not their own name.
	Spoken map[string]string
	// AnyKey is the URL parameter that lets through posts with at least one of
	// its values, EveryKey the one that lets through posts with all of them.
	// Empty is none. The flag of the command line is AnyKey, or else EveryKey.
	AnyKey, EveryKey string
	// FlagHelp is what --help says of the flag.
	FlagHelp string
	// HoldsBrands: the brands' own names are among the values, which a ranking
	// leaves out because every mention holds one.
	HoldsBrands bool
	// Measured: the quality is known by language and told below the ranking.
	Measured bool
	// Hides: in languages in which the quality is low or not measured nothing is read.
	Hides bool
	// Words are what the dashboard calls it.
	Words ReadingWords
	// Get returns what was read in a post.
	Get func(a *Analysis) []ReadValue
	// Set is the opposite of Get. It is nil where Get works the values out from
	// other parts of the analysis, so that analyses has no column for them.
	Set func(a *Analysis, values []ReadValue)
}

// ReadingWords are what the dashboard calls a reading.
type ReadingWords struct {
	// Noun is one value ("emotion"). Label heads the values on a post and in the
	// menu of filters; empty: the page of a post does not list them.
	Noun, Label string
	// Title, Caption and Definition are those of the ranking.
	Title, Caption, Definition string
	// EmptyTitle and EmptyText say that a ranking has no rows, and why.
	EmptyTitle, EmptyText string
}

// Info returns the row of r; false for a reading that is none.
func (r Reading) Info() (ReadingInfo, bool) {
	for _, info := range Readings() {
		if info.Reading == r {
			return info, true
		}
	}
	return ReadingInfo{}, false
}

// Flag is the name of the flag that filters by the reading; empty for none.
func (i ReadingInfo) Flag() string {
	if i.AnyKey != "" {
		return i.AnyKey
	}
	return i.EveryKey
}

// Name is how a reader would call a value.
func (i ReadingInfo) Name(value string) string {
	if name, ok := i.Spoken[value]; ok {
		return name
	}
	return value
}

// Counted returns what was read in a post, each value with the label it is
// counted by: its own where the shape is Judged, else the class of the mention of
// the brand.
func (i ReadingInfo) Counted(a *Analysis, brand string) []ReadValue {
	of := a.Of(brand)
	values := i.Get(&of)
	if i.Shape != Judged {
		for j := range values {
			values[j].Label = a.SentimentToward(brand).Class()
		}
	}
	return values
}

// Check tells whether a post can hold value; the error has CodeInvalid.
func (i ReadingInfo) Check(value string) error {
	if i.Vocabulary == nil || slices.Contains(i.Vocabulary, value) {
		return nil
	}
	return Errorf(CodeInvalid, "unknown %s %q: %s", i.Words.Noun, value, alternatives(i.Vocabulary))
}

// alternatives lists values for a message: "joy, surprise or anger".
func alternatives(values []string) string {
	if len(values) < 2 {
		return strings.Join(values, "")
	}
	last := len(values) - 1
	return strings.Join(values[:last], ", ") + " or " + values[last]
}
