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
	Created  time.Time
}

// Resolve computes the originals of all posts that were put, deleted or marked
// dirty, and of the posts which that affects. It returns the posts whose
// original changed since it was last reported, in the order of publication.
//
// Each post is processed once, after all posts published before it, since it
// only affects later ones. The affected posts are few where posts arrive in the
// order of publication.
func (x *Index) Resolve() []Change {
	var changes []Change
	x.dirty.heapify(x)
	for len(x.dirty.posts) > 0 {
		n := x.dirty.pop(x)
		p := &x.posts[n]
		if !p.isDeleted && p.fingerprint != 0 {
			if like := x.nearestOriginal(n); like == none {
				x.setRole(n, roleOriginal, n)
			} else {
				x.setRole(n, roleCopy, like)
			}
		}
		if p.original != p.reported {
			p.reported = p.original
			if !p.isDeleted {
				changes = append(changes, Change{Key: x.key(n), Original: x.originalOf(n), Created: time.UnixMicro(p.created).UTC()})
			}
		}
	}
	x.dirty.isHeap = false
	return changes
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
