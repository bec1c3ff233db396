package neardup

import (
	"cmp"
	"hash/maphash"
	"time"

	"earshot/internal/social"
)

const (
	// enough is the least agreement of two fingerprints that are of copies. At
	// 12 of 16 it finds texts that share nine tenths of their shingles with a
	// probability of 0.98, and takes one pair of texts that share a hundredth in
	// 10,000 million. With 11 a copy in fifty found among 78,000 real posts shared
	// less than half its shingles, with 12 one in 150.
	enough = 12
	// none is no post.
	none = ^uint32(0)
)

// Window is how long before a post its original may have been published.
const Window = 90 * 24 * time.Hour

// Index knows posts and which of them are near copies of which. It belongs to
// one goroutine.
//
// Posts are taken in the order of their publication (those of one moment by
// platform and identifier): a post is the copy of the likest post of the Window
// before it that is itself a copy of none, of equals the earliest; where there is
// none it is an original. So the posts that are shown tell what is a copy of
// what, and the order they came in does not. A post that comes late, is edited or
// is shown no longer changes what others are; Resolve says so.
type Index struct {
	posts []post
	// ids holds the identifiers of posts end to end, see post.end.
	ids       []byte
	platforms []string
	// slots leads from the hash of a key to its post plus one: open addressing.
	slots []uint32
	seed  maphash.Seed
	// originals and copies lead from each value of each band to the latest post put there.
	originals, copies chains
	// unsettled are the posts to be looked at again.
	unsettled heap
	// newest is when the latest post was published, in microseconds since 1970,
	// atNewest how many were then, or more.
	newest   int64
	atNewest int
}

// Post is what is known of a post.
type Post struct {
	Key     social.Key
	Created time.Time
	// Fetched orders the states of a post: an older one changes nothing.
	Fetched time.Time
	// Fingerprint is 0 for a text too short to tell.
	Fingerprint uint64
}

// post is one post known. What a walk along a chain reads of it comes first.
type post struct {
	fingerprint uint64
	// before is the post put before it into the chain of each band.
	before [bands]uint32
	// created and fetched are in microseconds since 1970.
	created, fetched int64
	end              uint64
	// original is the post this one is a copy of, itself for none; told is what
	// was last said of it.
	original, told uint32
	// firstCopy leads to the copies of an original, one to the next.
	firstCopy, nextCopy, previousCopy uint32
	platform                          uint16
	role                              role
	isGone                            bool
	isQueued                          bool
}

// role is what a post is to others.
type role uint8

const (
	outside role = iota
	anOriginal
	aCopy
	// buried is a copy that is shown no longer. It stays in the chains, as taking
	// it out of a long one would cost.
	buried
)

// isLinked tells whether a post of the role stands in the chains of copies.
func (r role) isLinked() bool { return r == aCopy || r == buried }

// NewIndex returns an empty index. It holds 4 MB before the first post.
func NewIndex() *Index {
	return &Index{
		seed: maphash.MakeSeed(), slots: make([]uint32, 1<<10),
		originals: newChains(), copies: newChains(),
	}
}

// Len is how many posts are known.
func (x *Index) Len() int { return len(x.posts) }

// Knows tells whether a post was put or loaded, or forgotten since.
func (x *Index) Contains(key social.Key) bool {
	n, known := x.find(key)
	return known && x.posts[n].fetched != neverFetched
}

// Original is the post of which key's is a near copy by what was settled last;
// zero for none.
func (x *Index) Original(key social.Key) social.Key {
	if n, known := x.find(key); known {
		return x.originalOf(n)
	}
	return social.Key{}
}

// Put notes a post as it is now, unless a later state of it is known. It tells
// whether no state fetched then or later was known. What the post is a copy of is
// told by Resolve.
func (x *Index) Upsert(p Post) (isNews bool) {
	n, age := x.state(p.Key, p.Fetched, p.Fingerprint != 0)
	if age < 0 || n == none {
		return age > 0
	}
	at := &x.posts[n]
	if at.fingerprint != p.Fingerprint || at.created != p.Created.UnixMicro() || at.isGone {
		x.become(n, outside, n)
		at.fingerprint, at.created, at.isGone = p.Fingerprint, p.Created.UnixMicro(), false
		x.noteTime(at.created)
		x.unsettled.add(x, n)
	}
	return age > 0
}

// Forget notes that a post is shown no longer, so that none is called its copy.
func (x *Index) Delete(key social.Key, fetched time.Time) {
	n, age := x.state(key, fetched, true)
	if age < 0 {
		return
	}
	if x.posts[n].role.isLinked() {
		x.become(n, buried, n)
	} else {
		x.become(n, outside, n)
	}
	x.posts[n].isGone = true
	x.unsettled.add(x, n)
}

// Load notes a post as it was stored, with the original that was found then.
// What is loaded is believed until MarkDirty; what is known already is not loaded.
func (x *Index) Load(p Post, original social.Key) {
	if p.Fingerprint == 0 || x.Contains(p.Key) {
		return
	}
	n, _ := x.state(p.Key, p.Fetched, true)
	o := n
	if original != (social.Key{}) {
		var known bool
		if o, known = x.find(original); !known {
			o = x.remember(original)
		}
	}
	at := &x.posts[n]
	at.fingerprint, at.created, at.original, at.told = p.Fingerprint, p.Created.UnixMicro(), o, o
	x.noteTime(at.created)
	if o == n {
		at.role = anOriginal
		x.link(&x.originals, n)
		return
	}
	at.role = aCopy
	x.link(&x.copies, n)
	x.follow(n)
}

// MarkDirty has every post that was published then, from included and to not,
// looked at again by Resolve.
func (x *Index) MarkDirty(from, to time.Time) {
	for n := range x.posts {
		if p := &x.posts[n]; p.fingerprint != 0 && p.created >= from.UnixMicro() && p.created < to.UnixMicro() {
			x.unsettled.add(x, uint32(n))
		}
	}
}

// noteTime keeps newest; after it a post has that time.
func (x *Index) noteTime(created int64) {
	switch {
	case created > x.newest || x.atNewest == 0:
		x.newest, x.atNewest = created, 1
	case created == x.newest:
		x.atNewest++
	}
}

// state finds the post of a state, and tells whether the state is later than the
// one known (1), the same (0) or an earlier one (-1). A post not known is
// remembered if isNew says so, and is none otherwise.
func (x *Index) state(key social.Key, fetched time.Time, isNew bool) (n uint32, age int) {
	n, known := x.find(key)
	if !known && !isNew {
		return none, 1
	}
	if !known {
		n = x.remember(key)
	}
	p := &x.posts[n]
	age = cmp.Compare(fetched.UnixMicro(), p.fetched)
	p.fetched = max(p.fetched, fetched.UnixMicro())
	return n, age
}

func (x *Index) originalOf(n uint32) social.Key {
	if o := x.posts[n].original; o != n {
		return x.key(o)
	}
	return social.Key{}
}

// precedes tells which of two posts was published first.
func (x *Index) precedes(a, b uint32) bool {
	p, q := &x.posts[a], &x.posts[b]
	if p.created != q.created {
		return p.created < q.created
	}
	if p.platform != q.platform {
		return x.platforms[p.platform] < x.platforms[q.platform]
	}
	return string(x.id(a)) < string(x.id(b))
}
