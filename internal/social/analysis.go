package social

import "slices"

// Label is the sentiment class of a text.
type Label string

const (
	// Unknown is the label of a post that has no text to judge. It is counted
	// as a mention and in none of the three classes.
	Unknown  Label = ""
	Negative Label = "negative"
	Neutral  Label = "neutral"
	Positive Label = "positive"
	// Unsure is the class of a judgement whose label is too uncertain to be
	// counted as one of the three; see Sentiment.Class. No Sentiment has it as
	// its Label.
	Unsure Label = "unsure"
)

// Sentiment is a label with the probability of each class. The three sum to 1,
// or are all 0 when Label is Unknown.
type Sentiment struct {
	Label    Label   `json:"label"`
	Negative float32 `json:"negative"`
	Neutral  float32 `json:"neutral"`
	Positive float32 `json:"positive"`
	// Sure says that a label is certain enough to be counted as what it says.
	Sure bool `json:"sure"`
	// SureFrom is the least certainty at which the model calls a judgement of such a
	// text sure; 0 where that is not known, and every one is.
	SureFrom float32 `json:"sure_from,omitempty"`
	// Corrected says that a person gave the label, whose probability is then 1.
	Corrected bool `json:"corrected,omitempty"`
	// Confirmed says of a Corrected one that it is what was judged without the person.
	Confirmed bool `json:"confirmed,omitempty"`
	// Opinion is the second opinion of a language model, nil for none. It
	// counts in the label and the probabilities unless a person gave these.
	Opinion *Opinion `json:"opinion,omitempty"`
	// Why lists the words and signs that weighed most, in the post's own spelling.
	Why []Reason `json:"why,omitempty"`
}

// Class is the class that figures, filters and charts count the judgement in: its
// label where that is sure, Unsure where it is not, and Unknown for no judgement.
func (s Sentiment) Class() Label {
	if s.Label == Unknown || s.Sure {
		return s.Label
	}
	return Unsure
}

// Classes are what Class can be but Unknown, most positive first.
func Classes() []Label { return []Label{Positive, Neutral, Negative, Unsure} }

// ParseClass reads the name of a class; the error has CodeInvalid.
func ParseClass(name string) (Label, error) {
	if slices.Contains(Classes(), Label(name)) {
		return Label(name), nil
	}
	return Unknown, Errorf(CodeInvalid, "unknown sentiment %q: %s", name, alternatives(plain(Classes())))
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

// Likeliest is the class of the highest probability; of equally likely ones the label,
// else the more negative.
func (s *Sentiment) Likeliest() Label {
	best, most := s.Label, s.Certainty()
	if s.Negative > most {
		best, most = Negative, s.Negative
	}
	if s.Neutral > most {
		best, most = Neutral, s.Neutral
	}
	if s.Positive > most {
		best = Positive
	}
	return best
}

// Reason is one piece of a text and how far it moved the judgement: above 0
// towards positive, below 0 towards negative.
type Reason struct {
	Text   string  `json:"text"`
	Weight float32 `json:"weight"`
}

// TowardBrand is what a text says of one brand.
type TowardBrand struct {
	Brand string `json:"brand"`
	Sentiment
}

// Analysis is what the analyzers say of one post. It never changes the post.
type Analysis struct {
	// Language is an ISO 639-1 code, or "und" where it cannot be told.
	Language  string    `json:"language"`
	Sentiment Sentiment `json:"sentiment"`
	// Toward are the brands of which the text says something of their own, in the
	// order of Brands. Of the others it says what it says as a whole.
	Toward []TowardBrand `json:"toward,omitempty"`
	// Keywords are the post's salient words and phrases, most salient first.
	Keywords []string `json:"keywords"`
	// Hashtags are folded to lower case, without the leading '#'.
	Hashtags []string `json:"hashtags"`
	// Brands are the names of the brands whose query the post matches.
	Brands []string `json:"brands"`
	// Evidence is where the post names each of Brands; nil where its words name all of them.
	Evidence []BrandEvidence `json:"evidence,omitempty"`
	// RunTogether are the words of brands in the text of pictures whose blanks were not read.
	RunTogether []string `json:"run_together,omitempty"`
	// Seen is the state of the pictures of which Brands and Evidence were made; see SeenState.
	Seen uint64 `json:"-"`
	// Emotion is the feeling the text shows, EmotionNone where none stands out.
	Emotion Emotion `json:"emotion,omitempty"`
	// EmotionCertainty is the probability of Emotion, 0 where that is EmotionNone.
	EmotionCertainty float32 `json:"emotion_certainty,omitempty"`
	// Intents are what the author wants, each at most once, in the order of Intents.
	Intents []Intent `json:"intents,omitempty"`
	// Aspects are the things the text judges, each at most once.
	Aspects []Aspect `json:"aspects,omitempty"`
	// Entities are the names of people, places, products and organisations in
	// the text, in its own spelling, in the order of first mention.
	Entities []string `json:"entities,omitempty"`
	// Fingerprint is alike for texts that are alike; 0 for a text too short to
	// tell. See package analyzer/neardup.
	Fingerprint uint64 `json:"fingerprint,omitempty"`
	// Original is the first post known of which this one is a near copy; zero
	// for a post that is a copy of none.
	Original Key `json:"original,omitzero"`
	// Spam is how much the post looks like spam.
	Spam Spam `json:"spam,omitzero"`
	// Version names the analyzers and models that made this analysis.
	Version string `json:"version"`
}

// SentimentToward is the sentiment of the mention of a brand: what the text says of
// that brand, or of no brand apart as a whole.
func (a Analysis) SentimentToward(brand string) Sentiment {
	for _, t := range a.Toward {
		if t.Brand == brand {
			return t.Sentiment
		}
	}
	return a.Sentiment
}

// Of is a as that of the mention of a brand, whose sentiment and evidence stand for the
// whole; of no brand it is a itself.
func (a Analysis) Of(brand string) Analysis {
	if brand != "" && len(a.Evidence) > 0 {
		a.Evidence = []BrandEvidence{{Brand: brand, Kinds: a.EvidenceOf(brand)}}
	}
	a.Sentiment = a.SentimentToward(brand)
	return a
}

// Emotion is one of Ekman's six basic emotions (Ekman 1992), or none.
type Emotion string

const (
	EmotionNone Emotion = ""
	Joy         Emotion = "joy"
	Anger       Emotion = "anger"
	Sadness     Emotion = "sadness"
	Fear        Emotion = "fear"
	Surprise    Emotion = "surprise"
	Disgust     Emotion = "disgust"
)

// Emotions is every emotion but none, in the order they are shown.
func Emotions() []Emotion { return []Emotion{Joy, Surprise, Sadness, Fear, Disgust, Anger} }

// Intent is what the author of a post wants.
type Intent string

const (
	IntentQuestion  Intent = "question"
	IntentComplaint Intent = "complaint"
	IntentPraise    Intent = "praise"
	IntentPurchase  Intent = "purchase" // thinks of buying
	IntentSupport   Intent = "support"  // needs help
)

// Intents is every intent, in the order they are shown.
func Intents() []Intent {
	return []Intent{IntentQuestion, IntentSupport, IntentComplaint, IntentPraise, IntentPurchase}
}

// Aspect is one thing a text judges ("battery") and how.
type Aspect struct {
	// Term is in lower case, or as a brand's configuration writes it.
	Term  string `json:"term"`
	Label Label  `json:"label"`
	// Certainty is the probability of Label.
	Certainty float32 `json:"certainty"`
}

// Spam is how much a post looks like spam or the work of a machine, and why.
type Spam struct {
	// Score is from 0, nothing speaks for it, to 1. From SpamLikely on a post
	// counts as likely spam.
	Score float32 `json:"score"`
	// Reasons say what speaks for it, in words for a reader.
	Reasons []string `json:"reasons,omitempty"`
}

// SpamLikely is the Spam.Score from which a post is filtered as likely spam.
const SpamLikely = 0.6

// Likely tells whether s is enough to filter the post.
func (s Spam) Likely() bool { return s.Score >= SpamLikely }
