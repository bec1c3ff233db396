package social

import "time"

// Learning is what the sentiment model has learned from people's judgements.
type Learning struct {
	// InUse is the name of the model in use, Shipped whether it is the one that comes
	// with Earshot.
	InUse   string
	Shipped bool
	// At is when a model last learned; zero for never. All below is of then.
	At time.Time
	// Model is the name of the model that learned. Learned is how many judgements it
	// learned from, Confirmed how many of them called the label right; LeftOut are not
	// learned from.
	Model                       string
	Learned, Confirmed, LeftOut int
	// TookOver tells whether it was put into use, Why for or against.
	TookOver bool
	Why      string
	// Guard says how it did on the guard set, sentences for readers.
	Guard []string
	// Correctors are those who judged, Contradictions what was judged differently.
	Correctors     []Corrector
	Contradictions []Contradiction
}

// Corrector is somebody who judged posts.
type Corrector struct {
	// By is empty for all who gave no name.
	By string
	// Judgements is how many there are; Confirmed call the label right, Contradicted are
	// contradicted, AgainstPlain are not what plain words say, Learned are learned from.
	Judgements, Confirmed, Contradicted, AgainstPlain, Learned int
	// LeftOut says that none is learned from; Why is the reason.
	LeftOut bool
	Why     string
}

// Contradiction is a text that was judged differently.
type Contradiction struct {
	Text string
	// Given are the judgements, those that no longer stand too.
	Given []Correction
	// Kept is the label that is learned; Unknown for none.
	Kept Label
}
