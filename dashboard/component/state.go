package component

import "cmp"

// State is whether the content of a panel can be drawn. The zero State is ready.
type State struct {
	// Load is the address of the panel when its data was not there in time:
	// the panel is drawn as a skeleton that fetches itself.
	Load string
	// Waiting says why it was not there, where that is known.
	Waiting string
	// Again is the address from which a panel with a Fault that passes by itself is
	// fetched after a while.
	Again string
	// Fault says what went wrong, with a way to try again.
	Fault *Note
}

// Ready reports whether the content of the panel can be drawn.
func (s State) Ready() bool { return s.Load == "" && s.Fault == nil }

// address is that from which what is not ready is fetched; empty where that is of no use.
func (s State) address() string { return cmp.Or(s.Load, s.Again) }
