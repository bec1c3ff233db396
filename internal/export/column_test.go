package export_test

import (
	"slices"
	"testing"

	"earshot/internal/export"
	"earshot/internal/social"
)

// TestEveryReadingHasItsColumn: a reading is exported without a line in this package.
func TestEveryReadingHasItsColumn(t *testing.T) {
	for _, info := range social.Readings() {
		if info.Reading == social.ReadEvidence {
			continue // worked out, and a column of its own
		}
		if derived := info.Set == nil; slices.Contains(export.PostHeader(), info.Column) == derived {
			t.Errorf("%s: worked out from other columns: %t; columns %q", info.Reading, derived, export.PostHeader())
		}
	}
}
