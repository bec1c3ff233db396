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
	// Cut reports that Text is shortened.
	Cut        bool
	Engagement []Count
	// Sentiment is that toward the brand in view, or of the post as a whole. Toward are
	// those toward brands of which the post says something else, on its own page.
	Sentiment Sentiment
	Toward    []Sentiment
	Pictures  []Picture
	// Transcripts are what is said in its sound and video, which Recordings are.
	Transcripts []Transcript
	Recordings  []Option
	Brands      []Option
	Language    string
	// Original is the page on the platform; empty when it is not a web address.
	Original string
	Answers  bool
	Tags     []Option
	// Copies links to the near copies of the post, CopyOf to the post of which it
	// is one. An empty Name is no link.
	Copies, CopyOf Option
	// Counted is the state of Copies on the post's own page.
	Counted State
	Spam    Spam
	// Readings are what the analyzers read in the post beyond sentiment.
	Readings []Reading
	// Places are where the post was read, if at several, PlaceCount how many.
	Places     []Place
	PlaceCount string
}

// Place is where a post was read: on which platform, by which source.
type Place struct {
	Platform Platform
	Source   string
	// Href is its address there; empty when it is not a web address.
	Href string
	Seen Moment
}

// Spam is how much a post looks like spam.
type Spam struct {
	// Likely reports that the post counts as spam and can be hidden.
	Likely bool
	// Score is the score as text; empty for zero.
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

// Span is a piece of text; Mark reports that a query looked for it.
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
	// Sure is how certain the judgement is, as text; where that is not enough, what it
	// leans to.
	Sure string
	// Toward is the brand that it is toward, empty for the post as a whole. Whole is
	// the post's, where that is another.
	Toward string
	Whole  Verdict
	// Shares are the three probabilities, most positive first.
	Shares []Probability
	// Opinion is a second opinion; none when its Text is empty.
	Opinion Opinion
	// Evidence is what the kinds of evidence say; none when its Text is empty.
	Evidence Evidence
	Why      []Reason
	// Corrected reports that a person set the sentiment.
	Corrected bool
	// Correct is the address that a correction is posted to, empty when corrections
	// are not stored. Choices are its values.
	Correct string
	Choices []Option
	// Confirm is the model's label, which can be called right; empty where a person judged.
	Confirm string
	// Copies offers to pass the judgement on to the copies of the post; none where its
	// Name is empty. Its Href is the address to post to, its Value the label. Passed says
	// to how many it was passed on. Counted is the state of Copies.
	Copies  Option
	Counted State
	Passed  string
	// Back is the page to return to.
	Back string
	// Corrector is the name under which judgements are given.
	Corrector string
}

// Verdict is a class of sentiment on its own; none when its Name is empty.
type Verdict struct {
	Name string
	Tone Tone
}

// Known reports whether the post was judged at all.
func (s Sentiment) Known() bool { return s.Tone != Plain }

// Opinion is the second opinion of a language model on the sentiment of a post.
type Opinion struct {
	// Text states both judgements and which one counts.
	Text string
	// Quote is the passage of the post that Model bases its judgement on; empty for
	// none.
	Quote, Model string
}

// Evidence is what each kind of evidence says of the sentiment of a post.
type Evidence struct {
	// Text says which won, and by which rule.
	Text  string
	Moods []Mood
}

// Mood is what one kind of evidence says, and what shows it.
type Mood struct {
	Of, Name string
	Tone     Tone
	Why      string
	Won      bool
}

// Probability is the probability of one class.
type Probability struct {
	Name    string
	Tone    Tone
	Percent string
	Width   float64
}

// Reason is a word that influenced the judgement.
type Reason struct {
	Text, Weight string
	Tone         Tone
	// Width is the bar in percent of the strongest reason.
	Width float64
}

// Picture is a picture with its description.
type Picture struct {
	// Src is the thumbnail and Full the original, both served by the
	// dashboard; empty when the picture is not stored.
	Src, Full     string
	Width, Height int
	// Alt describes the picture to those who cannot see it.
	Alt     string
	Caption string
	// From names the source of the caption.
	From string
	// Read is the text recognised in the picture.
	Read string
	Tags []string
	// Marks are the logos found in it.
	Marks []Found
	// Sightings are where the picture names brands.
	Sightings []Sighting
	// Missing says in a sentence why there is no picture to show.
	Missing string
	// Reduced says in a sentence that only a thumbnail is kept; empty where the original is.
	Reduced string
	// Seen says how often and where a family of pictures is shown; empty for one picture.
	Seen string
	// Change is that of the posts that show it, where it rises.
	Change Change
	// The post that shows the picture:
	Href      string
	Platform  Platform
	Author    string
	When      Moment
	Sentiment Sentiment
}

// Sighting is where a picture names a brand.
type Sighting struct {
	// Brand is named by What, in words: "“NORTHWIND” (text, 93% sure)".
	Brand, What string
	// X, Y, W and H are its place in thousandths of the picture, all 0 where it is not known.
	X, Y, W, H int
	// Perhaps: it does not count as a mention.
	Perhaps bool
}

// Placed tells whether the place is known.
func (s Sighting) Placed() bool { return s.W > 0 && s.H > 0 }
