package social

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpans(t *testing.T) {
	spans := []TextSpan{{2, 4}, {4, 5}, {9, 12}}
	for at, want := range map[int]TextSpan{0: {}, 2: {2, 4}, 3: {2, 4}, 4: {4, 5}, 5: {}, 8: {}, 9: {9, 12}, 11: {9, 12}, 12: {}} {
		got, ok := SpanAt(spans, at)
		if ok != (want != TextSpan{}) || ok && got != want {
			t.Errorf("SpanAt(%d) = %v %v, want %v", at, got, ok, want)
		}
	}
	for _, c := range []struct {
		start, end int
		overlaps   bool
		within     []TextSpan
	}{{0, 2, false, nil}, {0, 3, true, []TextSpan{{2, 3}}}, {3, 10, true, []TextSpan{{0, 1}, {1, 2}, {6, 7}}}, {5, 9, false, nil}, {12, 20, false, nil}} {
		if got := Overlaps(spans, c.start, c.end); got != c.overlaps {
			t.Errorf("Overlaps(%d, %d) = %v", c.start, c.end, got)
		}
		if diff := cmp.Diff(c.within, SpansWithin(spans, c.start, c.end)); diff != "" {
			t.Errorf("SpansWithin(%d, %d) (-want +got):\n%s", c.start, c.end, diff)
		}
	}
}
