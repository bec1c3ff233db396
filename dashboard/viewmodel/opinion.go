package viewmodel

import (
	"fmt"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// opinion states in a sentence how the built-in model and the language model judge,
// and which judgement counts.
func opinion(s social.Sentiment) component.Opinion {
	o := s.Opinion
	if o == nil {
		return component.Opinion{}
	}
	if o.Sentiment.Label == social.Unknown {
		return component.Opinion{Text: fmt.Sprintf("%s was asked for a second opinion, which is not counted: %s.", o.Model, o.Fault)}
	}
	counts := "Counted is the mean of both."
	if s.Corrected {
		counts = "What a person set stands before both."
	}
	return component.Opinion{
		Text:  fmt.Sprintf("The built-in model says %s, %s says %s. %s", verdict(o.Own), o.Model, verdict(o.Sentiment), counts),
		Quote: o.Quote, Model: o.Model,
	}
}

// verdict is a label with its probability: "negative (44 % sure)".
func verdict(s social.Sentiment) string {
	return fmt.Sprintf("%s (%s sure)", s.Label, Percent(float64(s.Certainty())))
}

// Opinions describes the state of second opinions in a sentence.
func Opinions(s social.OpinionState) string {
	text := fmt.Sprintf("Second opinions by %s today: %s given, %s discarded, %s of %s requests used, %s waiting", s.Model,
		Exact(s.Given), Exact(s.Discarded), Exact(s.Requests), Exact(s.Budget), Plural(s.Waiting, "post", "posts"))
	if s.Late > 0 {
		text += ", " + Plural(s.Late, "post", "posts") + " let go after waiting too long"
	}
	switch {
	case s.Fault != "":
		return text + ". The model cannot be asked now: " + s.Fault + "."
	case s.Requests >= s.Budget && s.Waiting > 0:
		return text + ". The rest is asked from midnight UTC on."
	default:
		return text + "."
	}
}
