package neardup

import (
	"cmp"
	"hash/maphash"
	"time"

	"earshot/internal/social"
)

const (
	// minAgreement is the least number of equal MinHash values in the
	// fingerprints of duplicates. 12 of 16 finds pairs with J = 0.9 with a
	// probability of 0.98, and takes one in 10,000 million pairs with J = 0.01
	// for duplicates. With 11, one duplicate in fifty found among 78,000 real
	// posts had J < 0.5; with 12, one in 150.
	minAgreement = 12
	// none is the null index of a post.
	none = ^uint32(0)
)

// Window is the longest time between a post and its original.
const Window = 90 * 24 * time.Hour

// Index holds posts and which of them are near copies of which. It is not safe
// for concurrent use.
//
// Posts are ordered by time of publication, those of one moment by platform and
// identifier. A post is a copy of the most similar original published in the
// Window before it, of equal ones the earliest; where there is none, it is an
// original. A copy is never the original of another post. The result depends on
// the posts shown, not on the order in which they arrive. A post that arrives
// late, is edited or is deleted changes the originals of others; Resolve reports
// these changes.
type Index struct {
	posts []post
	// ids holds the identifiers of posts end to end, see post.end.
	ids       []byte
	platforms []string
	// slots is an open-addressing hash table from keys to posts, stored plus
	// one.
	slots []uint32
	seed  maphash.Seed
	// originals and copies are the buckets of all originals and of all copies.
	originals, copies bandIndex
	// dirty are the posts whose original Resolve has to compute again.
	dirty heap
	// newest is when the latest post was published, in microseconds since 1970;
	// atNewest is an upper bound of the number of posts published then.
	newest   int64
	atNewest int
	// isSparse is set where not all posts are in the index, see NewSparseIndex.
	isSparse bool
	// allFrom and allTo bound when the posts were published of which it has all, see HasAll.
	allFrom, allTo int64
	// resolved counts the posts resolved since wantLater looked ahead.
	resolved int
}

// Post is a state of a post.
type Post struct {
	Key     social.Key
	Created time.Time
	// Fetched orders the states of a post: an older state changes nothing.
	Fetched time.Time
	// Fingerprint is that of the post's text; 0 for a text too short to compare.
	Fingerprint uint64
}

// post is an entry of the index. The fields that a walk along a bucket reads
// come first.
type post struct {
	fingerprint uint64
	// nextInBucket is the next post of the bucket of each band.
	nextInBucket [bands]uint32
	// created and fetched are in microseconds since 1970.
	created, fetched int64
	// end is where the post's identifier ends in Index.ids.
	end uint64
	// original is the post this one is a copy of, or itself for none; reported
	// is the one that Resolve last reported.
	original, reported uint32
	// firstCopy, nextCopy and previousCopy link the copies of an original.
	firstCopy, nextCopy, previousCopy uint32
	platform                          uint16
	role                              role
	isDeleted                         bool
	isQueued                          bool
	// knowsEarlier and knowsLater are set in a sparse index that has what it asked for
	// around the post.
	knowsEarlier, knowsLater bool
}

// role is whether a post is an original, a copy or neither.
type role uint8

const (
	roleNone role = iota
	roleOriginal
	roleCopy
	// roleDeleted is a copy that was deleted. It stays in its buckets, since
	// removing it from a long one would be slow.
	roleDeleted
)

// isInCopyBuckets reports whether posts of the role are in the buckets of
// copies.
func (r role) isInCopyBuckets() bool { return r == roleCopy || r == roleDeleted }

// NewIndex returns an empty index, which takes 4 MB.
func NewIndex() *Index {
	return &Index{
		seed: maphash.MakeSeed(), slots: make([]uint32, 1<<10),
		originals: newBandIndex(), copies: newBandIndex(),
	}
}

// Len returns the number of posts in the index.
func (x *Index) Len() int { return len(x.posts) }

// Contains reports whether a state of the post was ever put, loaded or deleted.
func (x *Index) Contains(key social.Key) bool {
	n, known := x.find(key)
	return known && x.posts[n].fetched != neverFetched
}

// Original returns the original of the post of key, as of the last Resolve; zero
// for none.
func (x *Index) Original(key social.Key) social.Key {
	if n, known := x.find(key); known {
		return x.originalOf(n)
	}
	return social.Key{}
}

// Upsert stores a post's state, unless a later one is known. It reports whether
// the state is later than every one known. Resolve then computes the originals.
func (x *Index) Upsert(p Post) (isLatest bool) {
	n, age := x.recordState(p.Key, p.Fetched, p.Fingerprint != 0 || x.isSparse)
	if age < 0 || n == none {
		return age > 0
	}
	at := &x.posts[n]
	if at.fingerprint != p.Fingerprint || at.created != p.Created.UnixMicro() || at.isDeleted {
		x.setRole(n, roleNone, n)
		at.fingerprint, at.created, at.isDeleted = p.Fingerprint, p.Created.UnixMicro(), false
		at.knowsEarlier, at.knowsLater = false, false
		x.trackNewest(at.created)
		x.dirty.add(x, n)
	}
	return age > 0
}

// Delete marks a post as deleted, so that no post is a copy of it any more, unless a
// later state is known. It reports whether it did.
func (x *Index) Delete(key social.Key, fetched time.Time) (done bool) {
	n, age := x.recordState(key, fetched, true)
	if age < 0 {
		return false
	}
	if x.posts[n].role.isInCopyBuckets() {
		x.setRole(n, roleDeleted, n)
	} else {
		x.setRole(n, roleNone, n)
	}
	x.posts[n].isDeleted = true
	x.dirty.add(x, n)
	return true
}

// Load adds a stored post with the original that was found for it. That original
// is trusted until MarkDirty. A post that the index has already is not loaded.
func (x *Index) Load(p Post, original social.Key) {
	if p.Fingerprint == 0 || x.Contains(p.Key) {
		return
	}
	n, _ := x.recordState(p.Key, p.Fetched, true)
	o := n
	if original != (social.Key{}) {
		var known bool
		if o, known = x.find(original); !known {
			o = x.insert(original)
		}
	}
	at := &x.posts[n]
	at.fingerprint, at.created, at.original, at.reported = p.Fingerprint, p.Created.UnixMicro(), o, o
	x.trackNewest(at.created)
	if o == n {
		at.role = roleOriginal
		x.addToBuckets(&x.originals, n)
		return
	}
	at.role = roleCopy
	x.addToBuckets(&x.copies, n)
	x.attachCopy(n)
}

// MarkDirty makes Resolve compute the originals of all posts published in the
// interval again; it includes from and excludes to.
func (x *Index) MarkDirty(from, to time.Time) {
	for n := range x.posts {
		if p := &x.posts[n]; p.fingerprint != 0 && p.created >= from.UnixMicro() && p.created < to.UnixMicro() {
			x.dirty.add(x, uint32(n))
		}
	}
}

// trackNewest updates newest for a post published at created.
func (x *Index) trackNewest(created int64) {
	switch {
	case created > x.newest || x.atNewest == 0:
		x.newest, x.atNewest = created, 1
	case created == x.newest:
		x.atNewest++
	}
}

// recordState finds the post of key and records when the state was fetched. age
// is 1 for a state later than the known one, 0 for the same and -1 for an
// earlier one. A post that the index does not have is inserted if insertNew is
// set; otherwise n is none.
func (x *Index) recordState(key social.Key, fetched time.Time, insertNew bool) (n uint32, age int) {
	n, known := x.find(key)
	if !known && !insertNew {
		return none, 1
	}
	if !known {
		n = x.insert(key)
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

// precedes reports whether post a was published before b, in the order of Index.
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
