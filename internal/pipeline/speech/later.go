package speech

import (
	"context"
	"time"

	"earshot/internal/social"
)

const (
	// mostPutOff bounds how many recordings are put off; of more the first to be due are asked
	// about.
	mostPutOff = 1000
	// firstRest and longestRest are how long a recording is put off that cannot be had now, at
	// first and at the most.
	firstRest   = time.Minute
	longestRest = 12 * time.Hour
)

// restsAfter are how long a recording is left alone after each answer about it that is of no
// use: it is given up after days, as what is out of order for hours is not at fault for them.
var restsAfter = [...]time.Duration{time.Hour, 12 * time.Hour, 36 * time.Hour}

// delay is how long a recording is put off.
type delay struct {
	until time.Time
	// wait is how long it was put off last that could not be had.
	wait time.Duration
	// stumbles counts how often the model failed at it.
	stumbles int
}

// put puts a recording off, behind all others. Only this process does: after a start nothing
// is put off.
func (w *Worker) put(url string, wait time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.putOff[url]
	d.until = time.Now().Add(wait)
	w.putOff[url] = d
	if len(w.putOff) > mostPutOff {
		w.drop()
	}
}

// putLonger puts a recording off for longer each time, and at least for least.
func (w *Worker) putLonger(url string, least time.Duration) {
	w.mu.Lock()
	d := w.putOff[url]
	d.wait = min(max(2*d.wait, firstRest), longestRest)
	w.putOff[url] = d
	w.mu.Unlock()
	w.put(url, max(d.wait, least))
}

// stumble counts that the model failed at a recording.
func (w *Worker) stumble(url string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.putOff[url]
	d.stumbles++
	w.putOff[url] = d
	return d.stumbles
}

// forget forgets that a recording was put off.
func (w *Worker) forget(url string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.putOff, url)
}

// drop forgets the recording that is due first.
func (w *Worker) drop() {
	first := ""
	for url, d := range w.putOff {
		if first == "" || d.until.Before(w.putOff[first].until) {
			first = url
		}
	}
	delete(w.putOff, first)
}

// leaves tells whether a recording that failed is to be left alone for longer, and puts it off.
func (w *Worker) leaves(known social.TranscriptAsk) bool {
	if !w.failedHere(known) || known.Attempts < 1 {
		return false
	}
	left := known.At.Add(restsAfter[min(known.Attempts, len(restsAfter))-1]).Sub(w.opts.Budget.Now())
	if left > 0 {
		w.put(known.URL, left)
	}
	return left > 0
}

// failedHere tells whether a recording failed with what hears now.
func (w *Worker) failedHere(known social.TranscriptAsk) bool {
	return known.Step == social.TranscriptFailed && known.Model == w.opts.Budget.Hearer
}

// skipped are the recordings that are not to be asked about now.
func (w *Worker) skipped(ctx context.Context) ([]string, error) {
	urls, _, err := w.unheld(ctx)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for url, d := range w.putOff {
		if time.Until(d.until) > 0 {
			urls = append(urls, url)
		}
	}
	return urls, nil
}

// untilDue is how long no recording is due that was put off, at most longest.
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
