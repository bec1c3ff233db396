// Package unwritten keeps answers of models that were paid for and could not be written yet.
package unwritten

import "sync"

// Answers are kept by what was asked about. The zero value is ready.
type Answers[T any] struct {
	mu   sync.Mutex
	kept map[string]entry[T]
}

type entry[T any] struct {
	answer T
	// release ends the claim: until then no other process is to ask about the same.
	release func()
}

// Keep keeps an answer in the place of an earlier one.
func (a *Answers[T]) Keep(key string, answer T) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil {
		a.kept = map[string]entry[T]{}
	}
	a.kept[key] = entry[T]{answer: answer}
}

// Settle ends a claim now, or when the answer that is kept is let go of.
func (a *Answers[T]) Settle(key string, release func()) {
	a.mu.Lock()
	e, ok := a.kept[key]
	if ok {
		e.release = release
		a.kept[key] = e
	}
	a.mu.Unlock()
	if !ok {
		release()
	}
}

// All are the answers that are kept.
func (a *Answers[T]) All() []T {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := make([]T, 0, len(a.kept))
	for _, e := range a.kept {
		all = append(all, e.answer)
	}
	return all
}

// Any tells whether one is kept.
func (a *Answers[T]) Any() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.kept) > 0
}

// LetGo keeps an answer no longer, and ends the claim.
func (a *Answers[T]) LetGo(key string) {
	a.mu.Lock()
	e := a.kept[key]
	delete(a.kept, key)
	a.mu.Unlock()
	if e.release != nil {
		e.release()
	}
}

// LetAllGo is LetGo of every answer.
func (a *Answers[T]) LetAllGo() {
	a.mu.Lock()
	was := a.kept
	a.kept = nil
	a.mu.Unlock()
	for _, e := range was {
		if e.release != nil {
			e.release()
		}
	}
}
