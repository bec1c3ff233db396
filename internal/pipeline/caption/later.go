package caption

import (
	"earshot/internal/pipeline/claim"
	"slices"
	"time"
)

// mostPutOff bounds how many pictures are put off; of more the first to be due are asked.
const mostPutOff = 1000

// delay is how long a picture is put off.
type delay struct {
	until time.Time
	times int
	// claimed is when another process was first found to ask about it; zero where none was.
	claimed time.Time
}

// put puts a picture off, behind all others, and tells how often it was. Only this process
// does: after a start nothing is put off.
func (w *Worker) put(sha string, wait time.Duration) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.putOff[sha]
	if d == nil {
		d = &delay{}
		w.putOff[sha] = d
	}
	d.until = time.Now().Add(wait)
	d.times++
	if len(w.putOff) > mostPutOff {
		w.drop()
	}
	return d.times
}

// leave leaves a picture to another process for a while.
func (w *Worker) leave(sha string) {
	w.put(sha, claim.Renewal)
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.putOff[sha]; d != nil && d.claimed.IsZero() {
		d.claimed = time.Now()
	}
}

// take takes a picture back that was left to another process.
func (w *Worker) take(sha string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.putOff[sha]; d != nil {
		d.claimed = time.Time{}
	}
}

// left are the pictures that were left to others no longer ago than a claim lives: so long
// they are waited for.
func (w *Worker) left() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var shas []string
	for sha, d := range w.putOff {
		if !d.claimed.IsZero() && time.Since(d.claimed) < claim.Life {
			shas = append(shas, sha)
		}
	}
	return shas
}

// drop forgets the picture that is due first.
func (w *Worker) drop() {
	first := ""
	for sha, d := range w.putOff {
		if first == "" || d.until.Before(w.putOff[first].until) {
			first = sha
		}
	}
	delete(w.putOff, first)
}

func (w *Worker) forget(sha string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.putOff, sha)
}

// skipped are the pictures that are put off now.
func (w *Worker) skipped() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var shas []string
	for sha, d := range w.putOff {
		if time.Until(d.until) > 0 {
			shas = append(shas, sha)
		}
	}
	slices.Sort(shas)
	return shas
}

// untilDue is how long no picture is due that was put off, at most longest.
func (w *Worker) untilDue(longest time.Duration) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range w.putOff {
		if left := time.Until(d.until); left > 0 {
			longest = min(longest, left)
		}
	}
	return longest
}
