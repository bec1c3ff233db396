package spam

import (
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"time"

	"earshot/internal/social"
)

const (
	// maxAuthors bounds the authors remembered: half of them are those written
	// by last, and 24 MB the most they take.
	maxAuthors = 60_000
	// recent is how many of an author's latest posts are remembered.
	recent = 16

	// burst is how short a time an author's recent posts fill at the least.
	burst = 15 * time.Minute
	// steady is the variation of the pauses between posts, as a share of their
	// mean, below which they are a machine's.
	steady = 0.03
	// minPause is the mean pause below which posts are a thread, not a rhythm.
	minPause = time.Minute
	// minCopies is how often an author says the same before it tells something.
	minCopies = 3
)

// Authors remembers what authors published last, and adds to the judgement of a
// post what its author's other posts say: the same text again, more posts than
// a person writes, pauses as even as a machine's. It goes by the times the
// platforms give and by what it was shown before, so it says nothing of the
// first posts after a start. It belongs to one goroutine.
type AuthorHistory struct {
	// young and old are generations: when young is full it becomes old, and the
	// authors who write again are young again.
	young, old map[uint64]*author
	seed       maphash.Seed
}

// author is a ring of the latest posts shown.
type author struct {
	posts [recent]published
	n     int
}

type published struct {
	id, fingerprint uint64
	at              int64 // in seconds since 1970
}

// NewAuthors returns an empty memory.
func NewAuthorHistory() *AuthorHistory {
	return &AuthorHistory{young: map[uint64]*author{}, seed: maphash.MakeSeed()}
}

// Judge adds to s, the judgement of p by its text. fingerprint is that of
// package neardup. A post shown again is counted once.
func (m *AuthorHistory) Score(p social.Post, fingerprint uint64, s social.Spam) social.Spam {
	label := p.Author.Label()
	if label == "" || p.Deleted {
		return s
	}
	a := m.author(maphash.String(m.seed, p.Platform+"\x00"+label))
	a.note(published{id: maphash.String(m.seed, p.ID), fingerprint: fingerprint, at: p.CreatedAt.Unix()})
	if n := a.copies(fingerprint); n >= minCopies {
		s = AddReason(s, min(0.65, 0.2+0.1*float32(n-minCopies)), fmt.Sprintf("its author said this %d times", n))
	}
	mean, variation := a.pauses()
	switch span := mean * (recent - 1); {
	case a.n < recent:
	case span <= burst:
		s = AddReason(s, 0.35, fmt.Sprintf("one of %d posts within %d minutes", recent, int(math.Ceil(span.Minutes()))))
	case variation < steady && mean >= minPause:
		s = AddReason(s, 0.2, fmt.Sprintf("its author posts every %d minutes, as a clock does", int(math.Round(mean.Minutes()))))
	}
	return s
}

func (m *AuthorHistory) author(key uint64) *author {
	a := m.young[key]
	if a != nil {
		return a
	}
	if a = m.old[key]; a == nil {
		a = &author{}
	}
	if len(m.young) >= maxAuthors/2 {
		m.old, m.young = m.young, map[uint64]*author{}
	}
	m.young[key] = a
	return a
}

// note keeps the latest posts, each once.
func (a *author) note(p published) {
	for i := range min(a.n, recent) {
		if a.posts[i].id == p.id {
			a.posts[i] = p
			return
		}
	}
	if a.n < recent {
		a.posts[a.n] = p
		a.n++
		return
	}
	oldest := 0
	for i := range a.posts {
		if a.posts[i].at < a.posts[oldest].at {
			oldest = i
		}
	}
	if p.at >= a.posts[oldest].at {
		a.posts[oldest] = p
	}
}

// copies counts the posts of a fingerprint, 0 where there is none.
func (a *author) copies(fingerprint uint64) int {
	n := 0
	for _, p := range a.posts[:a.n] {
		if fingerprint != 0 && p.fingerprint == fingerprint {
			n++
		}
	}
	return n
}

// pauses are the mean pause between an author's posts and how much pauses vary
// as a share of it (the coefficient of variation).
func (a *author) pauses() (mean time.Duration, variation float64) {
	var times []int64
	for _, p := range a.posts[:a.n] {
		times = append(times, p.at)
	}
	if len(times) < 2 {
		return 0, 0
	}
	slices.Sort(times)
	n := float64(len(times) - 1)
	average := float64(times[len(times)-1]-times[0]) / n
	var squares float64
	for i := 1; i < len(times); i++ {
		d := float64(times[i]-times[i-1]) - average
		squares += d * d
	}
	if average == 0 {
		return 0, 0
	}
	return time.Duration(average * float64(time.Second)), math.Sqrt(squares/n) / average
}
