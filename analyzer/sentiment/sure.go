package sentiment

import "earshot/internal/social"

// defaultThreshold is the Threshold of a table that has learned none.
const defaultThreshold = 0.5

// Threshold is the least certainty of a label in a language that is sure: under it,
// fewer than seven in ten labels were right where it was measured.
func (m *Model) Threshold(language string) float32 {
	return m.table(language).threshold()
}

func (x *index) threshold() float32 {
	if x.sure > 0 {
		return x.sure
	}
	return defaultThreshold
}

// sure is a judgement that says whether it is sure, which it is from a certainty on.
func sure(s social.Sentiment, from float32) social.Sentiment {
	s.SureFrom = from
	s.Sure = s.Label != social.Unknown && s.Certainty() >= from
	return s
}
