package sentiment

import (
	"cmp"
	"math"
	"slices"

	"earshot/analyzer/sentiment/structure"
	"earshot/internal/social"
)

// reliance is how much of a judgement rests on the structure of a text rather than on
// the tables: share up to full words, falling to nothing at none. In long texts much is
// said that no list of words knows, and the tables are right more often.
type reliance struct {
	share      float32
	full, none int
}

// reliances are those on what is read in different ways.
type reliances struct {
	// pattern is for what is said in a way that leaves little doubt: an answer, what
	// others say, what was expected or used to be, a thought denied, an idiom.
	pattern reliance
	// unsaid is for a denied thought of which no word is known.
	unsaid reliance
	// scope is for other negations and contrasts, silence for what comes to nothing by
	// them, as a question does.
	scope, silence reliance
	// words is for praise and blame as they stand, facts for a text with neither.
	words, facts reliance
	// loud is how much of each is left in a text that is loud. Posts are; emoji and
	// hashtags say more than their words do, which the tables have learned.
	loud loudness
	// shift is how much the scores of a longer text move by what its structure changes.
	shift float32
}

// loudness is the share of a reliance that is left in a text that is loud.
type loudness struct{ pattern, scope, words, nothing float32 }

// The reliances were chosen on texts that the tables had not learned from (see
// MODEL_CARD.md): the highest that cost none of the sets much. The tables of Chinese
// and Thai learned most and know most; of Arabic, French and Russian the lists of words
// know less.
var (
	usual = reliances{
		pattern: reliance{0.85, 14, 30}, unsaid: reliance{0.85, 14, 30}, scope: reliance{0.85, 6, 12}, silence: reliance{0.85, 8, 20},
		words: reliance{0.5, 6, 14}, facts: reliance{0.5, 5, 11}, loud: loudness{1, 0.25, 1, 0.4}, shift: 0.15,
	}
	english = reliances{
		pattern: reliance{0.85, 14, 30}, unsaid: reliance{0.85, 14, 30}, scope: reliance{0.85, 8, 20}, silence: reliance{0.85, 8, 20},
		words: reliance{0.5, 6, 14}, facts: reliance{0.5, 5, 11}, loud: loudness{1, 1, 1, 0.4}, shift: 0.1,
	}
	careful = reliances{
		pattern: reliance{0.85, 12, 24}, unsaid: reliance{0.85, 12, 24}, scope: reliance{0.7, 6, 14}, silence: reliance{0.5, 6, 14},
		words: reliance{0.4, 5, 10}, facts: reliance{0.35, 4, 10}, loud: loudness{1, 1, 1, 0.4}, shift: 0.1,
	}
	arabic = reliances{
		pattern: reliance{0.85, 8, 14}, unsaid: reliance{0.85, 8, 14}, scope: reliance{0.7, 6, 14}, silence: reliance{0.5, 6, 14},
		words: reliance{0.4, 5, 10}, facts: reliance{0.35, 4, 10}, loud: loudness{0.3, 1, 0.1, 0.4}, shift: 0.1,
	}
	chinese = reliances{
		pattern: reliance{0.8, 8, 14}, unsaid: reliance{0.8, 5, 10}, scope: reliance{0.75, 7, 12}, silence: reliance{0.35, 6, 12},
		words: reliance{0.4, 5, 10}, facts: reliance{0.5, 4, 8}, loud: loudness{0.5, 0.5, 1, 0.4},
	}
	thai = reliances{
		pattern: reliance{0.8, 8, 14}, unsaid: reliance{0.8, 5, 10}, scope: reliance{0.75, 7, 12}, silence: reliance{0.35, 6, 12},
		words: reliance{0.4, 5, 10}, facts: reliance{0.3, 2, 8}, loud: loudness{0.5, 0.5, 1, 0.4},
	}
	// lists is for the languages that the tables have not learned.
	lists = reliances{
		pattern: reliance{0.9, 20, 60}, unsaid: reliance{0.9, 20, 60}, scope: reliance{0.9, 15, 50}, silence: reliance{0.85, 12, 30},
		words: reliance{0.8, 15, 50}, facts: reliance{0.65, 8, 20}, loud: loudness{1, 1, 1, 0.4}, shift: 0.3,
	}
)

func relianceOf(language string) *reliances {
	switch language {
	case "en":
		return &english
	case "zh":
		return &chinese
	case "th":
		return &thai
	case "ja", "ko", "tr", "hi":
		return &lists
	case "ar":
		return &arabic
	case "fr", "ru":
		return &careful
	default:
		return &usual
	}
}

func (r reliance) at(words int) float32 {
	return r.share * ramp(float32(words), float32(r.none), float32(r.full))
}

// ramp goes from 0 at x = from to 1 at x = to, and stays there.
func ramp(x, from, to float32) float32 { return min(max((x-from)/(to-from), 0), 1) }

// patterns are the rules of reliances.pattern.
const patterns = structure.Answer | structure.Speaker | structure.Expectation | structure.Time | structure.Idiom | structure.Raised | structure.Comparison

// of is the reliance on a reading, and how much of it is left if the text is loud.
func (all *reliances) of(d structure.Reading) (by reliance, loud float32) {
	switch {
	case d.Rules&patterns == structure.Raised && d.Value == 0 && d.Naive == 0:
		return all.unsaid, 1
	case d.Rules&patterns != 0:
		if d.Value == 0 {
			return all.pattern, 1
		}
		return all.pattern, all.loud.pattern
	case d.Structured() && d.Value == 0:
		return all.silence, all.loud.nothing
	case d.Structured():
		return all.scope, all.loud.scope
	case d.Opinions > 0 && d.Value == 0:
		return all.words, all.loud.nothing
	case d.Opinions > 0:
		return all.words, all.loud.words
	default:
		return all.facts, all.loud.nothing
	}
}

// composed is what a judgement s of the tables becomes with the structure of the text,
// and how much of it rests on that.
func composed(s social.Sentiment, d structure.Reading, all *reliances) (social.Sentiment, float32) {
	if d.Doubt {
		return doubted(s, d.Words), 0
	}
	by, loud := all.of(d)
	share := by.at(d.Words)
	if d.Loud {
		share *= loud
	}
	if all != &lists {
		share *= 1 - overruled(s, d)
	}
	if d.Structured() && share < by.share {
		s = moved(s, all.shift*(d.Value-d.Naive)*(1-share/by.share))
	}
	if share > 0 {
		s = mixture(s, meant(d.Value), share)
	}
	return s, share
}

// overruled is how much a judgement of the tables counts more than a reading that comes
// to little, as a negation of blame does: in longer texts, as far as it is certain.
func overruled(s social.Sentiment, d structure.Reading) float32 {
	const little = 0.5
	if d.Value == 0 || abs(d.Value) >= little {
		return 0
	}
	return ramp(float32(d.Words), 4, 8) * ramp(s.Certainty(), 0.4, 0.6)
}

// doubted is a judgement of praise beside something that went wrong, which may be irony:
// nobody can be sure, and it is rather negative. In a longer text that is surely positive
// the two have little to do with each other.
func doubted(s social.Sentiment, words int) social.Sentiment {
	const long, certain = 16, 0.75
	if s.Label == social.Negative || s.Label == social.Positive && words > long && s.Certainty() > certain {
		return s
	}
	return mixture(s, social.Sentiment{Negative: 0.42, Neutral: 0.29, Positive: 0.29}, 0.9)
}

// moved is s with by added to the score of positive and taken from that of negative.
func moved(s social.Sentiment, by float32) social.Sentiment {
	up := float32(math.Exp(float64(by)))
	n, p := s.Negative/up, s.Positive*up
	sum := n + s.Neutral + p
	return withLabel(social.Sentiment{Negative: n / sum, Neutral: s.Neutral / sum, Positive: p / sum})
}

// meant is the sentiment of praise and blame that come to value. The words of "good" and
// "bad" are two each, which is four to one for the label.
func meant(value float32) social.Sentiment {
	const (
		slope   = 1.5 // of the score in the root of the value
		neutral = 0.9 // the score of neutral beside any value
		nothing = 1.2 // and where nothing is said
	)
	if value == 0 {
		return softmax(-nothing, -nothing)
	}
	score := slope * float32(math.Sqrt(math.Abs(float64(value))))
	if value < 0 {
		score = -score
	}
	return softmax(-score-neutral, score-neutral)
}

// partReasons are the pieces of a text with share of what each says, each once.
func partReasons(text string, parts []structure.Part, share float32) []social.Reason {
	out := make([]social.Reason, 0, maxReasons)
	for _, p := range parts {
		shown := expandToGraphemes(text, p.Span)
		piece := text[shown.Start:shown.End]
		known := slices.ContainsFunc(out, func(x social.Reason) bool { return x.Text == piece })
		if weight := share * p.Value; abs(weight) >= minReason && !known {
			out = append(out, social.Reason{Text: piece, Weight: weight})
		}
	}
	return out
}

// composedReasons are the reasons of a judgement that rests on structure by share: each
// piece of praise and blame as it is meant where it stands, and of the tables' reasons
// those about something else.
func (r *scratch) composedReasons(text string, learned []social.Reason, share float32) []social.Reason {
	share = max(share, 0.3)
	r.parts = r.structure.Parts(r.parts[:0])
	out := partReasons(text, r.parts, share)
	for i, x := range learned {
		span := r.taken[i].span
		if slices.ContainsFunc(r.parts, func(p structure.Part) bool { return overlap(p.Span, span) }) {
			continue
		}
		if x.Weight *= 1 - share; abs(x.Weight) >= minReason {
			out = append(out, x)
		}
	}
	return weightiest(out)
}

// weightiest are the reasons that weigh most, the strongest first.
func weightiest(reasons []social.Reason) []social.Reason {
	slices.SortStableFunc(reasons, func(a, b social.Reason) int { return cmp.Compare(abs(b.Weight), abs(a.Weight)) })
	return reasons[:min(len(reasons), maxReasons)]
}
