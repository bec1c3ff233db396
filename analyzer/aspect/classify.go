package aspect

import (
	"slices"

	"earshot/internal/social"
)

// classification is the classification of the aspects of one text.
type classification struct {
	model          Classifier
	text, language string
	names          []social.TextSpan
	overall        social.Sentiment
	sentences      []span
	mentions       []mention
	// cache holds the sentiment of spans that were classified, since mentions
	// share sentences.
	cache []spanSentiment
}

type spanSentiment struct {
	span
	sentiment social.Sentiment
}

// mentionContext is a mention with its clause and sentence and their sentiment.
type mentionContext struct {
	mention
	sentence, clause                   span
	clauseSentiment, sentenceSentiment social.Sentiment
}

// contexts classifies the clauses and sentences of all mentions.
func (r *classification) contexts() []mentionContext {
	out := make([]mentionContext, len(r.mentions))
	for i, p := range r.mentions {
		v := mentionContext{mention: p, sentence: r.sentences[spanIndex(r.sentences, p.at)]}
		v.clause = r.clause(v.sentence, p)
		v.clauseSentiment = r.classifySpan(v.clause)
		v.sentenceSentiment = v.clauseSentiment
		if v.sentence != v.clause {
			v.sentenceSentiment = r.classifySpan(v.sentence)
		}
		out[i] = v
	}
	return out
}

// minContrast is the least difference between positive and negative in each of
// two clauses of opposite sentiment.
const minContrast = 0.2

// contrastsWith reports whether two mentions of a sentence have opposite
// sentiment.
func (v mentionContext) contrastsWith(o mentionContext) bool {
	mine, other := v.clauseSentiment.Positive-v.clauseSentiment.Negative, o.clauseSentiment.Positive-o.clauseSentiment.Negative
	return v.sentence == o.sentence && v.clause != o.clause && (mine > minContrast && other < -minContrast || mine < -minContrast && other > minContrast)
}

// classify returns the aspect of a mention, given all mentions.
func (r *classification) classify(v mentionContext, others []mentionContext) social.Aspect {
	by := defaultShares
	if slices.ContainsFunc(others, v.contrastsWith) {
		by = contrastShares
	}
	mix := func(of func(social.Sentiment) float32) float32 {
		return by.clause*of(v.clauseSentiment) + by.sentence*of(v.sentenceSentiment) + by.text*of(r.overall)
	}
	negative := mix(func(s social.Sentiment) float32 { return s.Negative })
	positive := mix(func(s social.Sentiment) float32 { return s.Positive })
	neutral := neutralFactor * mix(func(s social.Sentiment) float32 { return s.Neutral })
	sum := negative + neutral + positive
	negative, neutral, positive = negative/sum, neutral/sum, positive/sum
	out := social.Aspect{Term: v.term, Label: social.Neutral, Certainty: neutral}
	switch {
	case positive > neutral && positive >= negative:
		out.Label, out.Certainty = social.Positive, positive
	case negative > neutral:
		out.Label, out.Certainty = social.Negative, negative
	}
	return out
}

// classifySpan classifies a span; the sentiment of the whole text is known
// already.
func (r *classification) classifySpan(s span) social.Sentiment {
	if s.start == 0 && s.end == len(r.text) {
		return r.overall
	}
	for _, j := range r.cache {
		if j.span == s {
			return j.sentiment
		}
	}
	got := r.model.Classify(r.text[s.start:s.end], r.language, social.SpansWithin(r.names, s.start, s.end))
	if got.Label == social.Unknown {
		got = social.Sentiment{Label: social.Neutral, Neutral: 1}
	}
	r.cache = append(r.cache, spanSentiment{s, got})
	return got
}

// clause is the part of a sentence about a mention: its clause, or where that
// has several mentions, the conjunct with this one.
func (r *classification) clause(sentence span, p mention) span {
	all := clauses(r.text, sentence)
	clause := all[spanIndex(all, p.at)]
	if !slices.ContainsFunc(r.mentions, func(q mention) bool { return q != p && within(q, clause) }) {
		return clause
	}
	parts := splitAt(r.text, clause, conjunctions)
	return parts[spanIndex(parts, p.at)]
}

func within(p mention, s span) bool { return p.at >= s.start && p.at < s.end }
