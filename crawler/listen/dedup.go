package listen

import (
	"hash/maphash"
	"strconv"

	"earshot/crawler"
)

// maxRemembered is how many posts of a stream are remembered: more than come in
// the overlap after a break.
const maxRemembered = 1 << 16

// dedup remembers the posts of a stream that were published last, so that those
// read again after a break are not published again. It only saves work: storage
// counts by identity.
type dedup struct {
	seed  maphash.Seed
	marks map[uint64]struct{}
	// ring holds the marks in order of arrival; next is the oldest of a full one.
	ring []uint64
	next int
}

// mark tells one state of a post from every other.
func (r *dedup) mark(ev crawler.Event) uint64 {
	if r.marks == nil {
		r.seed, r.marks = maphash.MakeSeed(), map[uint64]struct{}{}
	}
	var h maphash.Hash
	h.SetSeed(r.seed)
	h.WriteString(ev.Post.ID)
	h.WriteString(strconv.FormatInt(ev.At.UnixMicro(), 10))
	return h.Sum64()
}

func (r *dedup) has(mark uint64) bool {
	_, ok := r.marks[mark]
	return ok
}

func (r *dedup) add(marks []uint64) {
	for _, mark := range marks {
		if r.has(mark) {
			continue
		}
		if len(r.ring) < maxRemembered {
			r.ring = append(r.ring, mark)
		} else {
			delete(r.marks, r.ring[r.next])
			r.ring[r.next] = mark
			r.next = (r.next + 1) % maxRemembered
		}
		r.marks[mark] = struct{}{}
	}
}
