package sentiment

import "earshot/internal/social"

const (
	// towardShare is how much of a judgement of one thing rests on what is said of it; the
	// rest is that of the whole text.
	towardShare = 0.85
	// settledWords is the length of a text, in words, up to which what is said of one thing
	// is all that counts where the whole says something else, which is then said of another:
	// "Northwind great, Contoso awful".
	settledWords = 10
	// minOwnClause is the least certainty of the tables about a clause that has no known
	// word of praise or blame, at which it is a judgement of what it names.
	minOwnClause = 0.6
)

// Toward is the sentiment of a text toward the thing that is named at own, some of
// names; whole is the sentiment of all of the text. It is false where the text says
// nothing of that thing apart from the whole.
func (m *Model) Toward(text, language string, names, own []social.TextSpan, whole social.Sentiment) (social.Sentiment, bool) {
	if whole.Label == social.Unknown || len(own) == 0 {
		return social.Sentiment{}, false
	}
	r := m.pool.Get().(*scratch)
	defer m.pool.Put(r)
	reading, ok := r.structure.Read(m.grammars, text, lexiconLanguage(language), names)
	if !ok {
		return social.Sentiment{}, false
	}
	said, ok := social.Sentiment{}, false
	value, parts, found := r.structure.Toward(own, r.parts[:0])
	r.parts = parts
	if found {
		said, ok = meant(value), true
	} else if reading.Opinions == 0 || len(names) > len(own) {
		said, ok = m.ownClause(r, text, language, names, own)
	}
	if !ok {
		return social.Sentiment{}, false
	}
	share := float32(towardShare)
	if reading.Words <= settledWords && whole.Label != said.Label {
		share = 1
	}
	whole = social.Sentiment{Negative: whole.Negative, Neutral: whole.Neutral, Positive: whole.Positive}
	s := sure(mixture(whole, said, share), m.Threshold(language))
	s.Sure = s.Sure && !reading.Doubt
	if found {
		s.Why = weightiest(partReasons(text, parts, 1))
	}
	return s, true
}

// ownClause is what the tables say of the clauses that name one thing alone.
func (m *Model) ownClause(r *scratch, text, language string, names, own []social.TextSpan) (social.Sentiment, bool) {
	var best social.Sentiment
	for _, c := range r.structure.OwnClauses(own, nil) {
		s, known := m.learned(r, text[c.Start:c.End], language, social.SpansWithin(names, c.Start, c.End), false)
		if known && s.Label != social.Neutral && s.Certainty() >= minOwnClause && s.Certainty() > best.Certainty() {
			best = s
		}
	}
	return best, best.Label != social.Unknown
}
