package social

import "time"

// SourceIdle names a time in which Earshot did not crawl at all. A run is never
// in this state.
const SourceIdle SourceState = "idle"

// Gap is a time in which a source was not read, so that posts may be missing:
// from the last run before that got an answer to the first one after, or to now.
type Gap struct {
	Source   string
	Platform string
	// State is how the runs in between failed, the last of them, or SourceIdle
	// where there were none.
	State    SourceState
	From, To time.Time
}
