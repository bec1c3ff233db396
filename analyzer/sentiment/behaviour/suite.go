package behaviour

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"earshot/internal/social"
)

//go:embed suite/*.txt
var shipped embed.FS

// Suite holds the tests of one or more languages.
type Suite struct{ Tests []Test }

// Test is a set of cases of one kind that are right or wrong in the same way.
type Test struct {
	// Language is an ISO 639-1 code.
	Language string
	Kind     Kind
	// Name is distinct within a language.
	Name  string
	Want  Want
	Cases []Case
}

// Case is one text, or a base text and its variations, base first. A case fails if
// one of its texts does.
type Case []Text

// Text is a text to judge.
type Text struct {
	Text string
	// Names are where brands are named in it.
	Names []social.TextSpan
}

// CaseLimit is how many cases a test has at most. Of more that its templates make, it
// has a sample, the same one each time, in which every word of a list has its share.
const CaseLimit = 100

// Shipped returns the suite that comes with Earshot, in the languages named, or in
// all of them.
func Shipped(languages ...string) (*Suite, error) {
	files, err := fs.Sub(shipped, "suite")
	if err != nil {
		return nil, fmt.Errorf("behaviour: open the shipped suite: %w", err)
	}
	return Load(files, languages...)
}

// Load returns the suite of a folder that holds a file LANGUAGE.txt for each
// language, in the languages named, or in all of them. A fault names file and line.
func Load(files fs.FS, languages ...string) (*Suite, error) {
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return nil, fmt.Errorf("behaviour: list a suite: %w", err)
	}
	available := make([]string, len(names))
	for i, name := range names {
		available[i] = strings.TrimSuffix(name, ".txt")
	}
	for _, language := range languages {
		if !slices.Contains(available, language) {
			return nil, social.Errorf(social.CodeInvalid, "behaviour: no tests in %q, but in %s", language, strings.Join(available, ", "))
		}
	}
	suite := new(Suite)
	for i, language := range available {
		if len(languages) > 0 && !slices.Contains(languages, language) {
			continue
		}
		data, err := fs.ReadFile(files, names[i])
		if err != nil {
			return nil, fmt.Errorf("behaviour: read a suite: %w", err)
		}
		tests, err := parse(language, string(data))
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "behaviour: %s: %w", names[i], err)
		}
		suite.Tests = append(suite.Tests, tests...)
	}
	if len(suite.Tests) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "behaviour: the suite has no tests")
	}
	return suite, nil
}
