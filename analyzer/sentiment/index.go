package sentiment

import (
	"math"
	"math/bits"
	"slices"
)

// index is a Table laid out for looking features up. Keys are hashes, so their
// first bits are spread evenly: known has a bit for each beginning, eight times
// as many as there are features, and stays in a near cache. Only where it is set
// is a row read. Rows stand in the order of their keys, so how many bits are set
// before tells where.
type index struct {
	bias  [2]float32
	scale float32
	net   Net // without its embeddings, which are in rows
	shift uint8
	known []uint64
	// before counts the features before each word of known.
	before []uint32
	rows   []uint64
	width  int // of a row, in words
}

// A row holds a feature's key in the low half of its first word, and then, eight
// bytes a word, its two weights and its embedding, each offset by rowZero so that
// none is negative: that lets sums add four of them at a time.
const (
	rowZero  = 128
	rowKey   = 4 // bytes
	maxWidth = (rowKey + 2 + maxDim + 7) / 8
)

func newIndex(t Table) *index {
	dim := t.Net.Dim
	width := (rowKey + 2 + dim + 7) / 8
	size := min(max(bits.Len(uint(8*len(t.Keys))), 6), 32)
	x := &index{
		bias: t.Bias, scale: t.Scale, net: t.Net,
		shift: uint8(32 - size), known: make([]uint64, 1<<(size-6)), before: make([]uint32, 1<<(size-6)),
		rows: make([]uint64, (len(t.Keys)+1)*width), width: width,
	}
	x.net.Embeddings = nil
	for i, k := range t.Keys {
		bit := k >> x.shift
		x.known[bit/64] |= 1 << (bit % 64)
		row := x.rows[i*width:][:width]
		row[0] = uint64(k)
		for j := range 2 + dim {
			var v int8
			if j < 2 {
				v = t.Weights[2*i+j]
			} else {
				v = t.Net.Embeddings[i*dim+j-2]
			}
			row[(rowKey+j)/8] |= uint64(uint8(int(v)+rowZero)) << ((rowKey + j) % 8 * 8)
		}
	}
	for i := range 8 * width {
		x.rows[len(t.Keys)*width+i/8] |= rowZero << (i % 8 * 8)
	}
	x.rows[len(t.Keys)*width] |= math.MaxUint32 // ends every search, and weighs nothing
	i := 0
	for w := range x.before {
		x.before[w] = uint32(i)
		for i < len(t.Keys) && t.Keys[i]>>x.shift/64 == uint32(w) {
			i++
		}
	}
	return x
}

// found is a feature that is known: its place in the text's and its row's.
type found struct{ place, row int32 }

// find gathers those of keys that are known in out. First it takes all whose bit
// is set, which one in eight of those not known has too, then it compares their
// keys: two passes of reads that do not wait for one another, nor for a branch
// that is hard to guess.
func (x *index) find(keys []uint32, out []found) []found {
	out = slices.Grow(out[:0], len(keys))[:len(keys)]
	n := 0
	for i, k := range keys {
		bit := k >> x.shift
		word := x.known[bit/64]
		before := bits.OnesCount64(word & (1<<(bit%64) - 1))
		out[n] = found{int32(i), int32(x.before[bit/64]) + int32(before)}
		n += int(word >> (bit % 64) & 1)
	}
	maybe := out[:n]
	n = 0
	for _, f := range maybe {
		k := keys[f.place]
		at := int(f.row) * x.width
		// Two features may share a bit; then the first of them stands here.
		for uint32(x.rows[at]) < k {
			at += x.width
		}
		out[n] = found{f.place, int32(at)}
		if uint32(x.rows[at]) == k {
			n++
		}
	}
	return out[:n]
}

// sums adds rows up. Sixteen bits hold the sum of 256 numbers; then they are
// carried over.
type sums struct {
	lanes   [2 * maxWidth]uint64 // of each word the even and the odd numbers
	pending int
	width   int                 // of a row
	total   [8 * maxWidth]int32 // the key's bytes, which mean nothing, included
	known   int                 // rows
}

const evenBytes = 0x00ff00ff00ff00ff

func (s *sums) add(row []uint64) {
	if len(row) == 3 { // the network of the shipped model, without a loop
		row, lanes := (*[3]uint64)(row), (*[6]uint64)(s.lanes[:])
		lanes[0] += row[0] & evenBytes
		lanes[1] += row[0] >> 8 & evenBytes
		lanes[2] += row[1] & evenBytes
		lanes[3] += row[1] >> 8 & evenBytes
		lanes[4] += row[2] & evenBytes
		lanes[5] += row[2] >> 8 & evenBytes
	} else {
		lanes := s.lanes[:2*len(row)]
		for i, word := range row {
			lanes[2*i] += word & evenBytes
			lanes[2*i+1] += word >> 8 & evenBytes
		}
	}
	s.known++
	s.width = len(row)
	if s.pending++; s.pending == 256 {
		s.carry()
	}
}

// carry brings what was added into total.
func (s *sums) carry() {
	offset := int32(rowZero * s.pending)
	for i, lane := range s.lanes[:2*s.width] {
		total := s.total[i/2*8+i%2:]
		for k := range 4 {
			total[2*k] += int32(lane&0xffff) - offset
			lane >>= 16
		}
		s.lanes[i] = 0
	}
	s.pending = 0
}

// numbers are the sums carried over so far: of the two weights, then of the
// embedding.
func (s *sums) numbers() []int32 { return s.total[rowKey:] }
