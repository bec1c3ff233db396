package social

import (
	"math"
	"testing"
)

func TestEmerging(t *testing.T) {
	counts := []TermCount{
		{Term: "coffee", Mentions: 500, Previous: 500}, // as ever
		{Term: "recall", Mentions: 60, Previous: 2},    // a story
		{Term: "grinder", Mentions: 80, Previous: 40},  // grows
		{Term: "odd", Mentions: 4, Previous: 0},        // too few to tell
		{Term: "chance", Mentions: 6, Previous: 4},     // within chance
		{Term: "fading", Mentions: 10, Previous: 90},
	}
	got := Emerging(counts, 1000, 1000)
	if len(got) != 2 || got[0].Term != "recall" || got[1].Term != "grinder" {
		t.Fatalf("emerging = %+v", got)
	}
	// Worked out by hand from the paper's equations with the prior 100 * 120/2000.
	if alone := Emerging([]TermCount{{Term: "grinder", Mentions: 80, Previous: 40}}, 1000, 1000); math.Abs(alone[0].Score-3.637) > 0.001 {
		t.Errorf("score = %v", alone[0].Score)
	}
	// Twice the mentions of everything is no story.
	if got := Emerging([]TermCount{{Term: "coffee", Mentions: 200, Previous: 100}}, 2000, 1000); len(got) != 0 {
		t.Errorf("growth alone emerges: %+v", got)
	}
}

func TestEmergingWithoutAPast(t *testing.T) {
	for _, n := range [][2]int64{{0, 0}, {10, 0}, {0, 10}} {
		if got := Emerging([]TermCount{{Term: "a", Mentions: 10}}, n[0], n[1]); got != nil {
			t.Errorf("%v: %+v", n, got)
		}
	}
	// Counts that do not fit together give no infinity.
	for _, e := range Emerging([]TermCount{{Term: "a", Mentions: 10, Previous: 10}, {Term: "b", Mentions: 99, Previous: 0}}, 10, 10) {
		if math.IsInf(e.Score, 0) || math.IsNaN(e.Score) {
			t.Errorf("%s: %v", e.Term, e.Score)
		}
	}
}
