package seed

import (
	"math/rand/v2"
	"slices"

	"earshot/internal/social"
)

var (
	labelShares = newWeights([]share{{"neutral", 46}, {"positive", 33}, {"negative", 20}, {"", 1}})
	emotions    = newWeights([]share{{"", 62}, {"joy", 16}, {"anger", 9}, {"sadness", 5}, {"fear", 2}, {"surprise", 4}, {"disgust", 2}})
	intents     = newWeights([]share{{"question", 8}, {"complaint", 7}, {"praise", 8}, {"purchase", 3}, {"support", 4}, {"", 70}})
	aspects     = newWeights([]share{
		{"coffee", 20}, {"price", 14}, {"delivery", 11}, {"service", 10}, {"machine", 8}, {"app", 7}, {"taste", 7}, {"quality", 6}, {"support", 5}, {"packaging", 4},
		{"battery", 3}, {"design", 3}, {"refund", 2}, {"website", 2}, {"milk", 2}, {"grinder", 2}, {"beans", 2}, {"cup", 1}, {"noise", 1}, {"warranty", 1},
	})
)

const sureFrom = 0.55

// analysis is what the analyzers could have said of a text.
func analysis(r *rand.Rand, v *vocabulary, places []int, brands []string, spam bool) social.Analysis {
	topics := topicWords(v, places)
	a := social.Analysis{Language: v.language, Brands: brands, Sentiment: sentiment(r), Emotion: social.Emotion(emotions.pick(r))}
	for _, w := range topics[:min(2, len(topics))] {
		a.Sentiment.Why = append(a.Sentiment.Why, social.Reason{Text: w, Weight: float32(r.NormFloat64())})
	}
	if len(brands) > 1 {
		for _, b := range brands {
			a.Toward = append(a.Toward, social.TowardBrand{Brand: b, Sentiment: sentiment(r)})
		}
	}
	if a.Emotion != social.EmotionNone {
		a.EmotionCertainty = 0.5 + 0.5*r.Float32()
	}
	a.Keywords = topics[:min(3+r.IntN(4), len(topics))]
	if n := len(topics); n > 3 && !v.joined && r.IntN(2) == 0 {
		a.Keywords = append(slices.Clone(a.Keywords), topics[0]+" "+topics[1])
	}
	if r.IntN(4) == 0 && len(topics) > 0 {
		a.Hashtags = []string{topics[r.IntN(len(topics))]}
		if len(brands) > 0 {
			a.Hashtags = append(a.Hashtags, lower(brands[0]))
		}
	}
	if i := intents.pick(r); i != "" {
		a.Intents = []social.Intent{social.Intent(i)}
	}
	for range r.IntN(3) {
		term := aspects.pick(r)
		if !slices.ContainsFunc(a.Aspects, func(b social.Aspect) bool { return b.Term == term }) {
			s := sentiment(r)
			a.Aspects = append(a.Aspects, social.Aspect{Term: term, Label: s.Label, Certainty: s.Certainty()})
		}
	}
	if len(topics) > 0 && r.IntN(3) == 0 {
		a.Entities = []string{capital(topics[len(topics)-1])}
	}
	if spam {
		a.Spam = social.Spam{Score: 0.6 + 0.4*r.Float32(), Reasons: []string{"the same text was posted many times", "more links than words"}}
	} else {
		a.Spam.Score = 0.3 * r.Float32()
	}
	return a
}

// topicWords are the words of a text that say what it is about, each once.
func topicWords(v *vocabulary, places []int) []string {
	var out []string
	for _, at := range places {
		if w := v.words[at]; at >= v.common && !slices.Contains(out, w) {
			if out = append(out, w); len(out) == 8 {
				break
			}
		}
	}
	return out
}

// sentiment is a judgement; one in six is unsure.
func sentiment(r *rand.Rand) social.Sentiment {
	s := social.Sentiment{Label: social.Label(labelShares.pick(r)), SureFrom: sureFrom}
	if s.Label == social.Unknown {
		return social.Sentiment{}
	}
	sure := 0.4 + 0.6*r.Float32()
	if r.IntN(6) > 0 {
		sure = max(sure, sureFrom+0.01)
	}
	rest := (1 - sure) / 2
	s.Negative, s.Neutral, s.Positive = rest, rest, rest
	switch s.Label {
	case social.Negative:
		s.Negative = sure
	case social.Positive:
		s.Positive = sure
	default:
		s.Neutral = sure
	}
	s.Sure = sure >= sureFrom
	return s
}
