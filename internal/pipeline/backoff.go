package pipeline

import (
	"sync"
	"time"
)

const (
	// FirstRest and LongestRest are how long a model that cannot be asked is left
	// alone, at first and at the most where it does not say how long itself.
	FirstRest   = 2 * time.Second
	LongestRest = 10 * time.Minute
	// LongestAsked is the longest time it can ask for.
	LongestAsked = time.Hour
	// DownFaults in a row, or a rest of downRest, mean that a crawl does not wait
	// for the model.
	DownFaults = 3
	downRest   = 10 * time.Second
	// WorthlessRow is how many answers in a row may be worthless
	// before it is the model that is thought to be unfit, not what it was asked about.
	WorthlessRow = 5
)

// Backoff is when a model may be asked again. It is safe for concurrent use.
type Backoff struct {
	Now func() time.Time
	// First is how long the first rest is.
	First time.Duration

	mu        sync.Mutex
	until     time.Time
	faults    int
	worthless int
	why       string
}

// Answered notes a good answer.
func (b *Backoff) Answered() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults, b.worthless, b.until, b.why = 0, 0, time.Time{}, ""
}

// Worthless notes a worthless answer, and tells whether there were so many in a
// row that the model is at fault.
func (b *Backoff) Worthless() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.worthless++
	return b.worthless > WorthlessRow
}

// Fault notes that the model cannot be asked, because of err, and that the server
// wants to be left alone for asked; 0 where it does not say. It returns how long
// the model rests. Faults of requests that were under way together are one.
func (b *Backoff) Fault(err error, asked time.Duration) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.Now()
	if wait := b.until.Sub(now); wait > 0 {
		return wait
	}
	b.faults++
	wait := min(b.First<<min(b.faults-1, 10), LongestRest)
	wait = max(wait, min(asked, LongestAsked))
	b.until, b.why = now.Add(wait), err.Error()
	return wait
}

// Ailing tells whether the model could not be asked last, so that one question is
// enough to see whether it is well again.
func (b *Backoff) Ailing() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.faults > 0
}

// Left is how long the model is still to rest.
func (b *Backoff) Left() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return max(0, b.until.Sub(b.Now()))
}

// Down tells whether there is no use in waiting for the model, and why.
func (b *Backoff) Down() (why string, down bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	left := b.until.Sub(b.Now())
	return b.why, left > 0 && (b.faults >= DownFaults || left > downRest)
}
