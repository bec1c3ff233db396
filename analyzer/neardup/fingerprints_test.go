package neardup

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// alike returns n fingerprints of which many are near to others.
func alike(r *rand.Rand, n int) []uint64 {
	values := make([]uint64, n)
	for i := range values {
		values[i] = r.Uint64()
		if i > 0 && r.IntN(2) == 0 {
			values[i] = values[r.IntN(i)]
			for range r.IntN(6) {
				place := minHashBits * r.IntN(minHashes)
				values[i] = values[i]&^(0xF<<place) | r.Uint64N(16)<<place
			}
		}
	}
	return values
}

// TestNearIsWhatComparingAllFinds: in sets of one block and of several.
func TestNearIsWhatComparingAllFinds(t *testing.T) {
	for _, n := range []int{0, 1, 7, 300, blockLen, blockLen + 1, 2*blockLen + 5000} {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		values := alike(r, n)
		asked := append(alike(r, 5), values[:min(n, 15)]...)
		s := NewFingerprints(slices.Clone(values))
		for _, f := range asked {
			want, got := map[uint64]bool{}, map[uint64]bool{}
			for _, v := range values {
				if agreement(v, f) >= minAgreement && shareBand(v, f) {
					want[v] = true
				}
			}
			s.Near(f, func(v uint64) { got[v] = true })
			if !maps.Equal(got, want) {
				t.Fatalf("of %d, %d are near %x, want %d", n, len(got), f, len(want))
			}
		}
	}
}

// BenchmarkNear looks up fingerprints in the hundred days about a post of a store of 100
// million in two years, of which the ten after it are empty.
func BenchmarkNear(b *testing.B) {
	const units, unitLen = 10, 1_370_000
	r := rand.New(rand.NewPCG(3, 3))
	values := make([]uint64, unitLen)
	for i := range values {
		values[i] = r.Uint64()
	}
	s := NewFingerprints(values)
	b.ReportAllocs()
	for b.Loop() {
		f := r.Uint64()
		for range units {
			s.Near(f, func(uint64) {})
		}
	}
	perPost := float64(s.Bytes()) / float64(s.Len())
	b.ReportMetric(perPost, "B/fingerprint")
	b.ReportMetric(perPost*units*unitLen/(1<<20), "MB-of-100-days-at-100-million")
}
