// Package intent says what the author of a post wants: an answer, help, to
// complain, to praise, to buy. It goes by phrases of small tables and by the
// sentiment of the post; what it was measured at is in the sentiment model's
// card.
package intent

import (
	_ "embed"
	"fmt"

	"earshot/analyzer/phrase"
	"earshot/internal/social"
)

//go:embed cues.txt
var cues string

// Classes of phrases that are no intents.
const (
	// matter is what is sold and served. Beside it a sentiment is a complaint or
	// praise; without it, it is somebody's own day.
	matter = "matter"
	// link marks posts that pass on what others wrote.
	link = "link"
	// rhetoric asks and wants no answer.
	rhetoric = "rhetoric"
)

const (
	// enough is the weight of a phrase that is believed alone, hint that of one
	// that is believed of what is sold, when the sentiment says the same.
	enough = 3
	hint   = 2
	// sure is the certainty from which a sentiment overrules or bears out a
	// phrase, certain the one from which a complaint needs none.
	sure = 0.5
	// calm is how negative a question may be that wants an answer.
	calm    = 0.4
	certain = 0.75
)

// Reader tells intents. It is immutable and safe for concurrent use.
type Classifier struct{ table *phrase.Table }

// New reads the tables.
func New() (*Classifier, error) {
	table, err := phrase.Parse(cues)
	if err != nil {
		return nil, fmt.Errorf("intent: %w", err)
	}
	return &Classifier{table}, nil
}

// Intents are those of a text, with the sentiment it was judged to have; in the
// order of social.Intents.
func (r *Classifier) Classify(text phrase.Text, s social.Sentiment) []social.Intent {
	weight := map[string]int{}
	r.table.EachMatch(text, func(h phrase.Match) {
		if !h.Negated {
			weight[h.Class] = max(weight[h.Class], h.Weight)
		}
	})
	of := func(i social.Intent) int { return weight[string(i)] }
	// evident tells whether a phrase and a sentiment that agrees show an intent.
	evident := func(i social.Intent, with, against float32) bool {
		switch {
		case against > sure || with < against:
			return false
		case of(i) >= enough:
			return with > sure || weight[matter] > 0
		}
		return of(i) >= hint && with > sure && weight[matter] > 0
	}
	asks := text.AsksQuestion() && weight[rhetoric] == 0
	// asked tells whether a phrase, or a hint in a question, shows an intent: that
	// something fails is a complaint, who asks about it needs help; a price is news,
	// who asks for it may buy.
	asked := func(i social.Intent) bool { return of(i) >= enough || of(i) >= hint && asks }
	says := map[social.Intent]bool{
		social.IntentSupport:  asked(social.IntentSupport),
		social.IntentPurchase: asked(social.IntentPurchase),
		social.IntentComplaint: evident(social.IntentComplaint, s.Negative, s.Positive) ||
			s.Negative > certain && weight[matter] > 0 && weight[link] == 0,
		social.IntentPraise: evident(social.IntentPraise, s.Positive, s.Negative),
	}
	// Who is angry and does not ask for help wants no answer ("are you serious?").
	says[social.IntentQuestion] = of(social.IntentQuestion) >= enough ||
		asks && (s.Negative < calm || says[social.IntentSupport] || says[social.IntentPurchase])
	var out []social.Intent
	for _, i := range social.Intents() {
		if says[i] {
			out = append(out, i)
		}
	}
	return out
}
