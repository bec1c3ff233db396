package component

// Learning is what was learned from people's judgements.
type Learning struct {
	// Lines say which model is in use, what came of the last learning and how the model
	// did on the guard set.
	Lines []string
	// When is when it was; zero for never.
	When           Moment
	Correctors     []Corrector
	Contradictions []Contradiction
}

// Corrector is a row of the table of those who judged posts.
type Corrector struct {
	Name, Judgements, Confirmed, Contradicted, AgainstPlain, Learned string
	// Why says why nothing is learned from these judgements; empty where they are.
	Why string
}

// Contradiction is a text that was judged differently.
type Contradiction struct {
	Text, Kept string
	Given      []Given
}

// Given is a judgement of a post, Href its page.
type Given struct {
	By, Label, Href string
	Tone            Tone
}
