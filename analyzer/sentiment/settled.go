package sentiment

import "earshot/internal/social"

// settledShare is how much of a judgement rests on structure where that settles it. Of a
// long text less does, however it is built, and on held-out texts a second reading is
// right more often than the rest of the first.
const settledShare = 0.25

// Settled reports whether the structure of a text decides what it says, as in short
// texts, or makes it doubtful, so that no other reading of its words should.
func (m *Model) Settled(text, language string, names []social.TextSpan) bool {
	r := m.pool.Get().(*scratch)
	defer m.pool.Put(r)
	reading, ok := r.structure.Read(m.grammars, text, lexiconLanguage(language), names)
	if !ok {
		return false
	}
	_, share := composed(social.Sentiment{Neutral: 1}, reading, relianceOf(lexiconLanguage(language)))
	return reading.Doubt || share >= settledShare
}
