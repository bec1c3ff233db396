package component

// State is how far the data of a panel has come. The zero State is ready.
type State struct {
	// Load is the address of the panel when its data was not there in time:
	// the panel is drawn as a skeleton that fetches itself.
	Load string
	// Fault says what went wrong, with a way to try again.
	Fault *Note
}

// Ready tells whether the panel's content can be drawn.
func (s State) Ready() bool { return s.Load == "" && s.Fault == nil }
