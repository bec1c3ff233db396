package social

import "time"

// Caption is what a vision model says of a picture, by its bytes.
type Caption struct {
	Text  string   `json:"text"`
	Tags  []string `json:"tags,omitempty"`
	OCR   string   `json:"ocr,omitempty"`
	Model string   `json:"model"`
	// Description is what it says besides.
	Description Description `json:"description,omitzero"`
}

// Take takes over what a vision model says of the picture. Text that another reader has
// found stands.
func (m *Media) Take(c Caption) {
	m.Caption, m.CaptionModel, m.Tags, m.Description = c.Text, c.Model, c.Tags, c.Description
	if m.OCRReader == "" {
		m.OCR, m.OCRReader = c.OCR, c.Model
	}
}

// CaptionStep is how far the asking about a picture got.
type CaptionStep string

const (
	// CaptionSaid: the model has answered, and the answer is not yet beside the picture.
	CaptionSaid CaptionStep = "said"
	// CaptionGiven: the answer stands beside the picture.
	CaptionGiven CaptionStep = "given"
	// CaptionFailed: what came cannot be used; the model is asked again.
	CaptionFailed CaptionStep = "failed"
	// CaptionGivenUp: it is not asked again by this model and prompt.
	CaptionGivenUp CaptionStep = "given up"
)

// CaptionAsk is what became of asking a vision model about the picture with these bytes.
type CaptionAsk struct {
	SHA256 string
	// Model and Prompt are what was asked last.
	Model, Prompt string
	Step          CaptionStep
	// Fault says why there is no caption, in words that are not the model's.
	Fault string
	// Attempts counts the times that what came could not be used.
	Attempts int
	// Said is the answer while Step is CaptionSaid.
	Said Caption
	// Input and Output are the tokens used in all, Cost their price in billionths of the
	// configured currency, and Took the time waited.
	Input, Output, Cost int64
	Took                time.Duration
	// Since is when what came could not be used for the first time, At when this was noted.
	Since, At time.Time
}

// CaptionWish is a picture that wants a caption.
type CaptionWish struct {
	SHA256, Thumb string
	// Reach is the most engagement of a post that shows it.
	Reach int64
	// Known is what became of asking before; its Step is empty where nothing did.
	Known CaptionAsk
}

// CaptionCount counts pictures without a caption that are alike.
type CaptionCount struct {
	// Step is empty for those that were not asked about.
	Step CaptionStep
	// Later: they are not to be asked about yet.
	Later bool
	Fault string
	Count int64
}

// CaptionState is how the asking for captions stands.
type CaptionState struct {
	Model string `json:"model"`
	// Waiting pictures want a caption, whether they can be asked about now or not.
	Waiting int64 `json:"waiting"`
	// GivenUp pictures get none: what came of them could not be used, or they cannot be
	// shown to a model. Reasons are the faults of these and of those to be asked about
	// again, the commonest first.
	GivenUp int64           `json:"given_up"`
	Reasons []CaptionReason `json:"reasons,omitempty"`
	// Day is what was done on this day, in UTC, and Budget what a day may hold.
	Day    CaptionDay    `json:"today"`
	Budget CaptionBudget `json:"budget"`
	// Spent says which part of the budget is used up, so that what waits is asked
	// tomorrow; empty while there is some left.
	Spent string `json:"spent,omitempty"`
	// Fault says why the model gives no captions now, Since when it began to.
	Fault string     `json:"fault,omitempty"`
	Since *time.Time `json:"since,omitempty"`
}

// CaptionReason is why a number of pictures have no caption.
type CaptionReason struct {
	Fault    string `json:"fault"`
	Pictures int64  `json:"pictures"`
	// GivenUp: they are not asked about again.
	GivenUp bool `json:"given_up"`
}

// CaptionDay is what captions used on a day.
type CaptionDay struct {
	// Day is 2006-01-02.
	Day string `json:"day"`
	// Pictures were shown to the model, Requests were begun.
	Pictures int64 `json:"pictures"`
	Requests int64 `json:"requests"`
	// Input and Output are tokens, as the server counted them; where it did not say, as
	// many as were set aside for the request, and Unmeasured counts such requests.
	Input      int64 `json:"input_tokens"`
	Output     int64 `json:"output_tokens"`
	Unmeasured int64 `json:"unmeasured"`
	// Cost is in billionths of the configured currency.
	Cost int64 `json:"cost_billionths"`
	// Given captions, and Faults: requests that led to none.
	Given  int64 `json:"given"`
	Faults int64 `json:"faults"`
	// Millis is the time that the model was waited for, in milliseconds.
	Millis int64 `json:"milliseconds"`
}

// CaptionBudget is what captions may use on a day; 0 bounds nothing.
type CaptionBudget struct {
	Pictures int64 `json:"pictures"`
	Tokens   int64 `json:"tokens,omitempty"`
	// Cost is in billionths of the configured currency.
	Cost int64 `json:"cost_billionths,omitempty"`
}

// Billionth is how many of the units of costs are one of the configured currency.
const Billionth = 1_000_000_000
