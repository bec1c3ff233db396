// Package spam scores how much a post looks like spam or automated posting, with
// the reasons in words for a reader. The score is for filtering; nothing is
// deleted because of it.
//
// Each piece of evidence has a probability that the post is spam, and the score
// is the probability that at least one of them is right (noisy-or): 1 -
// (1-a)(1-b)... No single property of style, such as capitals or many hashtags,
// reaches social.SpamLikely; an invitation together with a lure does. The
// probabilities were set on the posts of the tests and on datasets of labelled
// ordinary posts, see there.
package spam

import (
	"cmp"
	"slices"

	"earshot/internal/query"
	"earshot/internal/social"
)

// maxBytes is how much of a text is read.
const maxBytes = 16 << 10

// Scorer scores posts. It is immutable and safe for concurrent use.
type Scorer struct{ wording wording }

// New loads the table of phrases.
func New() *Scorer { return &Scorer{wording: newWording()} }

// evidence is one property that indicates spam: its probability and the reason
// shown.
type evidence struct {
	chance float32
	reason string
}

// Score scores a post by its text and tags. Time is linear.
func (j *Scorer) Score(p social.Post) social.Spam {
	text := query.CutText(p.FullText(), maxBytes)
	c := extractFeatures(text)
	found := c.style()
	for topic, n := range j.wording.find(query.FoldText(text)) {
		found = append(found, evidence{topicChance(topic, n), topics[topic]})
	}
	return combine(found)
}

// topicChance is the probability for n different phrases of a topic.
func topicChance(topic string, n int) float32 {
	first := float32(0.42)
	if topic == "giveaway" {
		first = 0.3 // brands give things away
	}
	if n > 1 {
		return min(0.9, first+0.25+0.08*float32(n-2))
	}
	return first
}

// AddReason adds further evidence about the same post to a score.
func AddReason(s social.Spam, chance float32, reason string) social.Spam {
	s.Score = 1 - (1-s.Score)*(1-chance)
	s.Reasons = append(slices.Clip(s.Reasons), reason)
	return s
}

// combine returns the noisy-or of the evidence; the strongest reason comes
// first.
func combine(found []evidence) social.Spam {
	if len(found) == 0 {
		return social.Spam{}
	}
	slices.SortFunc(found, func(a, b evidence) int {
		return cmp.Or(cmp.Compare(b.chance, a.chance), cmp.Compare(a.reason, b.reason))
	})
	notSpam := float32(1)
	var out social.Spam
	for _, s := range found {
		notSpam *= 1 - s.chance
		out.Reasons = append(out.Reasons, s.reason)
	}
	out.Score = 1 - notSpam
	return out
}
