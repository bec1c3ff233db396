package social

// Label is the sentiment class of a text.
type Label string

const (
	// Unknown is the label of a post that has no text to judge. It is counted
	// as a mention and in none of the three classes.
	Unknown  Label = ""
	Negative Label = "negative"
	Neutral  Label = "neutral"
	Positive Label = "positive"
)

// Sentiment is a label with the probability of each class. The three sum to 1,
// or are all 0 when Label is Unknown.
type Sentiment struct {
	Label    Label   `json:"label"`
	Negative float32 `json:"negative"`
	Neutral  float32 `json:"neutral"`
	Positive float32 `json:"positive"`
	// Why lists the words and signs that weighed most, in the post's own spelling.
	Why []Reason `json:"why,omitempty"`
}

// Certainty is the probability of the label given; 0 when Unknown.
func (s Sentiment) Certainty() float32 {
	switch s.Label {
	case Negative:
		return s.Negative
	case Neutral:
		return s.Neutral
	case Positive:
		return s.Positive
	default:
		return 0
	}
}

// Reason is one piece of a text and how far it moved the judgement: above 0
// towards positive, below 0 towards negative.
type Reason struct {
	Text   string  `json:"text"`
	Weight float32 `json:"weight"`
}

// Analysis is what the analyzers say of one post. It never changes the post.
type Analysis struct {
	// Language is an ISO 639-1 code, or "und" where it cannot be told.
	Language  string    `json:"language"`
	Sentiment Sentiment `json:"sentiment"`
	// Keywords are the post's salient words and phrases, most salient first.
	Keywords []string `json:"keywords"`
	// Hashtags are folded to lower case, without the leading '#'.
	Hashtags []string `json:"hashtags"`
	// Brands are the names of the brands whose query the post matches.
	Brands []string `json:"brands"`
	// Version names the analyzers and models that made this analysis.
	Version string `json:"version"`
}
