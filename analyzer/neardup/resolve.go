package neardup

import (
	"time"

	"earshot/internal/social"
)

// Change is a post whose original is another than was said before.
type Change struct {
	Key social.Key
	// Original is zero for a post that is a copy of none.
	Original social.Key
	Created  time.Time
}

// Resolve finds the originals of what was put, forgotten or is to be checked,
// and of all posts which that touches, and returns those whose original is
// another than was said before, in the order of their publication.
//
// Each post is looked at once, after all that were published before it, as it
// touches only later ones. These are few where posts come about in the order of
// their publication.
func (x *Index) Resolve() []Change {
	var changes []Change
	x.unsettled.order(x)
	for len(x.unsettled.posts) > 0 {
		n := x.unsettled.pop(x)
		p := &x.posts[n]
		if !p.isGone && p.fingerprint != 0 {
			if like := x.likest(n); like == none {
				x.become(n, anOriginal, n)
			} else {
				x.become(n, aCopy, like)
			}
		}
		if p.original != p.told {
			p.told = p.original
			if !p.isGone {
				changes = append(changes, Change{Key: x.key(n), Original: x.originalOf(n), Created: time.UnixMicro(p.created).UTC()})
			}
		}
	}
	x.unsettled.isOrdered = false
	return changes
}

// become gives a post a role, and a copy its original. The copies of what is no
// original any more, and those that may be copies of a new one, are to be looked
// at again.
func (x *Index) become(n uint32, next role, original uint32) {
	p := &x.posts[n]
	was := p.role
	if was == next && p.original == original {
		return
	}
	switch was {
	case anOriginal:
		x.unlink(&x.originals, n)
		for at := p.firstCopy; at != none; at = x.posts[at].nextCopy {
			x.unsettled.add(x, at)
		}
	case aCopy:
		x.unfollow(n)
	}
	if was.isLinked() && !next.isLinked() {
		x.unlink(&x.copies, n)
	}
	p.role, p.original = next, original
	if next.isLinked() && !was.isLinked() {
		x.link(&x.copies, n)
	}
	switch next {
	case anOriginal:
		x.link(&x.originals, n)
		x.disturb(n)
	case aCopy:
		x.follow(n)
	}
}

// follow puts a copy into the list of its original's.
func (x *Index) follow(n uint32) {
	p := &x.posts[n]
	o := &x.posts[p.original]
	p.nextCopy, p.previousCopy = o.firstCopy, none
	if o.firstCopy != none {
		x.posts[o.firstCopy].previousCopy = n
	}
	o.firstCopy = n
}

// unfollow takes it out.
func (x *Index) unfollow(n uint32) {
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
