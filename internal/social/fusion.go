package social

// Mood is what one kind of evidence says of a post's sentiment.
type Mood struct {
	// Of is "words", "picture", "written" (text in a picture) or "voice".
	Of string `json:"of"`
	// Class is what it says: a Label that counts, Unsure, or Unknown for nothing.
	Class Label `json:"class"`
	// Why says what shows it, such as a vision model's reason, in its words.
	Why string `json:"why,omitempty"`
}

// Fusion is what the evidence of a post's sentiment says together.
type Fusion struct {
	// Class is what the evidence says that wins, and Won which that is.
	Class Label  `json:"class"`
	Won   string `json:"won"`
	// Rule is the rule by which it wins, of this version of the rules.
	Rule    string `json:"rule"`
	Version string `json:"version"`
	// Moods are the kinds of evidence that there are, the words first.
	Moods []Mood `json:"moods"`
	// Disagree: two of them say different things.
	Disagree bool `json:"disagree"`
}
