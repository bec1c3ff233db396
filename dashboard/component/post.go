package component

// Post is a post in a list or on its own page.
type Post struct {
	Href     string
	Platform Platform
	Author   string
	// AuthorURL is the author's page on the platform; empty when unknown.
	AuthorURL string
	Source    string
	When      Moment
	Edited    Moment
	Title     []Span
	Text      []Span
	// Cut tells that Text is shortened.
	Cut        bool
	Engagement []Count
	Sentiment  Sentiment
	Pictures   []Picture
	Brands     []Option
	Language   string
	// Original is the page on the platform; empty when it is not a web address.
	Original string
	Answers  bool
	Tags     []Option
	// Copies leads to the near copies of the post, CopyOf to the post it is a
	// near copy of; without a name there are none.
	Copies, CopyOf Option
	Spam           Spam
	// Readings are what else is read in the post.
	Readings []Reading
}

// Spam is how much a post looks like spam.
type Spam struct {
	// Likely tells that the post can be hidden as spam.
	Likely bool
	// Score is the score as text; empty where nothing speaks for spam.
	Score   string
	Reasons []string
}

// Reading is one kind of thing read in a post, such as its aspects.
type Reading struct {
	Name   string
	Values []ReadValue
}

// ReadValue is one thing read in a post; Sure is its probability as text.
type ReadValue struct {
	Name, Href string
	Tone       Tone
	Sure       string
}

// Span is a piece of text; Mark tells that it is what the query looked for.
type Span struct {
	Text string
	Mark bool
}

// Count is one kind of engagement; unknown ones have Known false.
type Count struct {
	Name, Value, Exact string
	Known              bool
}

// Sentiment is how a post was judged.
type Sentiment struct {
	Name string
	Tone Tone
	// Sure is the probability of the judgement as text.
	Sure string
	// Shares are the three probabilities, most positive first.
	Shares []Probability
	// Opinion is a second opinion; without a text there is none.
	Opinion Opinion
	Why     []Reason
	// Corrected tells that a person gave the judgement.
	Corrected bool
	// Correct is the address that takes another judgement; empty where none can
	// be given. Choices are what it takes.
	Correct string
	Choices []Option
}

// Known tells whether the post was judged at all.
func (s Sentiment) Known() bool { return s.Tone != Plain }

// Opinion is what a language model was asked beside the built-in one.
type Opinion struct {
	// Text says what both say and which counts.
	Text string
	// Quote is the passage of the post that Model goes by; empty for none.
	Quote, Model string
}

// Probability is the probability of one class.
type Probability struct {
	Name    string
	Tone    Tone
	Percent string
	Width   float64
}

// Reason is a word that weighed in the judgement.
type Reason struct {
	Text, Weight string
	Tone         Tone
	// Width is the bar in percent of the heaviest.
	Width float64
}

// Picture is a picture with what is known of it.
type Picture struct {
	// Src is the thumbnail and Full the original, both served by the
	// dashboard; empty when the picture is not stored.
	Src, Full     string
	Width, Height int
	// Alt describes the picture to those who cannot see it.
	Alt     string
	Caption string
	// From says where the caption comes from.
	From string
	// Read is the text read in the picture.
	Read string
	Tags []string
	// Missing says in a sentence why there is no picture to show.
	Missing string
	// Of the post that shows it.
	Href      string
	Platform  Platform
	Author    string
	When      Moment
	Sentiment Sentiment
}
