package train_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment/train"
)

func TestSplit(t *testing.T) {
	var rows []train.Row
	for i := range 100 {
		rows = append(rows, train.Row{Label: i%3 - 1, Text: fmt.Sprint(i)})
	}
	learn, held := train.Split(rows, 0.2, 1)
	if len(learn) != 80 || len(held) != 20 {
		t.Fatalf("got %d and %d rows, want 80 and 20", len(learn), len(held))
	}
	seen := make(map[train.Row]bool)
	for _, r := range append(learn, held...) {
		seen[r] = true
	}
	if len(seen) != 100 {
		t.Errorf("%d different rows in the two parts, want 100", len(seen))
	}
	_, again := train.Split(rows, 0.2, 1)
	if diff := cmp.Diff(held, again); diff != "" {
		t.Errorf("the same seed held other rows back (-first +second):\n%s", diff)
	}
	if _, all := train.Split(rows, 7, 1); len(all) != 100 {
		t.Errorf("a share over 1 held %d rows back, want all 100", len(all))
	}
}

func TestByLanguage(t *testing.T) {
	rows := []train.Row{{1, "de gut"}, {-1, "ms teruk"}, {0, "de so"}, {1, "id bagus"}}
	got := train.ByLanguage("corrections", rows, func(text string) string { return text[:2] })
	want := []train.Dataset{
		{Name: "corrections", Language: "de", Train: []train.Row{rows[0], rows[2]}},
		{Name: "corrections", Language: "id", Train: []train.Row{rows[1], rows[3]}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sets (-want +got):\n%s", diff)
	}
}
