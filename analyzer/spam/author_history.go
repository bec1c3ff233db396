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
	// maxAuthors is the most authors kept, about 24 MB. At least half as many of
	// those who posted last are always kept.
	maxAuthors = 60_000
	// historySize is the number of an author's latest posts that are kept.
	historySize = 16

	// burstSpan is the time within which historySize posts are a burst.
	burstSpan = 15 * time.Minute
	// maxVariation is the coefficient of variation of the intervals between
	// posts below which they are taken for scheduled.
	maxVariation = 0.03
	// minInterval is the mean interval below which posts are taken for a thread,
	// not for a schedule.
	minInterval = time.Minute
	// minCopies is how often an author must post the same text before it counts.
	minCopies = 3
)

// AuthorHistory keeps the latest posts of authors and adds evidence from them to
// the score of a post: the same text posted repeatedly, bursts, and regular
// intervals. It uses the times given by the platforms and only the posts scored
// before, so it adds nothing for the first posts after a start. It is not safe
// for concurrent use.
type AuthorHistory struct {
	// current and previous are generations of a cache: when current is full it
	// becomes previous, and authors who post again move to current.
	current, previous map[uint64]*author
	seed              maphash.Seed
}

// author is a ring buffer of an author's latest posts.
type author struct {
	posts [historySize]postRecord
	n     int
}

type postRecord struct {
	id, fingerprint uint64
	at              int64 // in seconds since 1970
}

// NewAuthorHistory returns an empty history.
func NewAuthorHistory() *AuthorHistory {
	return &AuthorHistory{current: map[uint64]*author{}, seed: maphash.MakeSeed()}
}

// Score adds to s, the score of p by its text, the evidence of the author's
// other posts, and records p. fingerprint is that of package neardup. A post
// scored again counts once.
func (m *AuthorHistory) Score(p social.Post, fingerprint uint64, s social.Spam) social.Spam {
	label := p.Author.Label()
	if label == "" || p.Deleted {
		return s
	}
	a := m.author(maphash.String(m.seed, p.Platform+"\x00"+label))
	a.record(postRecord{id: maphash.String(m.seed, p.ID), fingerprint: fingerprint, at: p.CreatedAt.Unix()})
	if n := a.copies(fingerprint); n >= minCopies {
		s = AddReason(s, min(0.65, 0.2+0.1*float32(n-minCopies)), fmt.Sprintf("its author said this %d times", n))
	}
	mean, variation := a.intervals()
	switch span := mean * (historySize - 1); {
	case a.n < historySize:
	case span <= burstSpan:
		s = AddReason(s, 0.35, fmt.Sprintf("one of %d posts within %d minutes", historySize, int(math.Ceil(span.Minutes()))))
	case variation < maxVariation && mean >= minInterval:
		s = AddReason(s, 0.2, fmt.Sprintf("its author posts every %d minutes, as a clock does", int(math.Round(mean.Minutes()))))
	}
	return s
}

func (m *AuthorHistory) author(key uint64) *author {
	a := m.current[key]
	if a != nil {
		return a
	}
	if a = m.previous[key]; a == nil {
		a = &author{}
	}
	if len(m.current) >= maxAuthors/2 {
		m.previous, m.current = m.current, map[uint64]*author{}
	}
	m.current[key] = a
	return a
}

// record adds a post, replaces its earlier record, or replaces the oldest post.
func (a *author) record(p postRecord) {
	for i := range min(a.n, historySize) {
		if a.posts[i].id == p.id {
			a.posts[i] = p
			return
		}
	}
	if a.n < historySize {
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

// copies counts the posts with a fingerprint; 0 for fingerprint 0.
func (a *author) copies(fingerprint uint64) int {
	n := 0
	for _, p := range a.posts[:a.n] {
		if fingerprint != 0 && p.fingerprint == fingerprint {
			n++
		}
	}
	return n
}

// intervals returns the mean interval between an author's posts and its
// coefficient of variation.
func (a *author) intervals() (mean time.Duration, variation float64) {
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
