package sentiment

import (
	"math"
	"math/bits"
	"slices"
)

// index is a Table laid out for feature lookup. Keys are hashes, so their leading
// bits are evenly distributed: bitmap has a bit for each value of the leading bits,
// at least eight times as many bits as there are features, and stays in the CPU
// cache. A row is only read where the bit is set. Rows are sorted by key, so the
// rank of the bit (the number of bits set before it) is the row's index.
type index struct {
	bias   [2]float32
	scale  float32
	sure   float32
	net    Net // without its embeddings, which are in rows
	shift  uint8
	bitmap []uint64
	// rank counts the features before each word of bitmap.
	rank  []uint32
	rows  []uint64
	width int // of a row, in words
}

// A row holds a feature's key in the low half of its first word, and then, eight
// bytes a word, its two weights and its embedding, each offset by rowZero so that
// none is negative: that lets rowSums add four of them at a time (SIMD within a
// register).
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
		bias: t.Bias, scale: t.Scale, sure: t.Sure, net: t.Net,
		shift: uint8(32 - size), bitmap: make([]uint64, 1<<(size-6)), rank: make([]uint32, 1<<(size-6)),
		rows: make([]uint64, (len(t.Keys)+1)*width), width: width,
	}
	x.net.Embeddings = nil
	for i, k := range t.Keys {
		bit := k >> x.shift
		x.bitmap[bit/64] |= 1 << (bit % 64)
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
	x.rows[len(t.Keys)*width] |= math.MaxUint32 // a sentinel that ends every search; its weights are 0
	i := 0
	for w := range x.rank {
		x.rank[w] = uint32(i)
		for i < len(t.Keys) && t.Keys[i]>>x.shift/64 == uint32(w) {
			i++
		}
	}
	return x
}

// match is a feature that the table has: its position among the features of the
// text, and its row.
type match struct{ position, row int32 }

// find collects the keys that the table has in out. The first pass takes all keys
// whose bit is set, which includes one in eight of the keys the table does not
// have; the second compares keys. Two passes keep the reads independent of one
// another and of branches that are hard to predict.
func (x *index) find(keys []uint32, out []match) []match {
	out = slices.Grow(out[:0], len(keys))[:len(keys)]
	n := 0
	for i, k := range keys {
		bit := k >> x.shift
		word := x.bitmap[bit/64]
		before := bits.OnesCount64(word & (1<<(bit%64) - 1))
		out[n] = match{int32(i), int32(x.rank[bit/64]) + int32(before)}
		n += int(word >> (bit % 64) & 1)
	}
	candidates := out[:n]
	n = 0
	for _, f := range candidates {
		k := keys[f.position]
		at := int(f.row) * x.width
		// Features that share a bit are in consecutive rows; this is the first.
		for uint32(x.rows[at]) < k {
			at += x.width
		}
		out[n] = match{f.position, int32(at)}
		if uint32(x.rows[at]) == k {
			n++
		}
	}
	return out[:n]
}

// rowSums adds up rows. A lane of sixteen bits holds the sum of 256 bytes; then it
// is carried over into total.
type rowSums struct {
	lanes   [2 * maxWidth]uint64 // of each word the even and the odd bytes
	pending int                  // rows added since the last carry
	width   int                  // of a row
	total   [8 * maxWidth]int32  // includes the bytes of the key, which are not used
	known   int                  // rows added
}

const evenBytes = 0x00ff00ff00ff00ff

func (s *rowSums) add(row []uint64) {
	if len(row) == 3 { // the row width of the shipped model, unrolled
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

// carry adds the lanes to total and clears them.
func (s *rowSums) carry() {
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

// numbers returns the sums carried over so far: of the two weights, then of the
// embedding.
func (s *rowSums) numbers() []int32 { return s.total[rowKey:] }
