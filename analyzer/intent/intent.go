// Package intent classifies what the author of a post wants: an answer, help, to
// complain, to praise, to buy. It combines a table of phrases with the sentiment
// of the post; the sentiment model's card has its measured quality.
package intent

import (
	_ "embed"
	"fmt"

	"earshot/analyzer/phrase"
	"earshot/internal/social"
)

//go:embed phrases.txt
var phraseTable string

// Classes of phrases that are no intents.
const (
	// productClass holds words for products and services. A sentiment beside one
	// is a complaint or praise; without one it may be about the author's own
	// day.
	productClass = "matter"
	// reportClass marks posts that pass on what others wrote.
	reportClass = "link"
	// rhetoricalClass holds rhetorical questions, which want no answer.
	rhetoricalClass = "rhetoric"
)

const (
	// decisive is the weight from which a phrase shows an intent by itself.
	decisive = 3
	// supporting is the weight from which a phrase shows an intent when
	// sentiment and product agree, or when it is part of a question.
	supporting = 2
	// threshold is the probability from which a sentiment supports or
	// contradicts a phrase.
	threshold = 0.5
	// maxQuestionNegative is the highest probability of negative at which a
	// question wants an answer.
	maxQuestionNegative = 0.4
	// complaintAlone is the probability of negative from which a post about a
	// product is a complaint without any phrase.
	complaintAlone = 0.75
)

// Classifier classifies intents. It is immutable and safe for concurrent use.
type Classifier struct{ table *phrase.Table }

// New parses the phrase table.
func New() (*Classifier, error) {
	table, err := phrase.Parse(phraseTable)
	if err != nil {
		return nil, fmt.Errorf("intent: %w", err)
	}
	return &Classifier{table}, nil
}

// Classify returns the intents of a text with sentiment s, in the order of
// social.Intents.
func (r *Classifier) Classify(text phrase.Text, s social.Sentiment) []social.Intent {
	weight := map[string]int{}
	r.table.EachMatch(text, func(m phrase.Match) {
		if !m.Negated {
			weight[m.Class] = max(weight[m.Class], m.Weight)
		}
	})
	of := func(i social.Intent) int { return weight[string(i)] }
	// evident reports whether a phrase and an agreeing sentiment show an intent.
	evident := func(i social.Intent, with, against float32) bool {
		switch {
		case against > threshold || with < against:
			return false
		case of(i) >= decisive:
			return with > threshold || weight[productClass] > 0
		}
		return of(i) >= supporting && with > threshold && weight[productClass] > 0
	}
	asks := text.AsksQuestion() && weight[rhetoricalClass] == 0
	// asked reports whether a decisive phrase, or a supporting one in a
	// question, shows an intent. Stating that something fails is a complaint,
	// asking about it needs help; stating a price is news, asking for it may be
	// a purchase.
	asked := func(i social.Intent) bool { return of(i) >= decisive || of(i) >= supporting && asks }
	has := map[social.Intent]bool{
		social.IntentSupport:  asked(social.IntentSupport),
		social.IntentPurchase: asked(social.IntentPurchase),
		social.IntentComplaint: evident(social.IntentComplaint, s.Negative, s.Positive) ||
			s.Negative > complaintAlone && weight[productClass] > 0 && weight[reportClass] == 0,
		social.IntentPraise: evident(social.IntentPraise, s.Positive, s.Negative),
	}
	// Angry questions that do not ask for help want no answer ("are you
	// serious?").
	has[social.IntentQuestion] = of(social.IntentQuestion) >= decisive ||
		asks && (s.Negative < maxQuestionNegative || has[social.IntentSupport] || has[social.IntentPurchase])
	var out []social.Intent
	for _, i := range social.Intents() {
		if has[i] {
			out = append(out, i)
		}
	}
	return out
}
