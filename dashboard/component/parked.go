package component

// Parked is a message that could not be worked on.
type Parked struct {
	ID string
	// What it holds, of which source, and why it failed.
	What, Source, Error string
	// Attempts is a text: "5 attempts".
	Attempts          string
	Since             Moment
	RetryURL, DropURL string
}
