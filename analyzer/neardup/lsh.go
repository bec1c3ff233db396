package neardup

const (
	// Locality-sensitive hashing: fingerprints that share the value of a band
	// are compared. There are eight bands of four MinHash values each, the rows
	// and the columns of a square of sixteen. Two fingerprints that differ in
	// three values share a band for certain; two that differ in four share one
	// with a probability of 0.99.
	bands, bandBits = 8, 16
	// maxCandidates is the most posts of one bucket that are compared. It bounds
	// the cost of posts made to share a band. Where more than this many honest
	// ones share one, which takes some fifty million posts within a Window, some
	// duplicates are not found.
	maxCandidates = 1 << 10
	// maxCopyCandidates is the same bound for the copies that may belong to a
	// new original.
	maxCopyCandidates = 1 << 16
)

// bandIndex holds, for each value of each band, the head of the linked list
// (bucket) of the posts that have it.
type bandIndex [bands][]uint32

func newBandIndex() (c bandIndex) {
	for b := range c {
		c[b] = make([]uint32, 1<<bandBits)
		for i := range c[b] {
			c[b][i] = none
		}
	}
	return c
}

// addToBuckets adds a post to its bucket of each band.
func (x *Index) addToBuckets(c *bandIndex, n uint32) {
	p := &x.posts[n]
	for b := range bands {
		head := &c[b][band(p.fingerprint, b)]
		p.nextInBucket[b], *head = *head, n
	}
}

// removeFromBuckets removes a post from its bucket of each band.
func (x *Index) removeFromBuckets(c *bandIndex, n uint32) {
	p := &x.posts[n]
	for b := range bands {
		at := &c[b][band(p.fingerprint, b)]
		for *at != n {
			at = &x.posts[*at].nextInBucket[b]
		}
		*at = p.nextInBucket[b]
	}
}

// nearestOriginal returns the original, published before n and within the
// Window, whose fingerprint agrees most with n's; of equal ones the earliest. It
// is none where no agreement reaches minAgreement.
func (x *Index) nearestOriginal(n uint32) uint32 {
	p := &x.posts[n]
	best, bestAgreement := none, minAgreement
	for b := range bands {
		tried := 0
		for at := x.originals[b][band(p.fingerprint, b)]; at != none && tried < maxCandidates; at = x.posts[at].nextInBucket[b] {
			tried++
			o := &x.posts[at]
			a := agreement(p.fingerprint, o.fingerprint)
			if a < bestAgreement || a == bestAgreement && best != none && !x.precedes(at, best) {
				continue
			}
			if o.created >= p.created-Window.Microseconds() && x.precedes(at, n) {
				best, bestAgreement = at, a
			}
		}
	}
	return best
}

// enqueueAffected marks the posts dirty that may be copies of n, which has
// become an original.
func (x *Index) enqueueAffected(n uint32) {
	p := &x.posts[n]
	if p.created == x.newest && x.atNewest == 1 {
		return // none is later
	}
	until := p.created + Window.Microseconds()
	enqueue := func(c *bandIndex, limit int) {
		for b := range bands {
			tried := 0
			for at := c[b][band(p.fingerprint, b)]; at != none && tried < limit; at = x.posts[at].nextInBucket[b] {
				tried++
				o := &x.posts[at]
				if agreement(p.fingerprint, o.fingerprint) >= minAgreement && o.created <= until && x.precedes(n, at) {
					x.dirty.add(x, at)
				}
			}
		}
	}
	enqueue(&x.originals, maxCandidates)
	enqueue(&x.copies, maxCopyCandidates)
}

// band returns the value of a fingerprint in band b: the first four bands are
// the rows of the square, the other four its columns.
func band(fingerprint uint64, b int) uint16 {
	if b < bands/2 {
		return uint16(fingerprint >> (bandBits * b))
	}
	column := fingerprint >> (minHashBits * (b - bands/2)) & 0x000F000F000F000F
	column |= column >> 12
	return uint16(column&0xFF | column>>24&0xFF00)
}
