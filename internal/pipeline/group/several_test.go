package group_test

import (
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/group"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

// TestSeveralProcessesGroupAsOne: analyzers on one stream, each of which gets some of the
// messages, and which act on the store in any order, come to the originals that one alone
// comes to, also where one of them dies after any act.
func TestSeveralProcessesGroupAsOne(t *testing.T) {
	copies := 0
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 11))
		s := &shelf{posts: map[social.Key]social.Fingerprint{}}
		opts := group.Options{
			Store: s, State: func(t time.Time) time.Time { return t }, Log: slog.New(slog.DiscardHandler),
			MostPosts: []int{5, 30, 0}[r.IntN(3)], MostBytes: []int64{1, 1000, 0}[r.IntN(3)],
		}
		entries := history(r)
		processes := newTurns(r, 2+r.IntN(3))
		s.yield = processes.yield
		var waiting []page
		for len(entries) > 0 {
			n := min(1+r.IntN(15), len(entries))
			waiting = append(waiting, page{entries[:n], false})
			entries = entries[n:]
		}
		processes.run(func() {
			g := group.New(opts)
			for len(waiting) > 0 {
				taken := waiting[0]
				waiting = waiting[1:]
				b := pipeline.Batch{Entries: slices.Clone(taken.entries)}
				var err error
				if b.Originals, err = g.Group(t.Context(), b.Entries, taken.repeated); err != nil {
					t.Error(err)
					return
				}
				if err := s.Regroup(t.Context(), write.LatestFirst(b.Originals)); err != nil {
					t.Error(err)
				}
				dies := r.IntN(10)
				if dies == 1 && replaces(s, taken.entries) {
					dies = 2 // see Settle
				}
				if dies > 0 {
					s.write(b.Entries)
				}
				if dies <= 1 { // before its posts are stored, or before these are settled
					waiting = append(waiting, page{taken.entries, true})
					g = group.New(opts)
					continue
				}
				if err := g.Settle(t.Context(), b.Entries, b.Originals); err != nil {
					t.Error(err)
				}
			}
		})
		s.yield = nil
		for k, original := range inTurn(s) {
			if original != (social.Key{}) {
				copies++
			}
			if got := s.posts[k].Original; got != original {
				t.Errorf("seed %d: %v is a copy of %v, want %v", seed, k, got, original)
			}
		}
	}
	t.Logf("%d copies", copies)
}

// replaces tells whether entries take the place of other states of their posts.
func replaces(s *shelf, entries []social.Entry) bool {
	seen := map[social.Key]bool{}
	return slices.ContainsFunc(entries, func(e social.Entry) bool {
		_, stored := s.posts[e.Post.Key()]
		again := seen[e.Post.Key()]
		seen[e.Post.Key()] = true
		return stored || again || e.Post.Deleted
	})
}

// page is a message of a stream.
type page struct {
	entries  []social.Entry
	repeated bool
}

// turns has several processes act one at a time, in an order drawn by chance.
type turns struct {
	r    *rand.Rand
	n    int
	mu   sync.Mutex
	wake *sync.Cond
	// at is whose turn it is, and ended who has ended.
	at    int
	ended map[int]bool
}

func newTurns(r *rand.Rand, n int) *turns {
	c := &turns{r: r, n: n, ended: map[int]bool{}}
	c.wake = sync.NewCond(&c.mu)
	return c
}

// run runs act in each process. Whatever these share is theirs from one yield to the next.
func (c *turns) run(act func()) {
	var all sync.WaitGroup
	for i := range c.n {
		all.Go(func() {
			c.mu.Lock()
			for c.at != i {
				c.wake.Wait()
			}
			c.mu.Unlock()
			act()
			c.mu.Lock()
			c.ended[i] = true
			c.pass()
			c.mu.Unlock()
		})
	}
	all.Wait()
}

// pass gives the turn to any process that has not ended.
func (c *turns) pass() {
	if len(c.ended) < c.n {
		for c.at = c.r.IntN(c.n); c.ended[c.at]; {
			c.at = c.r.IntN(c.n)
		}
	}
	c.wake.Broadcast()
}

// yield is called by the process whose turn it is.
func (c *turns) yield() {
	c.mu.Lock()
	defer c.mu.Unlock()
	own := c.at
	c.pass()
	for c.at != own {
		c.wake.Wait()
	}
}
