package social

// Correction is the sentiment a person gave in place of the model's.
type Correction struct {
	Key Key
	// Brand is the brand whose mention was judged; empty for the post as a whole and
	// every mention that has no correction of its own.
	Brand string
	// Label is what the person said; Unknown takes an earlier correction back.
	Label Label
}
