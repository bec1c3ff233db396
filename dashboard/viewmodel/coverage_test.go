package viewmodel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/component"
	"earshot/internal/query"
	"earshot/internal/social"
)

func TestCoverage(t *testing.T) {
	got := coverage([]social.Coverage{
		{Brand: "Northwind", Plan: query.Plan{Queries: []string{"a", "b"}, Tags: []string{"c"},
			Missing: []query.Unsupported{{Part: "roast*", Why: "a wildcard cannot be searched for"}}}},
		{Brand: "Contoso", Whole: true},
		{Brand: "Tailspin"},
	})
	want := []component.Coverage{
		{Brand: "Northwind", Text: "2 searches, 1 hashtag", Missing: []string{"roast* (a wildcard cannot be searched for)"}},
		{Brand: "Contoso", Text: "everything the source shows is read and matched here"},
		{Brand: "Tailspin", Text: "nothing can be asked for"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
}
