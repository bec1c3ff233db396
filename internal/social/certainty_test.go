package social_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"earshot/internal/social"
)

// TestCertainties: every kind of evidence has its row, and the manual has the same.
func TestCertainties(t *testing.T) {
	manual, err := os.ReadFile("../../docs/manual/queries.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := social.EvidenceCertainties()
	for _, e := range social.Evidences() {
		at := slices.IndexFunc(rows, func(c social.EvidenceCertainty) bool { return c.Of == e })
		if (at < 0) != (e == social.EvidenceVisual) {
			t.Errorf("%s is at %d of %d rows", e, at, len(rows))
		}
	}
	share := func(of float64) string {
		if of == 0 {
			return ""
		}
		return fmt.Sprint(of)
	}
	for _, c := range rows {
		right := share(c.Right)
		if right == "" && !c.Written {
			right = "not measured"
		}
		if row := fmt.Sprintf("| `%s` | %s | %s | %s | %s |", c.Of, share(c.From), share(c.Perhaps), right, c.How); !strings.Contains(string(manual), row) {
			t.Errorf("the manual has no row %q", row)
		}
	}
}
