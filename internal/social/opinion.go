package social

// Opinion is the judgement of a language model as a second opinion
// on a post's sentiment, beside the judgement of the built-in model.
type Opinion struct {
	// Model is the name of the language model.
	Model string `json:"model"`
	// Sentiment is its judgement, Own that of the built-in model; neither has a Why.
	Sentiment Sentiment `json:"said"`
	Own       Sentiment `json:"own"`
	// Quote is the passage of the post that Sentiment rests on, in the post's spelling.
	Quote string `json:"quote,omitempty"`
	// Fault says why the answer was discarded: Sentiment is then Unknown and counts
	// for nothing. Empty otherwise.
	Fault string `json:"fault,omitempty"`
}

// Beside returns s, a judgement of the built-in model, with a second opinion
// beside it. Each class gets the mean of the two probabilities, which is a
// linear opinion pool of equal weights (Stone, The Opinion Pool, 1961), and the
// label is the likeliest class; of equally likely ones s's own, else the more
// negative. It is sure from the same certainty on as s. A discarded opinion changes nothing, and no text has no second opinion.
func (s Sentiment) Beside(o Opinion) Sentiment {
	if s.Label == Unknown {
		return s
	}
	o.Own = Sentiment{Label: s.Label, Negative: s.Negative, Neutral: s.Neutral, Positive: s.Positive, Sure: s.Sure}
	s.Opinion = &o
	if o.Sentiment.Label == Unknown {
		return s
	}
	s.Negative = (s.Negative + o.Sentiment.Negative) / 2
	s.Neutral = (s.Neutral + o.Sentiment.Neutral) / 2
	s.Positive = (s.Positive + o.Sentiment.Positive) / 2
	s.Label = s.Likeliest()
	s.Sure = s.Certainty() >= s.SureFrom
	return s
}

// Origin is who a judgement comes from.
type Origin string

const (
	// OriginNone is the origin where nothing was judged.
	OriginNone Origin = ""
	// OriginModel is the built-in model alone.
	OriginModel Origin = "built-in model"
	// OriginOpinion is the built-in model and a second opinion together.
	OriginOpinion Origin = "second opinion"
	// OriginPerson is a correction.
	OriginPerson Origin = "person"
)

// Origin tells who s comes from.
func (s Sentiment) Origin() Origin {
	switch {
	case s.Corrected:
		return OriginPerson
	case s.Label == Unknown:
		return OriginNone
	case s.Opinion != nil && s.Opinion.Sentiment.Label != Unknown:
		return OriginOpinion
	default:
		return OriginModel
	}
}

// OpinionState is how the asking for second opinions stands on a day, in UTC.
type OpinionState struct {
	// Model is the name of the language model.
	Model string
	// Requests of Budget were made.
	Requests, Budget int64
	// Given opinions count in the sentiment, Discarded ones do not. Late are posts
	// that waited too long for the budget or the model and were let go.
	Given, Discarded, Late int64
	// Waiting are posts still to be sent to the model.
	Waiting int64
	// Fault says why the model is unavailable; empty when it is not.
	Fault string
}
