package neardup

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// postAt is post n, published n seconds after noon.
func postAt(n int, fingerprint uint64) Post {
	return Post{Key: key(n), Created: noon.Add(time.Duration(n) * time.Second), Fetched: noon, Fingerprint: fingerprint}
}

// add puts post n and returns its original.
func add(x *Index, n int, fingerprint uint64) social.Key {
	x.Upsert(postAt(n, fingerprint))
	x.Resolve()
	return x.Original(key(n))
}

func TestIndexGroups(t *testing.T) {
	c := newCorpus(t, 3)
	a, b := Fingerprint(join(c.words(false), false)), Fingerprint(join(c.words(false), false))
	x := NewIndex()
	to := func(n, original int) Change {
		ch := Change{Key: key(n), Created: postAt(n, 0).Created}
		if original >= 0 {
			ch.Original = key(original)
		}
		return ch
	}
	steps := []struct {
		name string
		do   func()
		want []Change
	}{
		{"the first", func() { x.Upsert(postAt(10, a)) }, nil},
		{"its copy", func() { x.Upsert(postAt(20, a)) }, []Change{to(20, 10)}},
		{"a copy between", func() { x.Upsert(postAt(15, a)) }, []Change{to(15, 10)}},
		{"another", func() { x.Upsert(postAt(12, b)) }, nil},
		{"too short", func() { x.Upsert(postAt(13, 0)) }, nil},
		{"the same again", func() { x.Upsert(postAt(15, a)) }, nil},
		{"an earlier one, and a later", func() { x.Upsert(postAt(30, a)); x.Upsert(postAt(5, a)) }, []Change{to(10, 5), to(15, 5), to(20, 5), to(30, 5)}},
		{"the earliest is gone", func() { x.Delete(key(5), noon) }, []Change{to(10, -1), to(15, 10), to(20, 10), to(30, 10)}},
		{"what was never known is gone", func() { x.Delete(key(99), noon) }, nil},
		{"an older state of what is gone", func() { p := postAt(5, a); p.Fetched = noon.Add(-time.Hour); x.Upsert(p) }, nil},
		{"it is shown again", func() { x.Upsert(postAt(5, a)) }, []Change{to(10, 5), to(15, 5), to(20, 5), to(30, 5)}},
		{"a copy is edited into another text", func() { x.Upsert(postAt(15, b)) }, []Change{to(15, 12)}},
		{"a copy is edited to be short", func() { x.Upsert(postAt(20, 0)) }, []Change{to(20, -1)}},
		{"the original is edited", func() { x.Upsert(postAt(5, b)) }, []Change{to(10, -1), to(12, 5), to(15, 5), to(30, 10)}},
		{"a copy is gone", func() { x.Delete(key(30), noon) }, nil},
		{"and shown again with another text", func() { x.Upsert(postAt(30, b)) }, []Change{to(30, 5)}},
	}
	told := map[social.Key]social.Key{}
	for _, s := range steps {
		s.do()
		for i := range s.want {
			want := &s.want[i]
			n, _ := x.find(want.Key)
			want.Was, want.Fingerprint = told[want.Key], x.posts[n].fingerprint
			told[want.Key] = want.Original
		}
		if diff := cmp.Diff(s.want, x.Resolve()); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", s.name, diff)
		}
		for k := range told { // what is gone is a copy of none
			if n, _ := x.find(k); x.posts[n].isDeleted {
				delete(told, k)
			}
		}
	}
}

func TestOriginalsAreOfTheWindowBefore(t *testing.T) {
	a := Fingerprint("Northwind opens its third roastery in Lisbon this winter")
	x := NewIndex()
	days := func(n int) Post {
		p := postAt(n, a)
		p.Created = noon.AddDate(0, 0, n)
		return p
	}
	for _, n := range []int{200, 100, 80, 0, 190} {
		x.Upsert(days(n))
	}
	x.Resolve()
	for n, want := range map[int]social.Key{0: {}, 80: key(0), 100: {}, 190: key(100), 200: {}} {
		if got := x.Original(key(n)); got != want {
			t.Errorf("day %d: a copy of %v, want %v", n, got, want)
		}
	}
}

// TestResolveFollowsTheOrderOfPublication: in whatever order posts are put,
// edited and deleted, the originals are those of the remaining posts processed
// in the order of publication, and the changes that Resolve returned add up to
// them.
func TestResolveFollowsTheOrderOfPublication(t *testing.T) {
	c := newCorpus(t, 11)
	var pool []uint64
	for range 4 {
		words := c.words(false)
		for range 6 { // texts that are alike to different degrees
			pool = append(pool, Fingerprint(join(words, false)))
			for range 1 + c.r.IntN(3) {
				words[c.r.IntN(len(words))] = c.pick(c.english)
			}
		}
	}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		x, shown, said := NewIndex(), map[social.Key]Post{}, map[social.Key]social.Key{}
		note := func() {
			for _, ch := range x.Resolve() {
				said[ch.Key] = ch.Original
			}
		}
		for step := range 150 {
			p := postAt(r.IntN(60), pool[r.IntN(len(pool))])
			p.Created = noon.Add(time.Duration(r.IntN(200)) * 24 * time.Hour)
			p.Fetched = noon.Add(time.Duration(step) * time.Second)
			if _, known := shown[p.Key]; known && r.IntN(4) == 0 {
				x.Delete(p.Key, p.Fetched)
				delete(shown, p.Key)
				delete(said, p.Key)
			} else {
				x.Upsert(p)
				shown[p.Key] = p
			}
			if r.IntN(5) == 0 {
				note()
			}
		}
		note()
		for k, want := range inTurn(shown) {
			if got := x.Original(k); got != want || said[k] != want {
				t.Fatalf("seed %d: %v is a copy of %v, said to be of %v, want %v", seed, k, got, said[k], want)
			}
		}
	}
}

// inTurn returns the originals of posts processed one by one.
func inTurn(posts map[social.Key]Post) map[social.Key]social.Key {
	var order []Post
	for _, p := range posts {
		order = append(order, p)
	}
	slices.SortFunc(order, func(p, q Post) int {
		if c := p.Created.Compare(q.Created); c != 0 {
			return c
		}
		return slices.Compare([]byte(p.Key.ID), []byte(q.Key.ID))
	})
	out := map[social.Key]social.Key{}
	for i, p := range order {
		best := minAgreement - 1
		out[p.Key] = social.Key{}
		for _, o := range order[:i] {
			a := agreement(p.Fingerprint, o.Fingerprint)
			if p.Fingerprint == 0 || o.Fingerprint == 0 || out[o.Key] != (social.Key{}) || p.Created.Sub(o.Created) > Window || !shareBand(p.Fingerprint, o.Fingerprint) || a <= best {
				continue
			}
			best, out[p.Key] = a, o.Key
		}
	}
	return out
}

func shareBand(a, b uint64) bool {
	for i := range bands {
		if band(a, i) == band(b, i) {
			return true
		}
	}
	return false
}

// TestLoadIsAsIfNeverClosed: an index loaded from stored posts answers as the
// one that computed them, in whatever order they are loaded.
func TestLoadIsAsIfNeverClosed(t *testing.T) {
	c := newCorpus(t, 5)
	a := Fingerprint(join(c.words(false), false))
	for name, order := range map[string][]int{"in order": {1, 2, 3}, "backwards": {3, 2, 1}, "without the original": {2, 3}} {
		x := NewIndex()
		for _, n := range order {
			original := key(1)
			if n == 1 {
				original = social.Key{}
			}
			x.Load(postAt(n, a), original)
		}
		if got := x.Resolve(); got != nil {
			t.Errorf("%s: %v", name, got)
		}
		for _, n := range []int{2, 3} {
			if got := x.Original(key(n)); got != key(1) {
				t.Errorf("%s: post %d is a copy of %v", name, n, got)
			}
		}
	}
}

// TestMarkDirtyCorrectsWhatWasStored: originals found by another rule, or not
// written because of a crash, are computed again.
func TestMarkDirtyCorrectsWhatWasStored(t *testing.T) {
	a := Fingerprint("Northwind opens its third roastery in Lisbon this winter")
	x := NewIndex()
	x.Load(postAt(1, a), key(3))
	x.Load(postAt(2, a), social.Key{})
	x.Load(postAt(3, a), social.Key{})
	x.Load(postAt(4, a), key(9))
	x.MarkDirty(noon, noon.Add(time.Hour))
	var got []social.Key
	for _, ch := range x.Resolve() {
		got = append(got, ch.Key, ch.Original)
	}
	if want := []social.Key{key(1), {}, key(2), key(1), key(3), key(1), key(4), key(1)}; !slices.Equal(got, want) {
		t.Errorf("changes %v, want %v", got, want)
	}
}

// TestHotGroupsStayCheap: the number of comparisons of a lookup does not grow
// with the copies of one post, and the copies change to another original as fast
// as they are read.
func TestHotGroupsStayCheap(t *testing.T) {
	c := newCorpus(t, 9)
	a := Fingerprint(join(c.words(false), false))
	x := NewIndex()
	const n = 200_000
	for i := 1; i <= n; i++ {
		add(x, i, a)
	}
	originals := 0
	for at := x.originals[0][band(a, 0)]; at != none; at = x.posts[at].nextInBucket[0] {
		originals++
	}
	if originals != 1 {
		t.Errorf("%d posts are compared with", originals)
	}
	x.Upsert(postAt(0, a))
	if changed := len(x.Resolve()); changed != n {
		t.Errorf("%d copies come over to an earlier original, want %d", changed, n)
	}
	for i := range n {
		x.Delete(key(n-i), noon)
	}
	x.Resolve()
}
