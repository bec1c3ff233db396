package neardup

// heap is a binary min-heap of posts by time of publication, each post at most
// once. Until heapify is called, posts are only appended.
type heap struct {
	posts  []uint32
	isHeap bool
}

func (h *heap) add(x *Index, n uint32) {
	if x.posts[n].isQueued {
		return
	}
	x.posts[n].isQueued = true
	h.posts = append(h.posts, n)
	if h.isHeap {
		h.up(x, len(h.posts)-1)
	}
}

func (h *heap) heapify(x *Index) {
	for i := len(h.posts)/2 - 1; i >= 0; i-- {
		h.down(x, i)
	}
	h.isHeap = true
}

func (h *heap) pop(x *Index) uint32 {
	top, last := h.posts[0], len(h.posts)-1
	h.posts[0] = h.posts[last]
	h.posts = h.posts[:last]
	h.down(x, 0)
	x.posts[top].isQueued = false
	return top
}

func (h *heap) up(x *Index, i int) {
	for i > 0 {
		above := (i - 1) / 2
		if !x.precedes(h.posts[i], h.posts[above]) {
			return
		}
		h.posts[i], h.posts[above] = h.posts[above], h.posts[i]
		i = above
	}
}

func (h *heap) down(x *Index, i int) {
	for {
		least := i
		for below := 2*i + 1; below <= 2*i+2 && below < len(h.posts); below++ {
			if x.precedes(h.posts[below], h.posts[least]) {
				least = below
			}
		}
		if least == i {
			return
		}
		h.posts[i], h.posts[least] = h.posts[least], h.posts[i]
		i = least
	}
}
