// Package spam says how much a post looks like spam or the work of a machine,
// and why, in words for a reader. Nothing is deleted on its word: it is a score
// to filter by.
//
// Every sign found is a chance that the post is spam, and the score is the
// chance that at least one of them is right: 1 - (1-a)(1-b)... No single sign
// of style, such as capitals or many hashtags, reaches social.SpamLikely; an
// invitation joined to a lure does. The chances were set on the posts of the
// tests and on sets of labelled ordinary posts, see there.
package spam

import (
	"cmp"
	"slices"

	"earshot/internal/query"
	"earshot/internal/social"
)

// maxBytes is how much of a text is read.
const maxBytes = 16 << 10

// Judge judges texts. It is immutable and safe for concurrent use.
type Scorer struct{ wording wording }

// New loads the wording.
func New() *Scorer { return &Scorer{wording: newWording()} }

// sign is one thing that speaks for spam.
type sign struct {
	chance float32
	reason string
}

// Judge judges a post by its text and tags. Time is linear.
func (j *Scorer) Score(p social.Post) social.Spam {
	text := query.CutText(p.FullText(), maxBytes)
	c := count(text)
	signs := c.style()
	for topic, n := range j.wording.find(query.FoldText(text)) {
		signs = append(signs, sign{topicChance(topic, n), topics[topic]})
	}
	return combine(signs)
}

// topicChance grows with the different phrases of a topic.
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

// Join adds what another look at the same post found to a judgement.
func AddReason(s social.Spam, chance float32, reason string) social.Spam {
	s.Score = 1 - (1-s.Score)*(1-chance)
	s.Reasons = append(slices.Clip(s.Reasons), reason)
	return s
}

// combine is the chance that at least one sign is right; the strongest reason
// comes first.
func combine(signs []sign) social.Spam {
	if len(signs) == 0 {
		return social.Spam{}
	}
	slices.SortFunc(signs, func(a, b sign) int {
		return cmp.Or(cmp.Compare(b.chance, a.chance), cmp.Compare(a.reason, b.reason))
	})
	innocent := float32(1)
	var out social.Spam
	for _, s := range signs {
		innocent *= 1 - s.chance
		out.Reasons = append(out.Reasons, s.reason)
	}
	out.Score = 1 - innocent
	return out
}
