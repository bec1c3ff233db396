package neardup

import (
	"math/bits"
	"slices"
)

const (
	// blockLen is the most fingerprints of a block, so that sixteen bits count them.
	blockLen = 1<<16 - 1
	// perBucket is how many fingerprints a bucket of a full block has, by and large.
	perBucket = 4
)

// Fingerprints is a set of fingerprints that finds those near to another. It takes 28
// bytes a fingerprint: the fingerprint, its number in the order of each band, and its
// share of where the buckets of these begin. It does not change.
type Fingerprints struct {
	blocks []block
	len    int
}

// block is a part of a set.
type block struct {
	values []uint64
	// orders has, for each band, the numbers of values in the order of the first bits
	// of that band, and starts where those of each bucket begin.
	orders [bands][]uint16
	starts [bands][]uint16
	// drop is how many bits of a band do not choose the bucket.
	drop int
}

// NewFingerprints makes a set of fingerprints, the order of which it changes.
func NewFingerprints(values []uint64) *Fingerprints {
	slices.Sort(values)
	values = slices.Compact(values)
	s := &Fingerprints{len: len(values)}
	for some := range slices.Chunk(values, blockLen) {
		s.blocks = append(s.blocks, newBlock(slices.Clone(some)))
	}
	return s
}

func newBlock(values []uint64) block {
	k := block{values: values, drop: bandBits - min(bandBits, bits.Len(uint(len(values)/perBucket)))}
	buckets := 1 << (bandBits - k.drop)
	next := make([]int, buckets+1)
	for b := range bands {
		clear(next)
		for _, v := range values {
			next[int(band(v, b)>>k.drop)+1]++
		}
		starts, order := make([]uint16, buckets), make([]uint16, len(values))
		for i := range buckets {
			next[i+1] += next[i]
			starts[i] = uint16(next[i])
		}
		for n, v := range values {
			at := &next[band(v, b)>>k.drop]
			order[*at] = uint16(n)
			*at++
		}
		k.starts[b], k.orders[b] = starts, order
	}
	return k
}

// Len is the number of fingerprints, and Bytes what they take in memory.
func (s *Fingerprints) Len() int { return s.len }

// Bytes is the memory that the set takes.
func (s *Fingerprints) Bytes() (n int64) {
	for _, k := range s.blocks {
		n += int64(8*cap(k.values)) + int64(bands*48)
		for b := range bands {
			n += 2 * int64(cap(k.orders[b])+cap(k.starts[b]))
		}
	}
	return n
}

// Near hands those fingerprints of the set to do that posts with the one given may be
// near copies of: those that share a band with it and agree enough. One may come
// several times.
func (s *Fingerprints) Near(fingerprint uint64, do func(near uint64)) {
	for i := range s.blocks {
		k := &s.blocks[i]
		for b := range bands {
			of := band(fingerprint, b)
			for _, n := range k.bucket(b, int(of>>k.drop)) {
				if v := k.values[n]; agreement(v, fingerprint) >= minAgreement && band(v, b) == of {
					do(v)
				}
			}
		}
	}
}

// bucket returns the numbers of the values in a bucket of a band.
func (k *block) bucket(b, i int) []uint16 {
	starts, order := k.starts[b], k.orders[b]
	if i+1 == len(starts) {
		return order[starts[i]:]
	}
	return order[starts[i]:starts[i+1]]
}

// IsNear tells whether Near would hand one of two fingerprints for the other.
func IsNear(a, b uint64) bool {
	if agreement(a, b) < minAgreement {
		return false
	}
	for i := range bands {
		if band(a, i) == band(b, i) {
			return true
		}
	}
	return false
}
