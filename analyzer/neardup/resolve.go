package neardup

import (
	"time"

	"earshot/internal/social"
)

// Change is a post whose original changed.
type Change struct {
	Key social.Key
	// Original is zero for a post that is no copy any more.
	Original social.Key
	// Was is the original before, zero for none.
	Was     social.Key
	Created time.Time
	// Fingerprint is the post's.
	Fingerprint uint64
}

// Resolve computes the originals of all posts that were put, deleted or marked
// dirty, and of the posts which that affects. It returns the posts whose
// original changed since it was last reported, in the order of publication.
//
// Each post is processed once, after all posts published before it, since it
// only affects later ones. The affected posts are few where posts arrive in the
// order of publication.
func (x *Index) Resolve() []Change {
	changes, _ := x.ResolveKnown()
	return changes
}

// ResolveKnown is Resolve of a sparse index, as far as it can tell. Where it wants to
// know more, what is wanted is to be loaded and ResolveKnown called again.
func (x *Index) ResolveKnown() ([]Change, []Want) {
	var changes []Change
	x.dirty.heapify(x)
	defer func() { x.dirty.isHeap = false }()
	for len(x.dirty.posts) > 0 {
		n := x.dirty.posts[0]
		p := &x.posts[n]
		next, original := p.role, p.original
		if p.isShown() {
			if x.isSparse && !x.hasEarlier(p) {
				return changes, x.wantEarlier()
			}
			next, original = roleOriginal, n
			if like := x.nearestOriginal(n); like != none {
				next, original = roleCopy, like
			}
			if x.isSparse && !x.hasLater(p) && p.changesLater(next) {
				return changes, x.wantLater()
			}
		}
		x.dirty.pop(x)
		x.resolved++
		x.setRole(n, next, original)
		if p.original != p.reported {
			was := social.Key{}
			if p.reported != n {
				was = x.key(p.reported)
			}
			p.reported = p.original
			if !p.isDeleted {
				changes = append(changes, Change{Key: x.key(n), Original: x.originalOf(n), Was: was, Created: time.UnixMicro(p.created).UTC(), Fingerprint: p.fingerprint})
			}
		}
	}
	return changes, nil
}

// isShown reports whether a post may be an original or a copy.
func (p *post) isShown() bool { return !p.isDeleted && p.fingerprint != 0 }

// changesLater reports whether later posts may have another original once the post
// has that role.
func (p *post) changesLater(next role) bool {
	return (p.role == roleOriginal) != (next == roleOriginal)
}

// setRole gives a post a role, and a copy its original. It marks as dirty the
// copies of a post that is no original any more, and the posts that may be
// copies of a new one.
func (x *Index) setRole(n uint32, next role, original uint32) {
	p := &x.posts[n]
	was := p.role
	if was == next && p.original == original {
		return
	}
	switch was {
	case roleOriginal:
		x.removeFromBuckets(&x.originals, n)
		for at := p.firstCopy; at != none; at = x.posts[at].nextCopy {
			x.dirty.add(x, at)
		}
	case roleCopy:
		x.detachCopy(n)
	}
	if was.isInCopyBuckets() && !next.isInCopyBuckets() {
		x.removeFromBuckets(&x.copies, n)
	}
	p.role, p.original = next, original
	if next.isInCopyBuckets() && !was.isInCopyBuckets() {
		x.addToBuckets(&x.copies, n)
	}
	switch next {
	case roleOriginal:
		x.addToBuckets(&x.originals, n)
		x.enqueueAffected(n)
	case roleCopy:
		x.attachCopy(n)
	}
}

// attachCopy adds a copy to the list of its original.
func (x *Index) attachCopy(n uint32) {
	p := &x.posts[n]
	o := &x.posts[p.original]
	p.nextCopy, p.previousCopy = o.firstCopy, none
	if o.firstCopy != none {
		x.posts[o.firstCopy].previousCopy = n
	}
	o.firstCopy = n
}

// detachCopy removes a copy from the list of its original.
func (x *Index) detachCopy(n uint32) {
	p := &x.posts[n]
	if p.previousCopy != none {
		x.posts[p.previousCopy].nextCopy = p.nextCopy
	} else {
		x.posts[p.original].firstCopy = p.nextCopy
	}
	if p.nextCopy != none {
		x.posts[p.nextCopy].previousCopy = p.previousCopy
	}
}
