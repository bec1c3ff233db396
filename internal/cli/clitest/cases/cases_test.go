package cases

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folder is ../shared/cases from the root of the repository.
const folder = "../../../../../shared/cases"

// situation is one input and what is right of it, in the words of got.
type situation struct {
	// file is the input's name in the folder.
	file string
	want []string
	got  func(t *testing.T, file string) []string
}

// TestCases prints a line for each input: right, wrong or not all right yet, and
// what was understood. The inputs are kept beside the repository; each right answer is
// also a test of the package it belongs to, with a fixture of its own.
func TestCases(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(folder); err != nil {
		t.Logf("the inputs are not here: %v", err)
		return
	}
	for _, s := range slices.Concat(feedCases(), pageCases(), fileCases(), queryCases(), wordCases()) {
		t.Run(s.file, func(t *testing.T) { s.try(t, "right") })
	}
	for _, s := range judgementCases() {
		t.Run(s.file, func(t *testing.T) { s.try(t, "not all right yet") })
	}
}

// try fails the test unless the input is read as wanted, which verdict is a word for.
func (s situation) try(t *testing.T, verdict string) {
	t.Parallel()
	got := s.got(t, s.file)
	if diff := cmp.Diff(s.want, got); diff != "" {
		t.Errorf("wrong  %s (-want +got):\n%s", s.file, diff)
		return
	}
	t.Logf("%s  %s: %q", verdict, s.file, got)
}
