package fingerprint_test

import (
	"math/rand/v2"
	"testing"

	"earshot/analyzer/image/fingerprint"
)

// TestNear: contents are near within some bits, patches within some that leave one part of
// the hash as it is; and two pictures are near whichever is named first.
func TestNear(t *testing.T) {
	content, patch, other := uint64(0x0123456789abcdef), uint64(0xfedcba9876543211), uint64(0x5a5aa5a5c3c33c3d)
	flipped := func(hash uint64, bits ...int) uint64 {
		for _, bit := range bits {
			hash ^= 1 << bit
		}
		return hash
	}
	for _, c := range []struct {
		name string
		a, b []uint64
		want bool
	}{
		{"the same content", []uint64{content}, []uint64{content}, true},
		{"content in every part", []uint64{content}, []uint64{flipped(content, 1, 20, 30, 50, 63)}, true},
		{"content too far", []uint64{content}, []uint64{flipped(content, 1, 2, 30, 31, 50, 63)}, false},
		{"content in two parts", []uint64{content}, []uint64{flipped(content, 1, 2, 30, 31, 32, 33)}, true},
		{"patch with an equal part", []uint64{content, patch}, []uint64{other, flipped(patch, 1, 2, 3, 21, 22, 23, 40, 42)}, true},
		{"patch with an equal part, too far", []uint64{content, patch}, []uint64{other, flipped(patch, 1, 2, 3, 21, 22, 23, 40, 41, 42)}, false},
		{"patch in every part", []uint64{content, patch}, []uint64{other, flipped(patch, 1, 22, 43)}, false},
		{"content as a patch", []uint64{content, patch}, []uint64{patch}, true},
		{"nothing", []uint64{content}, nil, false},
	} {
		if got := fingerprint.Near(c.a, c.b); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	r := rand.New(rand.NewPCG(3, 3))
	for range 5000 {
		var a, b []uint64
		for range 1 + r.IntN(3) {
			hash := r.Uint64() | 1
			near := hash
			for range r.IntN(12) {
				near ^= 2 << r.IntN(63)
			}
			a, b = append(a, hash), append(b, near)
		}
		r.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		if fingerprint.Near(a, b) != fingerprint.Near(b, a) {
			t.Fatalf("%x and %x are near one way alone", a, b)
		}
	}
}
