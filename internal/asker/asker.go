// Package asker says for whom something is asked of the storage, so that readers share
// it fairly and nothing of theirs waits behind the program's own work. It travels in the
// context of a call.
package asker

import "context"

// Kind is how urgent a question is, and what an answer to it may be.
type Kind int

const (
	// Work is the program's own work on posts as they come, and whatever says nothing
	// else: it waits for nobody, and is answered from what is stored in that moment.
	Work Kind = iota
	// Page is a reader who waits for a page. Identical questions share an answer.
	Page
	// File is a reader who waits for a file of any length; pages go first.
	File
	// Background is work that nobody waits for; pages go first.
	Background
)

// Asker is for whom something is asked.
type Asker struct {
	Kind Kind
	// Reader tells readers apart: an address, or a session. Turns go round by readers.
	// What a reader changes, as Work, all readers see at once.
	Reader string
}

type key struct{}

// With returns ctx for calls on behalf of a.
func With(ctx context.Context, a Asker) context.Context { return context.WithValue(ctx, key{}, a) }

// Of is for whom ctx was made; the program's own work where nothing was said.
func Of(ctx context.Context) Asker {
	a, _ := ctx.Value(key{}).(Asker)
	return a
}
