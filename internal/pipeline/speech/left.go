package speech

import (
	"context"
	"fmt"
)

// tooLong is a recording that what was left of the budget did not hold.
type tooLong struct {
	seconds int64
	// fetched tells that it was fetched to know.
	fetched bool
}

// hold notes that what is left of the budget does not hold a recording: shorter ones are asked
// about in its place.
func (w *Worker) hold(url string, r tooLong) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tooLong[url] = r
}

// unheld are the recordings that what is left of the budget still does not hold. On the next
// day there may be none. full tells that there are so many that no others are tried.
func (w *Worker) unheld(ctx context.Context) (urls []string, full bool, err error) {
	l, err := w.opts.Budget.ledger().Read(ctx)
	if err != nil {
		return nil, false, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	fetched := 0
	for url, r := range w.tooLong {
		if w.opts.Budget.over(l.Day, r.seconds) == "" {
			delete(w.tooLong, url)
			continue
		}
		if r.fetched {
			fetched++
		}
		urls = append(urls, url)
	}
	return urls, fetched >= mostTooLong || len(urls) >= mostPutOff, nil
}

// spent says which part of the budget is used up, or that so many recordings are longer than
// what is left of it that no others are tried.
func (w *Worker) spent(ctx context.Context) (string, error) {
	state, err := w.opts.Budget.State(ctx)
	if err != nil || state.Spent != "" {
		return state.Spent, err
	}
	unheld, full, err := w.unheld(ctx)
	if err != nil || !full {
		return "", err
	}
	return leftSays(len(unheld)), nil
}

// leftSays says that the budget holds some recordings no more.
func leftSays(recordings int) string {
	if recordings == 1 {
		return "what is left of the day does not hold a recording that is longer"
	}
	return fmt.Sprintf("what is left of the day does not hold %d recordings that are longer", recordings)
}
