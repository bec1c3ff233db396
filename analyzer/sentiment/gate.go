package sentiment

import "math"

// reviewGate holds the tables of a language for which reviews have one of their
// own: table detects reviews, reviews classifies them (a mixture of experts of two).
type reviewGate struct{ table, reviews *index }

// reviewBias is added to the score of a review. A post taken for a review still gets the
// label that its words lean to, but a review taken for a post may come out neutral. The
// value was chosen on held-out texts of both kinds (see MODEL_CARD.md).
const reviewBias = 0.5

// minOtherShare is the least probability of the less likely kind of text, review or
// other post, at which that kind's table is mixed in.
const minOtherShare = 0.1

// choose returns the table that classifies the text in r. Where it is uncertain
// whether the text is a review, it also returns the table of the other kind of text
// and its share in the mixture, at most 0.5. Reasons come from the first table only.
func (m *Model) choose(r *scratch, language string) (table, other *index, otherShare float32) {
	table = m.table(language)
	gate := m.gates[language]
	if gate.table == nil {
		return table, nil, 0
	}
	negative, positive, known := r.score(gate.table, false)
	if known == 0 {
		return table, nil, 0
	}
	other, otherShare = gate.reviews, float32(1/(1+math.Exp(float64(negative-positive-reviewBias))))
	if otherShare > 0.5 {
		table, other, otherShare = other, table, 1-otherShare
	}
	if otherShare < minOtherShare {
		return table, nil, 0
	}
	return table, other, otherShare
}
