package neardup

const (
	// bands of four places each are looked up whole: the rows and the columns of
	// a square of sixteen. Two fingerprints that differ in three places agree in
	// a band for certain, in four with a probability of 0.99.
	bands, bandBits = 8, 16
	// mostTried is how many posts of one band are looked at. Posts made to share
	// a band cost no more than this; where more than this many honest ones share
	// one, which takes some fifty million posts within a Window, some copies are
	// not found.
	mostTried = 1 << 10
	// mostCopiesTried is the same for the copies that may belong to a new original.
	mostCopiesTried = 1 << 16
)

// chains lead from each value of each band to the posts that have it.
type chains [bands][]uint32

func newChains() (c chains) {
	for b := range c {
		c[b] = make([]uint32, 1<<bandBits)
		for i := range c[b] {
			c[b][i] = none
		}
	}
	return c
}

// link puts a post into the chain of each of its bands.
func (x *Index) link(c *chains, n uint32) {
	p := &x.posts[n]
	for b := range bands {
		head := &c[b][band(p.fingerprint, b)]
		p.before[b], *head = *head, n
	}
}

// unlink takes a post out of them.
func (x *Index) unlink(c *chains, n uint32) {
	p := &x.posts[n]
	for b := range bands {
		at := &c[b][band(p.fingerprint, b)]
		for *at != n {
			at = &x.posts[*at].before[b]
		}
		*at = p.before[b]
	}
}

// likest is the original published before n within the Window that agrees most
// with it, of equals the earliest; none below enough.
func (x *Index) likest(n uint32) uint32 {
	p := &x.posts[n]
	best, agreed := none, enough
	for b := range bands {
		tried := 0
		for at := x.originals[b][band(p.fingerprint, b)]; at != none && tried < mostTried; at = x.posts[at].before[b] {
			tried++
			o := &x.posts[at]
			a := agreement(p.fingerprint, o.fingerprint)
			if a < agreed || a == agreed && best != none && !x.precedes(at, best) {
				continue
			}
			if o.created >= p.created-Window.Microseconds() && x.precedes(at, n) {
				best, agreed = at, a
			}
		}
	}
	return best
}

// disturb has the posts looked at again that may be copies of n, which has
// become an original.
func (x *Index) disturb(n uint32) {
	p := &x.posts[n]
	if p.created == x.newest && x.atNewest == 1 {
		return // none is later
	}
	until := p.created + Window.Microseconds()
	look := func(c *chains, most int) {
		for b := range bands {
			tried := 0
			for at := c[b][band(p.fingerprint, b)]; at != none && tried < most; at = x.posts[at].before[b] {
				tried++
				o := &x.posts[at]
				if agreement(p.fingerprint, o.fingerprint) >= enough && o.created <= until && x.precedes(n, at) {
					x.unsettled.add(x, at)
				}
			}
		}
	}
	look(&x.originals, mostTried)
	look(&x.copies, mostCopiesTried)
}

// band is the value of a fingerprint in a band: the first four are the rows of
// the square, the other four its columns.
func band(fingerprint uint64, b int) uint16 {
	if b < bands/2 {
		return uint16(fingerprint >> (bandBits * b))
	}
	column := fingerprint >> (placeBits * (b - bands/2)) & 0x000F000F000F000F
	column |= column >> 12
	return uint16(column&0xFF | column>>24&0xFF00)
}
