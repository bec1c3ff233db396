package neardup

import (
	"hash/maphash"
	"math"

	"earshot/internal/social"
)

// neverFetched is the time of fetching of a post of which only the key is known.
const neverFetched = math.MinInt64

// insert adds a post for a key that the index does not have.
func (x *Index) insert(key social.Key) uint32 {
	n := uint32(len(x.posts))
	x.ids = append(x.ids, key.ID...)
	x.posts = append(x.posts, post{
		end: uint64(len(x.ids)), fetched: neverFetched, platform: x.platform(key.Platform),
		original: n, reported: n, firstCopy: none, nextCopy: none, previousCopy: none,
	})
	if 4*len(x.posts) > 3*len(x.slots) {
		x.grow()
	} else {
		x.fillSlot(n)
	}
	return n
}

// find returns the post of key, and whether there is one.
func (x *Index) find(key social.Key) (uint32, bool) {
	mask := uint64(len(x.slots) - 1)
	for i := x.hash(key.Platform, []byte(key.ID)) & mask; x.slots[i] != 0; i = (i + 1) & mask {
		if n := x.slots[i] - 1; string(x.id(n)) == key.ID && x.platforms[x.posts[n].platform] == key.Platform {
			return n, true
		}
	}
	return none, false
}

func (x *Index) fillSlot(n uint32) {
	mask := uint64(len(x.slots) - 1)
	i := x.hash(x.platforms[x.posts[n].platform], x.id(n)) & mask
	for x.slots[i] != 0 {
		i = (i + 1) & mask
	}
	x.slots[i] = n + 1
}

func (x *Index) grow() {
	x.slots = make([]uint32, 2*len(x.slots))
	for n := range x.posts {
		x.fillSlot(uint32(n))
	}
}

func (x *Index) hash(platform string, id []byte) uint64 {
	return maphash.Bytes(x.seed, id) ^ maphash.String(x.seed, platform)*0x9E3779B97F4A7C15
}

// platform returns the index of a platform's name in platforms, which are few.
func (x *Index) platform(name string) uint16 {
	for i, p := range x.platforms {
		if p == name {
			return uint16(i)
		}
	}
	x.platforms = append(x.platforms, name)
	return uint16(len(x.platforms) - 1)
}

func (x *Index) id(n uint32) []byte {
	start := uint64(0)
	if n > 0 {
		start = x.posts[n-1].end
	}
	return x.ids[start:x.posts[n].end]
}

func (x *Index) key(n uint32) social.Key {
	return social.Key{Platform: x.platforms[x.posts[n].platform], ID: string(x.id(n))}
}
