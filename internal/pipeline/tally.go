package pipeline

import (
	"hash/maphash"
	"sync"

	"earshot/internal/social"
)

// Tally counts posts once, however often each is read: of all that becomes of one, what says
// most stands (social.Outcome). It counts between Begin and End only, since it remembers a
// hash of each post, of some 30 bytes with what is kept beside it. Two posts in ten million share
// one of 64 bits once in 300,000 times, and are then counted as one.
//
// The zero Tally is ready, and one may be used by several goroutines.
type Tally struct {
	mu     sync.Mutex
	seed   maphash.Seed
	seen   map[uint64]social.Outcome
	counts map[social.Outcome]int64
	again  int64
	merged social.Merged
}

// Tallied is what a Tally counted. Each post that was read is one of New to Dropped; each
// further reading of one is in Again or in Merged.
type Tallied struct {
	New, Updated, Unchanged, Stale, Erased, Dropped int64
	// Again counts the readings of posts beyond the first.
	Again int64
	// Merged counts the readings under another identity than their post's.
	Merged social.Merged
}

// Begin counts from zero.
func (t *Tally) Begin() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seed, t.seen, t.counts = maphash.MakeSeed(), map[uint64]social.Outcome{}, map[social.Outcome]int64{}
	t.again, t.merged = 0, social.Merged{}
}

// End counts no more, and returns what was counted; nothing that was not begun.
func (t *Tally) End() Tallied {
	t.mu.Lock()
	defer t.mu.Unlock()
	of := t.counts
	t.seen, t.counts = nil, nil
	return Tallied{
		New: of[social.OutcomeNew], Updated: of[social.OutcomeUpdated], Unchanged: of[social.OutcomeUnchanged],
		Stale: of[social.OutcomeStale], Erased: of[social.OutcomeErased], Dropped: of[social.OutcomeDropped],
		Again: t.again, Merged: t.merged,
	}
}

// Add counts a reading of a post.
func (t *Tally) Add(key social.Key, o social.Outcome) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.add(key, o)
}

func (t *Tally) add(key social.Key, o social.Outcome) {
	if t.seen == nil {
		return
	}
	hash := maphash.Comparable(t.seed, key)
	before := t.seen[hash]
	if before != 0 {
		t.again++
	}
	back := before == social.OutcomeErased && (o == social.OutcomeNew || o == social.OutcomeUpdated)
	if o <= before && !back {
		return
	}
	if before != 0 {
		t.counts[before]--
	}
	t.seen[hash] = o
	t.counts[o]++
}

// AddMerged counts readings under another identity than their post's.
func (t *Tally) AddMerged(m social.Merged) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seen != nil {
		t.merged = t.merged.Plus(m)
	}
}

// Drop counts what was read of posts that are not kept.
func (t *Tally) Drop(entries []social.Entry) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range entries {
		if t.seen == nil {
			return
		}
		t.add(e.Post.Key(), social.OutcomeDropped)
		if e.Elsewhere {
			e.Merged = e.Merged.Less()
		}
		t.merged = t.merged.Plus(e.Merged)
	}
}
