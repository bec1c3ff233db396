// Package component holds the small parts the dashboard's pages are made of. Each
// takes one typed model and draws it; none queries data or decides what a figure
// means. Package viewmodel fills the models.
package component

// Tone is what the colour of a text means. Text is coloured for no other reason.
type Tone string

const (
	Plain    Tone = ""
	Positive Tone = "positive"
	Neutral  Tone = "neutral"
	Negative Tone = "negative"
	// Unsure is a judgement that is not certain enough to count.
	Unsure Tone = "unsure"
	// Warning marks what an operator should look at.
	Warning Tone = "warning"
)

// Shape is the sign shown with a sentiment, so that colour alone never carries it.
func (t Tone) Shape() string {
	switch t {
	case Positive:
		return "▲"
	case Negative:
		return "▼"
	case Neutral:
		return "●"
	case Unsure:
		return "○"
	default:
		return ""
	}
}

// Phrase is a piece of the opening sentence; with an Href it is a link to the
// posts it speaks of.
type Phrase struct {
	Text  string
	Href  string
	Title string
	Tone  Tone
	// Mentions is how many are listed at Href; 0 when it is no list of mentions.
	Mentions int64
}

// Change is the change of a figure against the previous period.
type Change struct {
	// Arrow is "▲", "▼" or empty for no movement or no comparison.
	Arrow string
	// Text is the size of the change, such as "18%", and From the earlier value,
	// such as "from 412".
	Text, From string
	Tone       Tone
	// Note says how far the comparison can be trusted; empty where it is sound.
	Note string
}

// Figure is one cell of the figure strip.
type Figure struct {
	Key, Name string
	// Value is short; Exact is the whole figure, for the tooltip.
	Value, Exact string
	// Missing reports that Value says why there is no figure.
	Missing bool
	// Of says what the figure is of, where not of all mentions.
	Of         Phrase
	Change     Change
	Definition string
	Href       string
	// Mentions is how many are listed at Href where Value counts these.
	Mentions int64
	Spark    Spark
}

// Term is a ranked keyword or hashtag.
type Term struct {
	Name, Href   string
	Count, Exact string
	// Mentions are those listed at Href.
	Mentions int64
	Bar      Bar
	Change   Change
}

// Ranked is the content of the ranking panel ID. Empty is shown in place of missing
// Terms, Note below them.
type Ranked struct {
	ID    string
	Terms []Term
	Empty Note
	Note  string
}

// Bar is a horizontal bar in percent of the room it has, split by sentiment.
// Rest is the part without a sentiment.
type Bar struct {
	Positive, Neutral, Negative, Unsure, Rest float64
	Title                                     string
}

// Share is one brand's row in the share of voice.
type Share struct {
	Name, Href string
	Current    bool
	// Percent is the share as text; Width is the bar in percent of the widest.
	Percent, Count string
	// Mentions are those counted at Href.
	Mentions int64
	Width    float64
	Slot     string
	Change   Change
	// Pictured is the share among the mentions in which a picture shows the brand; empty
	// where no brand has any.
	Pictured Phrase
}

// Insight is an observation that a rule found.
type Insight struct {
	Title, Href string
	Badge       string
	Tone        Tone
	// Text describes the insight, with its numbers as links to the posts.
	Text []Phrase
	// Mentions is how many are listed at Href; 0 when it is no list of mentions.
	Mentions int64
	Rule     string
}

// Option is one choice of a filter, a switch or a segmented control.
type Option struct {
	Name, Value, Href string
	Count             string
	Slot              string
	Selected          bool
}

// Note is what a panel shows in place of its content: why there is none and
// what to do next.
type Note struct {
	Title, Text string
	Href, Label string
}

// Platform is a platform's mark.
type Platform struct {
	Key, Name string
	// Letter is drawn in the mark; Slot names its colour in tokens.css.
	Letter, Slot string
}

// Moment is a time: Relative is shown ("2 h ago"), Exact is its tooltip, ISO is for
// machines.
type Moment struct{ Relative, Exact, ISO string }
