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
// rank of the bit (the number of features before it) is the row's index, but for
// features that share a bit.
type index struct {
	bias   [2]float32
	scale  float32
	sure   float32
	net    Net // without its embeddings, which are in rows
	shift  uint8
	bitmap []bitmapWord
	rows   []uint64
	width  int // of a row, in words
}

// bitmapWord holds 64 bits and the number of features before them, which are read
// together.
type bitmapWord struct {
	bits uint64
	rank uint32
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
		shift: uint8(32 - size), bitmap: make([]bitmapWord, 1<<(size-6)),
		rows: make([]uint64, (len(t.Keys)+1)*width), width: width,
	}
	x.net.Embeddings = nil
	for i, k := range t.Keys {
		bit := k >> x.shift
		x.bitmap[bit/64].bits |= 1 << (bit % 64)
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
	for w := range x.bitmap {
		x.bitmap[w].rank = uint32(i)
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
// have; the second compares keys, and the third settles those that differ, which are
// few. Passes keep the reads independent of one another and of branches that are hard
// to predict. Features that only seemed to be known and are missing stand among those
// found with the last row, which adds nothing.
func (x *index) find(keys []uint32, out []match) (found []match, missing int) {
	out = slices.Grow(out[:0], 2*len(keys))[:2*len(keys)]
	candidates, differ := out[:len(keys)], out[len(keys):]
	n, bitmap, shift, width := 0, x.bitmap, x.shift&31, int32(x.width)
	for i, k := range keys {
		bit := k >> shift
		word := &bitmap[bit/64]
		before := bits.OnesCount64(word.bits & (1<<(bit%64) - 1))
		candidates[n] = match{int32(i), (int32(word.rank) + int32(before)) * width}
		n += int(word.bits >> (bit % 64) & 1)
	}
	candidates = candidates[:n]
	n = 0
	rows := x.rows
	for i, f := range candidates {
		differ[n] = match{int32(i), f.row}
		if uint32(rows[f.row]) != keys[f.position] {
			n++
		}
	}
	return candidates, x.settle(keys, candidates, differ[:n])
}

// settle corrects the rows of the candidates that differ, whose positions are among the
// candidates, and counts those that the table does not have.
func (x *index) settle(keys []uint32, candidates, differ []match) (missing int) {
	last := x.lastRow()
	for _, d := range differ {
		c := &candidates[d.position]
		k, at := keys[c.position], int(d.row)
		// Features that share a bit are in consecutive rows; this is the first.
		for uint32(x.rows[at]) < k {
			at += x.width
		}
		if c.row = int32(at); uint32(x.rows[at]) != k {
			c.row = last
			missing++
		}
	}
	return missing
}

// lastRow is the row after those of the features; its weights are 0.
func (x *index) lastRow() int32 { return int32(len(x.rows) - x.width) }

// rowSums adds up rows. A lane of sixteen bits holds the sum of 256 bytes; then it
// is carried over into total.
type rowSums struct {
	lanes   [2 * maxWidth]uint64 // of each word the even and the odd bytes
	pending int                  // rows added since the last carry, up to mostPending
	width   int                  // of a row
	total   [8 * maxWidth]int32  // includes the bytes of the key, which are not used
	known   int                  // features that the table has
}

const (
	evenBytes   = 0x00ff00ff00ff00ff
	mostPending = 256
)

// addAll adds the rows of found, and carries them over.
func (s *rowSums) addAll(table *index, found []match) {
	rows := table.rows
	s.width = table.width
	for len(found) > 0 {
		some := found[:min(len(found), mostPending)]
		found = found[len(some):]
		switch table.width {
		case 1:
			var even, odd uint64
			for _, f := range some {
				word := rows[f.row]
				even += word & evenBytes
				odd += word >> 8 & evenBytes
			}
			s.lanes[0], s.lanes[1] = even, odd
		case 3: // the width of the networks of the shipped model
			var a, b, c, d, e, f uint64
			for _, m := range some {
				row := rows[m.row:][:3]
				a += row[0] & evenBytes
				b += row[0] >> 8 & evenBytes
				c += row[1] & evenBytes
				d += row[1] >> 8 & evenBytes
				e += row[2] & evenBytes
				f += row[2] >> 8 & evenBytes
			}
			*(*[6]uint64)(s.lanes[:]) = [6]uint64{a, b, c, d, e, f}
		default:
			lanes := s.lanes[:2*table.width]
			clear(lanes)
			for _, f := range some {
				for i, word := range rows[f.row:][:table.width] {
					lanes[2*i] += word & evenBytes
					lanes[2*i+1] += word >> 8 & evenBytes
				}
			}
		}
		s.pending = len(some)
		s.carry()
	}
}

// carry adds the lanes to total.
func (s *rowSums) carry() {
	offset := int32(rowZero * s.pending)
	for i := range s.width {
		even, odd, total := s.lanes[2*i], s.lanes[2*i+1], (*[8]int32)(s.total[8*i:])
		total[0] += int32(even&0xffff) - offset
		total[1] += int32(odd&0xffff) - offset
		total[2] += int32(even>>16&0xffff) - offset
		total[3] += int32(odd>>16&0xffff) - offset
		total[4] += int32(even>>32&0xffff) - offset
		total[5] += int32(odd>>32&0xffff) - offset
		total[6] += int32(even>>48) - offset
		total[7] += int32(odd>>48) - offset
	}
}

// numbers returns the sums carried over so far: of the two weights, then of the
// embedding.
func (s *rowSums) numbers() []int32 { return s.total[rowKey:] }
