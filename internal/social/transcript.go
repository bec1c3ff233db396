package social

import "time"

// TranscriptStep is how far the asking about a recording got.
type TranscriptStep string

const (
	// TranscriptHeard: what is said in it is known; that may be nothing.
	TranscriptHeard TranscriptStep = "heard"
	// TranscriptFailed: what came cannot be used; it is asked about again.
	TranscriptFailed TranscriptStep = "failed"
	// TranscriptGivenUp: it is not asked about again by this model.
	TranscriptGivenUp TranscriptStep = "given up"
	// TranscriptForgotten: the posts that had it were deleted, and what was said with them.
	TranscriptForgotten TranscriptStep = "forgotten"
)

// TranscriptAsk is what became of asking a speech model about the recording behind a URL.
type TranscriptAsk struct {
	URL  string
	Step TranscriptStep
	// Text is what was heard. Language is what the model took it for, Certainty how sure it
	// was of the words, from 0 to 1; either may be unknown, which is 0.
	Text      string
	Language  string
	Certainty float64
	// Model was asked, at Host.
	Model, Host string
	// Length is how long the recording is that the model was sent.
	Length time.Duration
	// Fault says why there is no transcript, in words that are not the model's.
	Fault string
	// Attempts counts the times that what came could not be used, since Since.
	Attempts int
	// Cost is in billionths of the configured currency, Took the time waited.
	Cost  int64
	Took  time.Duration
	Since time.Time
	// At is when this was noted.
	At time.Time
}

// Reader is what heard it: the model, and where it was asked.
func (a TranscriptAsk) Reader() string { return a.Model + " at " + a.Host }

// Media is what a post is matched by of a recording that was heard.
func (a TranscriptAsk) Media() Media {
	return Media{
		URL: a.URL, State: MediaHeard, Transcript: a.Text, TranscriptReader: a.Reader(), TranscriptLanguage: a.Language,
		TranscriptCertainty: a.Certainty, FetchedAt: a.At,
	}
}

// TranscriptWish is a recording whose words are not known.
type TranscriptWish struct {
	Recording
	// Page is the page of a post that has it, Reach the most engagement of one.
	Page  string
	Reach int64
	// Known is what became of asking before; its Step is empty where nothing did.
	Known TranscriptAsk
}

// TranscriptCount counts recordings whose words are not known and that are alike.
type TranscriptCount struct {
	// Step is empty for those that were not asked about.
	Step TranscriptStep
	// Later: they are not to be asked about yet.
	Later bool
	Fault string
	Count int64
}

// TranscriptState is how the asking for transcripts stands.
type TranscriptState struct {
	Model string `json:"model"`
	Host  string `json:"host"`
	// Waiting recordings are to be heard, whether they can be asked about now or not.
	Waiting int64 `json:"waiting"`
	// GivenUp recordings are not heard. Reasons are the faults of these and of those to be
	// asked about again, the commonest first.
	GivenUp int64              `json:"given_up"`
	Reasons []TranscriptReason `json:"reasons,omitempty"`
	// Day is what was done on this day, in UTC, and Budget what a day may hold.
	Day    TranscriptDay    `json:"today"`
	Budget TranscriptBudget `json:"budget"`
	// Spent says which part of the budget is used up; empty while there is some left.
	Spent string `json:"spent,omitempty"`
	// Fault says why the model hears nothing now, Since when it began to.
	Fault string     `json:"fault,omitempty"`
	Since *time.Time `json:"since,omitempty"`
}

// TranscriptReason is why a number of recordings are not heard.
type TranscriptReason struct {
	Fault      string `json:"fault"`
	Recordings int64  `json:"recordings"`
	// GivenUp: they are not asked about again.
	GivenUp bool `json:"given_up"`
}

// TranscriptDay is what transcripts used on a day.
type TranscriptDay struct {
	// Day is 2006-01-02.
	Day string `json:"day"`
	// Requests were begun, with so many seconds of recordings, which cost so many billionths
	// of the configured currency.
	Requests int64 `json:"requests"`
	Seconds  int64 `json:"seconds"`
	Cost     int64 `json:"cost_billionths"`
	// Heard recordings, and Faults: requests that led to no transcript.
	Heard  int64 `json:"heard"`
	Faults int64 `json:"faults"`
	// Millis is the time that the model was waited for, in milliseconds.
	Millis int64 `json:"milliseconds"`
}

// TranscriptBudget is what transcripts may use on a day; 0 bounds nothing.
type TranscriptBudget struct {
	Seconds  int64 `json:"seconds"`
	Requests int64 `json:"requests,omitempty"`
	// Cost is in billionths of the configured currency.
	Cost int64 `json:"cost_billionths,omitempty"`
}
