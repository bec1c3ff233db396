package social

import (
	"cmp"
	"math"
	"slices"
)

const (
	// emergingPrior is how many mentions the prior of Emerging is worth.
	emergingPrior = 100
	// EmergingMentions and EmergingScore are what a term needs to emerge: so many
	// mentions now, and a score that chance alone reaches once in a hundred terms.
	EmergingMentions = 5
	EmergingScore    = 2.576
)

// EmergingTerm is a term that mentions hold more often than they used to.
type EmergingTerm struct {
	TermCount
	// Score is how many standard errors the term's log-odds now lie above those before.
	Score float64
}

// Emerging returns the terms that are over-represented in mentions now against
// those before, by Score, highest first. now and before are how many mentions
// there are in all; TermCount.Mentions and Previous, how many of them hold the
// term. There are none without a past to compare with.
//
// The score is the log-odds ratio with an informative Dirichlet prior of Monroe,
// Colaresi and Quinn, "Fightin' Words" (Political Analysis 16, 2008, equations
// 16 to 22): with the term's share in both periods together as the prior,
// rare terms need more evidence than common ones, and none divides by zero.
func Emerging(counts []TermCount, now, before int64) []EmergingTerm {
	if now <= 0 || before <= 0 {
		return nil
	}
	var out []EmergingTerm
	for _, c := range counts {
		if c.Mentions < EmergingMentions {
			continue
		}
		share := float64(c.Mentions+c.Previous) / float64(now+before)
		hold, lack := emergingPrior*share, emergingPrior*max(0, 1-share)
		odds := func(with, all int64) float64 {
			return math.Log((float64(with) + hold) / (float64(max(0, all-with)) + lack))
		}
		spread := math.Sqrt(1/(float64(c.Mentions)+hold) + 1/(float64(c.Previous)+hold))
		score := (odds(c.Mentions, now) - odds(c.Previous, before)) / spread
		if score >= EmergingScore && !math.IsInf(score, 0) {
			out = append(out, EmergingTerm{c, score})
		}
	}
	slices.SortFunc(out, func(a, b EmergingTerm) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Term, b.Term))
	})
	return out
}
