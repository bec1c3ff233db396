package copies

import (
	"hash/maphash"

	"earshot/internal/social"
)

const (
	// enough is the least agreement of two fingerprints that are of copies. At
	// 12 of 16 it finds texts that share nine tenths of their shingles with a
	// probability of 0.98, and takes one pair of texts that share a hundredth in
	// 10,000 million. With 11 a copy in fifty found among 78,000 real posts shared
	// less than half its shingles, with 12 one in 150.
	enough = 12
	// bands of four places each are looked up whole: the rows and the columns of
	// a square of sixteen. Two fingerprints that differ in three places agree in
	// a band for certain, in four with a probability of 0.99.
	bands, bandBits = 8, 16
	// maxTried is how many posts of one band are compared, the latest first.
	// Posts made to share a band cost no more than this.
	maxTried = 1024
	// none is no post.
	none = ^uint32(0)
)

// Index knows the posts seen and finds the one that a post is a copy of. Only
// the first post of a group of copies is compared with, so that a million
// copies of one post cost one comparison. It belongs to one goroutine.
//
// The first post known of a group is the original of those that come after. An
// earlier one that is found later does not change what is known; posts that
// come together should be added in the order of their publication. Which post
// is the original depends on nothing else but the order in which they come.
type Index struct {
	posts []post
	// ids holds the identifiers of posts end to end, see post.end.
	ids       []byte
	platforms []string
	// slots leads from the hash of a key to its post plus one: open addressing.
	slots []uint32
	seed  maphash.Seed
	// heads is the latest place in compared of each value of each band.
	heads    [bands][]uint32
	compared []compared
}

// compared is a post that others are compared with. What a lookup reads of it
// stands together, in one line of the cache.
type compared struct {
	fingerprint uint64
	post        uint32
	// before is the place of the post before it of the same value of each band.
	before [bands]uint32
}

// post is one post known.
type post struct {
	fingerprint uint64
	end         uint64
	// original is the post this one is a copy of; itself for none.
	original uint32
	platform uint16
	// isCompared: the post is in the bands. isGone: it is the original of no post
	// from now on.
	isCompared, isGone bool
}

// NewIndex returns an empty index. It holds 2 MB before the first post.
func NewIndex() *Index {
	x := &Index{seed: maphash.MakeSeed(), slots: make([]uint32, 1<<10)}
	for b := range x.heads {
		x.heads[b] = make([]uint32, 1<<bandBits)
		for i := range x.heads[b] {
			x.heads[b][i] = none
		}
	}
	return x
}

// Len is how many posts are known.
func (x *Index) Len() int { return len(x.posts) }

// Add returns the original of a post and remembers the post: the one it was
// found to be a copy of before, or the likest post known. It is the zero Key for
// a post that is a copy of none, or too short to tell. A copy that was edited
// into another text is looked up again; an original stays one.
func (x *Index) Add(key social.Key, fingerprint uint64) social.Key {
	n, known := x.find(key)
	switch {
	case known && (x.posts[n].fingerprint == fingerprint || x.posts[n].isCompared) && !x.posts[x.posts[n].original].isGone:
		return x.originalOf(n)
	case fingerprint == 0 && !known:
		return social.Key{}
	case !known:
		n = x.remember(key)
	}
	like := none
	if fingerprint != 0 {
		like = x.likest(fingerprint) // while a post shown again is still gone
	}
	p := &x.posts[n]
	p.fingerprint, p.original, p.isGone = fingerprint, n, false
	switch {
	case like != none:
		p.original = x.posts[like].original
	case fingerprint != 0 && !p.isCompared:
		x.compare(n)
	}
	return x.originalOf(n)
}

// Forget lets go of a post that is shown no longer, so that none is called its
// copy: the next of its copies that is added, known or new, becomes the original
// of the others.
func (x *Index) Forget(key social.Key) {
	if n, known := x.find(key); known {
		x.posts[n].isGone = true
	}
}

// Load remembers a post as it was stored, with the original found then.
func (x *Index) Load(key social.Key, fingerprint uint64, original social.Key) {
	if fingerprint == 0 {
		return
	}
	n, known := x.find(key)
	if !known {
		n = x.remember(key)
	}
	p := &x.posts[n]
	p.fingerprint = fingerprint
	if original == (social.Key{}) {
		if !p.isCompared {
			x.compare(n)
		}
		return
	}
	o, known := x.find(original)
	if !known {
		o = x.remember(original)
	}
	x.posts[n].original = o
	// The original may be older than what is loaded: its copy stands for it.
	if like := x.likest(fingerprint); !x.posts[n].isCompared && (like == none || x.posts[like].original != o) {
		x.compare(n)
	}
}

func (x *Index) originalOf(n uint32) social.Key {
	if o := x.posts[n].original; o != n {
		return x.key(o)
	}
	return social.Key{}
}

// likest is the post compared with that agrees most with a fingerprint, of
// equals the one known first; none below enough.
func (x *Index) likest(fingerprint uint64) uint32 {
	best, agreed := none, enough-1
	for b := range bands {
		tried := 0
		for at := x.heads[b][band(fingerprint, b)]; at != none && tried < maxTried; at = x.compared[at].before[b] {
			tried++
			c := &x.compared[at]
			if a := agreement(fingerprint, c.fingerprint); a < enough || a < agreed || a == agreed && best != none && c.post >= best {
				continue
			} else if !x.posts[x.posts[c.post].original].isGone {
				best, agreed = c.post, a
			}
		}
	}
	return best
}

// compare puts a post into the bands.
func (x *Index) compare(n uint32) {
	at := uint32(len(x.compared))
	c := compared{fingerprint: x.posts[n].fingerprint, post: n}
	for b := range bands {
		head := &x.heads[b][band(c.fingerprint, b)]
		c.before[b], *head = *head, at
	}
	x.compared = append(x.compared, c)
	x.posts[n].isCompared = true
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
