package fingerprint

import "math"

// patchSide is how many samples a side a patch is hashed from.
const patchSide = 16

// hashed are the frequencies of a hash: the 64 lowest of the cosine transform beside the
// mean, across and down, lower ones first. mirrorMask are the bits of those that a mirror
// image has with the other sign: those odd across.
var hashed, mirrorMask = frequencies()

var cosines = cosineTable()

func frequencies() (all [64][2]int, mask uint64) {
	n := 0
	for sum := 1; n < len(all); sum++ {
		for i := 0; i <= sum && n < len(all); i++ {
			across := sum - i
			all[n] = [2]int{across, i}
			if across%2 == 1 {
				mask |= 1 << n
			}
			n++
		}
	}
	return all, mask
}

func cosineTable() (c [patchSide][patchSide]float32) {
	for u := range patchSide {
		for x := range patchSide {
			c[u][x] = float32(math.Cos(math.Pi * (float64(x) + 0.5) * float64(u) / patchSide))
		}
	}
	return c
}

// hashOf is the perceptual hash of patchSide rows of as many samples: the signs of the
// low frequencies of their cosine transform.
func hashOf(samples []float32) uint64 {
	var rows [patchSide][patchSide]float32 // [frequency across][row]
	for u := range 12 {
		for y := range patchSide {
			var sum float32
			for x := range patchSide {
				sum += samples[y*patchSide+x] * cosines[u][x]
			}
			rows[u][y] = sum
		}
	}
	var hash uint64
	for i, f := range hashed {
		var sum float32
		for y := range patchSide {
			sum += rows[f[0]][y] * cosines[f[1]][y]
		}
		if sum > 0 {
			hash |= 1 << i
		}
	}
	return hash
}

// mirrored is the hash of the mirror image.
func mirrored(hash uint64) uint64 { return hash ^ mirrorMask }

// upright is the one of a hash and that of the mirror image whose lowest frequency
// across is positive, so that both have the same.
func upright(hash uint64) uint64 {
	if hash&1 == 0 {
		return mirrored(hash)
	}
	return hash
}
