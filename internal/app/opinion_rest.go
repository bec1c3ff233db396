package app

import (
	"sync"
	"time"

	"earshot/analyzer/llm"
)

const (
	// restFirst and restMost are how long a model that cannot be asked is left
	// alone, at first and at the most where it does not say how long itself.
	restFirst = 2 * time.Second
	restMost  = 10 * time.Minute
	// restAsked is the longest time it can ask for.
	restAsked = time.Hour
	// restFaults in a row, or a rest of restLong, mean that a crawl does not wait
	// for the model.
	restFaults = 3
	restLong   = 10 * time.Second
	// worthlessRow is how many posts in a row may have their opinions discarded
	// before it is the model that is thought to be unfit, not the answers.
	worthlessRow = 5
)

// rest is when a model may be asked again.
type rest struct {
	now func() time.Time
	// first is how long the first rest is.
	first time.Duration

	mu        sync.Mutex
	until     time.Time
	faults    int
	worthless int
	why       string
}

// answered notes a good answer.
func (r *rest) answered() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults, r.worthless, r.until, r.why = 0, 0, time.Time{}, ""
}

// unfit notes a worthless answer, and tells whether there were so many in a row
// that the model is at fault.
func (r *rest) unfit() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.worthless++
	return r.worthless > worthlessRow
}

// fault notes that the model cannot be asked, and returns how long it rests.
// Faults of requests that were under way together are one.
func (r *rest) fault(err error) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	if wait := r.until.Sub(now); wait > 0 {
		return wait
	}
	r.faults++
	wait := min(r.first<<min(r.faults-1, 10), restMost)
	wait = max(wait, min(llm.RetryAfter(err), restAsked))
	r.until, r.why = now.Add(wait), err.Error()
	return wait
}

// ailing tells whether the model could not be asked last, so that one question is
// enough to see whether it is well again.
func (r *rest) ailing() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.faults > 0
}

// left is how long the model is still to rest.
func (r *rest) left() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return max(0, r.until.Sub(r.now()))
}

// down tells whether there is no use in waiting for the model, and why.
func (r *rest) down() (why string, down bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	left := r.until.Sub(r.now())
	return r.why, left > 0 && (r.faults >= restFaults || left > restLong)
}
