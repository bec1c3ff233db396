package main

import (
	"math/rand/v2"
	"testing"

	"earshot/analyzer/image/fingerprint"
)

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

// TestCropsOfScreenshotsAreFound: text tells a crop of a screenshot from others of the
// same layout.
func TestCropsOfScreenshotsAreFound(t *testing.T) {
	const screenshots = 12
	var whole, crops []fingerprint.Fingerprint
	for i := range uint64(screenshots) {
		r := rand.New(rand.NewPCG(3, i))
		drawn := screenshot(r)
		whole, crops = append(whole, fingerprintOf(drawn)), append(crops, fingerprintOf(cropped(0.8)(drawn, r)))
	}
	found := 0
	for i, crop := range crops {
		for j, other := range whole {
			_, same := fingerprint.Compare(crop, other)
			switch {
			case i == j && same && fingerprint.Near(crop.Hashes(), other.Hashes()):
				found++
			case i != j && same:
				t.Errorf("a crop of screenshot %d is put together with %d", i, j)
			}
		}
	}
	if found < screenshots-1 {
		t.Errorf("%d of %d crops are found", found, screenshots)
	}
}
