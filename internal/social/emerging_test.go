package social

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLogOdds compares with values worked out by hand. 30 of 1,000 mentions now
// and 10 of 1,000 before: the prior is 100 * 40/2000 = 2, the odds are 32/1068
// and 12/1088, their logarithms -3.50780 and -4.50721, the variance
// 1/32 + 1/12 = 0.114583.
func TestLogOdds(t *testing.T) {
	for name, c := range map[string]struct{ now, before, allNow, allBefore, delta, z float64 }{
		"three times as many": {30, 10, 1000, 1000, 0.99938, 2.95237},
		"as many":             {30, 30, 1000, 1000, 0, 0},
		// prior 100*20/600 = 10/3; ln(23.3333/176.6667) - ln(3.3333/596.6667); 1/23.3333 + 1/3.3333
		"new, in a smaller period": {20, 0, 100, 500, 3.16300, 5.40186},
		// prior 100*110/1100 = 10; ln(20/180) - ln(110/990) = 0
		"ten times in a tenth": {10, 100, 100, 1000, 0, 0},
	} {
		delta, z := logOdds(c.now, c.before, c.allNow, c.allBefore)
		if math.Abs(delta-c.delta) > 1e-4 || math.Abs(z-c.z) > 1e-3 {
			t.Errorf("%s: %.5f, z %.5f, want %.5f, %.5f", name, delta, z, c.delta, c.z)
		}
	}
}

func TestEmerging(t *testing.T) {
	terms := []TermCount{
		{Term: "coffee", Mentions: 500, Previous: 500},
		{Term: "winter", Mentions: 45, Previous: 2},
		{Term: "cup", Mentions: 50, Previous: 5},
		{Term: "winter cup", Mentions: 40, Previous: 0},
		{Term: "recall", Mentions: 60, Previous: 1},
		{Term: "recalled", Mentions: 30, Previous: 1},
		{Term: "rare", Mentions: 4, Previous: 0},
		{Term: "fading", Mentions: 5, Previous: 80},
		{Term: "冬季", Mentions: 33, Previous: 1},
		{Term: "冬季杯", Mentions: 30, Previous: 0},
	}
	var got []string
	for _, e := range Emerging(terms, 1000, 1000) {
		got = append(got, e.Term)
	}
	if diff := cmp.Diff([]string{"recall", "winter cup", "recalled", "冬季杯"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEmergingAtTheEdges(t *testing.T) {
	terms := []TermCount{{Term: "a", Mentions: 10}}
	if got := Emerging(terms, 10, 0); got != nil {
		t.Errorf("without a past: %v", got)
	}
	if got := Emerging(nil, 10, 10); len(got) != 0 {
		t.Errorf("without terms: %v", got)
	}
	for _, c := range []TermCount{{Mentions: 10, Previous: 10}, {Mentions: 10}, {Mentions: 99, Previous: 1}} {
		for _, e := range Emerging([]TermCount{c}, 10, 10) {
			if math.IsNaN(e.Z) || math.IsInf(e.Z, 0) {
				t.Errorf("%+v", e)
			}
		}
	}
}
