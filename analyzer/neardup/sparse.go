package neardup

import (
	"time"

	"earshot/internal/social"
)

// Want is what a sparse index has to know to go on: the posts of which the
// fingerprints are near (see Fingerprints.Near) that were published in the Window
// before Created, as far as they are originals, or, if Later, all of the Window after
// it.
type Want struct {
	Fingerprint uint64
	Created     time.Time
	Later       bool
}

// NewSparseIndex returns an empty index of few posts of many: those that come and those
// near to them. It tells the same as an index of all, but asks for what it does not
// have, see ResolveKnown and WantBefore. What is wanted is to be loaded before the index
// is used again; it is not asked for twice.
func NewSparseIndex() *Index {
	x := NewIndex()
	x.isSparse = true
	return x
}

// HasAll tells a sparse index that it has all posts published in the interval, so that it
// asks for none of them; it includes from and excludes to.
func (x *Index) HasAll(from, to time.Time) {
	x.allFrom, x.allTo = from.UnixMicro(), to.UnixMicro()
}

// hasEarlier and hasLater tell whether the index has all posts of the Window before a post,
// and of that after it.
func (x *Index) hasEarlier(p *post) bool {
	return p.knowsEarlier || p.created-Window.Microseconds() >= x.allFrom && p.created < x.allTo
}

func (x *Index) hasLater(p *post) bool {
	return p.knowsLater || p.created >= x.allFrom && p.created+Window.Microseconds() < x.allTo
}

// WantBefore tells what is to be loaded before a state of a post is put, or, if deleted,
// the post is deleted: the copies of what it was. ok is false for nothing.
func (x *Index) WantBefore(p Post, deleted bool) (w Want, ok bool) {
	n, known := x.find(p.Key)
	if !known {
		return Want{}, false
	}
	was := &x.posts[n]
	isSame := !deleted && was.fingerprint == p.Fingerprint && was.created == p.Created.UnixMicro()
	if was.role != roleOriginal || x.hasLater(was) || isSame || p.Fetched.UnixMicro() < was.fetched {
		return Want{}, false
	}
	was.knowsLater = true
	return was.want(true), true
}

func (p *post) want(later bool) Want {
	return Want{Fingerprint: p.fingerprint, Created: time.UnixMicro(p.created).UTC(), Later: later}
}

// wantEarlier asks for the originals before all dirty posts.
func (x *Index) wantEarlier() (wants []Want) {
	for _, n := range x.dirty.posts {
		if p := &x.posts[n]; p.isShown() && !x.hasEarlier(p) {
			p.knowsEarlier = true
			wants = append(wants, p.want(false))
		}
	}
	return wants
}

// minAhead is how many posts are looked at at the least to tell what will be asked for.
const minAhead = 1 << 10

// wantLater asks for the posts after the dirty ones that come to be originals, or cease
// to be, as far as can be told by now. It looks at no more of them than about twice as many as
// were resolved since it did last: with all of many, those that wait would be looked at
// once for each that turns out otherwise than foreseen.
func (x *Index) wantLater() (wants []Want) {
	ahead := min(len(x.dirty.posts), max(minAhead, 2*x.resolved))
	x.resolved = 0
	for _, n := range x.dirty.posts[:ahead] { // the next one, and others of the next
		p := &x.posts[n]
		if !p.isShown() || !x.hasEarlier(p) || x.hasLater(p) {
			continue
		}
		next := roleCopy
		if x.nearestOriginal(n) == none {
			next = roleOriginal
		}
		if p.changesLater(next) {
			p.knowsLater = true
			wants = append(wants, p.want(true))
		}
	}
	return wants
}

// Doubt has the original of a post computed again by the next Resolve, where the post is
// known: others may have been stored meanwhile of which the one that was found knew nothing.
func (x *Index) Doubt(key social.Key) {
	if n, known := x.find(key); known && x.posts[n].isShown() {
		x.dirty.add(x, n)
	}
}

// DoubtNear doubts all posts of the Window from created on that may be near copies of one
// with that fingerprint, and returns what is wanted to do the same for those of them that
// were not doubted before.
func (x *Index) DoubtNear(fingerprint uint64, created time.Time) (wants []Want) {
	from := created.UnixMicro()
	x.eachNear(fingerprint, func(n uint32) bool {
		if p := &x.posts[n]; p.isShown() && !p.isQueued && p.created >= from && p.created <= from+Window.Microseconds() {
			x.dirty.add(x, n)
			wants = append(wants, p.want(true))
		}
		return true
	})
	return wants
}

// eachNear hands the posts that may be near copies of one with that fingerprint to do, until
// it returns false. One may come several times.
func (x *Index) eachNear(fingerprint uint64, do func(n uint32) bool) {
	for b := range bands {
		for _, of := range []*bandIndex{&x.originals, &x.copies} {
			for at := of[b][band(fingerprint, b)]; at != none; at = x.posts[at].nextInBucket[b] {
				if agreement(x.posts[at].fingerprint, fingerprint) >= minAgreement && !do(at) {
					return
				}
			}
		}
	}
}

// IsNear tells whether a post of the index may be a near copy of one with that fingerprint.
func (x *Index) IsNear(fingerprint uint64) (is bool) {
	x.eachNear(fingerprint, func(uint32) bool { is = true; return false })
	return is
}
