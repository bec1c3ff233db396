package social

import "time"

// Correction is a person's judgement of a post's sentiment: another than the model's,
// or the same one, confirmed.
type Correction struct {
	Key Key
	// Brand is the brand whose mention was judged; empty for the post as a whole and
	// every mention that has no correction of its own.
	Brand string
	// Label is what the person said; Unknown takes an earlier correction back.
	Label Label
	// Confirmed says that the person was shown Label and called it right.
	Confirmed bool
	// By is the name of who gave it, as stated; empty where it is not known.
	By string
	// At is when it was given; zero for one that is being given now.
	At time.Time
	// Earlier are the corrections that stood before it, oldest first. They have none
	// themselves.
	Earlier []Correction
}

// MaxCorrector is the longest Correction.By, in bytes.
const MaxCorrector = 100
