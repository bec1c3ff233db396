package crawler

import (
	"hash/maphash"
	"strconv"
)

// maxRecent is how many posts of a stream are known again: more than are said in
// the overlap after a break.
const maxRecent = 1 << 16

// recent knows the posts of a stream that were published last, so that those
// heard again after a break are not published again. It is a saving and not
// what counting rests on: storage counts by identity.
type recent struct {
	seed  maphash.Seed
	marks map[uint64]struct{}
	// ring holds the marks in the order they came, next the oldest of a full one.
	ring []uint64
	next int
}

// mark tells one state of a post from every other.
func (r *recent) mark(ev Event) uint64 {
	if r.marks == nil {
		r.seed, r.marks = maphash.MakeSeed(), map[uint64]struct{}{}
	}
	var h maphash.Hash
	h.SetSeed(r.seed)
	h.WriteString(ev.Post.ID)
	h.WriteString(strconv.FormatInt(ev.At.UnixMicro(), 10))
	return h.Sum64()
}

func (r *recent) has(mark uint64) bool {
	_, ok := r.marks[mark]
	return ok
}

func (r *recent) add(marks []uint64) {
	for _, mark := range marks {
		if r.has(mark) {
			continue
		}
		if len(r.ring) < maxRecent {
			r.ring = append(r.ring, mark)
		} else {
			delete(r.marks, r.ring[r.next])
			r.ring[r.next] = mark
			r.next = (r.next + 1) % maxRecent
		}
		r.marks[mark] = struct{}{}
	}
}
