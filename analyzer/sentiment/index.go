package sentiment

// index is a Table laid out for looking features up: open addressing with
// linear probing, at most half full, the key's low bits being the place.
type index struct {
	bias  [2]float32
	scale float32
	net   Net // without its embeddings, which are in rows
	mask  uint32
	slots []slot
	rows  []uint64
	width int // of a row, in words
}

// slot tells which row is that of a feature; key 0 is free.
type slot struct{ key, row uint32 }

// A row holds the two weights of a feature and its embedding, eight numbers a
// word, each offset by rowZero so that none is negative: that lets sums add
// four of them at a time.
const (
	rowZero  = 128
	maxWidth = (2 + maxDim + 7) / 8
)

func newIndex(t Table) *index {
	size := 16
	for size < 2*len(t.Keys) {
		size *= 2
	}
	dim := t.Net.Dim
	width := (2 + dim + 7) / 8
	x := &index{
		bias: t.Bias, scale: t.Scale, net: t.Net, mask: uint32(size - 1),
		slots: make([]slot, size), rows: make([]uint64, len(t.Keys)*width), width: width,
	}
	x.net.Embeddings = nil
	for i, k := range t.Keys {
		at := k & x.mask
		for x.slots[at].key != 0 {
			at = (at + 1) & x.mask
		}
		x.slots[at] = slot{k, uint32(i)}
		row := x.rows[i*width:][:width]
		for j := range 8 * width {
			var v int8
			switch {
			case j < 2:
				v = t.Weights[2*i+j]
			case j < 2+dim:
				v = t.Net.Embeddings[i*dim+j-2]
			}
			row[j/8] |= uint64(uint8(int(v)+rowZero)) << (j % 8 * 8)
		}
	}
	return x
}

// find returns the row of a feature, nil when it is not known.
func (x *index) find(k uint32) []uint64 {
	for at := k & x.mask; ; at = (at + 1) & x.mask {
		switch s := x.slots[at]; s.key {
		case k:
			start := int(s.row) * x.width
			return x.rows[start : start+x.width : start+x.width]
		case 0:
			return nil
		}
	}
}

// number is the j-th of a row.
func number(row []uint64, j int) int { return int(uint8(row[j/8]>>(j%8*8))) - rowZero }

// sums adds rows up. Sixteen bits hold the sum of 256 numbers; then they are
// carried over.
type sums struct {
	lanes   [2 * maxWidth]uint64 // of each word the even and the odd numbers
	pending int
	width   int // of a row
	total   [8 * maxWidth]int32
	known   int // rows
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
