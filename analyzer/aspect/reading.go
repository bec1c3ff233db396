package aspect

import (
	"slices"

	"earshot/internal/social"
)

// reading is a text whose things are being judged.
type reading struct {
	model          Classifier
	text, language string
	overall        social.Sentiment
	sentences      []span
	places         []place
	// judged are the stretches read so far: things share their sentences.
	judged []judged
}

type judged struct {
	span
	sentiment social.Sentiment
}

// view is a thing with what was made of its clause and sentence.
type view struct {
	place
	sentence, clause span
	near, around     social.Sentiment
}

// views reads the clauses and sentences of all things.
func (r *reading) views() []view {
	out := make([]view, len(r.places))
	for i, p := range r.places {
		v := view{place: p, sentence: r.sentences[holding(r.sentences, p.at)]}
		v.clause = r.clause(v.sentence, p)
		v.near = r.over(v.clause)
		v.around = v.near
		if v.sentence != v.clause {
			v.around = r.over(v.sentence)
		}
		out[i] = v
	}
	return out
}

// clear is how far negative and positive must be apart to set one thing against
// another.
const clear = 0.2

// against tells whether two things of a sentence are judged in opposite ways.
func (v view) against(o view) bool {
	mine, other := v.near.Positive-v.near.Negative, o.near.Positive-o.near.Negative
	return v.sentence == o.sentence && v.clause != o.clause && (mine > clear && other < -clear || mine < -clear && other > clear)
}

// judge judges a thing among others.
func (r *reading) judge(v view, others []view) social.Aspect {
	by := alone
	if slices.ContainsFunc(others, v.against) {
		by = among
	}
	mix := func(of func(social.Sentiment) float32) float32 {
		return by.clause*of(v.near) + by.sentence*of(v.around) + by.text*of(r.overall)
	}
	negative := mix(func(s social.Sentiment) float32 { return s.Negative })
	positive := mix(func(s social.Sentiment) float32 { return s.Positive })
	neutral := named * mix(func(s social.Sentiment) float32 { return s.Neutral })
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

// over judges a stretch; one that is the whole text has been judged already.
func (r *reading) over(s span) social.Sentiment {
	if s.start == 0 && s.end == len(r.text) {
		return r.overall
	}
	for _, j := range r.judged {
		if j.span == s {
			return j.sentiment
		}
	}
	got := r.model.Classify(r.text[s.start:s.end], r.language)
	if got.Label == social.Unknown {
		got = social.Sentiment{Label: social.Neutral, Neutral: 1}
	}
	r.judged = append(r.judged, judged{s, got})
	return got
}

// clause is the part of a sentence that speaks of the thing at a place: where a
// clause holds several things, only what is joined to this one.
func (r *reading) clause(sentence span, p place) span {
	all := clauses(r.text, sentence)
	clause := all[holding(all, p.at)]
	if !slices.ContainsFunc(r.places, func(q place) bool { return q != p && within(q, clause) }) {
		return clause
	}
	parts := splitAt(r.text, clause, joints)
	return parts[holding(parts, p.at)]
}

func within(p place, s span) bool { return p.at >= s.start && p.at < s.end }
