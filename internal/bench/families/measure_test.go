package main

import "testing"

// TestFamiliesAreFound: of few pictures of each kind nearly all variants are found, and
// next to none is put together with another's; the command measures more of them.
func TestFamiliesAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("draws for some seconds")
	}
	r := measure(1, 5)
	var all, hit int
	for _, of := range r.rows {
		all, hit = all+of.variants, hit+of.hit
		if of.recall() < 0.6 {
			t.Errorf("%s: %d of %d are found: %v", of.name, of.hit, of.variants, of.byKind)
		}
	}
	if float64(hit) < 0.95*float64(all) || r.wrongPairs*100 > hit {
		t.Errorf("%d of %d are found, %d pairs are put together wrongly: %v", hit, all, r.wrongPairs, r.wrong)
	}
}
