package social_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func judged(label social.Label, negative, neutral, positive float32) social.Sentiment {
	return social.Sentiment{Label: label, Negative: negative, Neutral: neutral, Positive: positive}
}

func TestOpinionBesideAJudgement(t *testing.T) {
	for name, c := range map[string]struct {
		own, said social.Sentiment
		fault     string
		want      social.Label
		sure      float32
		origin    social.Origin
	}{
		"agrees":              {judged(social.Negative, 0.5, 0.3, 0.2), judged(social.Negative, 0.9, 0.1, 0), "", social.Negative, 0.7, social.OriginOpinion},
		"is surer":            {judged(social.Neutral, 0.3, 0.4, 0.3), judged(social.Positive, 0, 0.1, 0.9), "", social.Positive, 0.6, social.OriginOpinion},
		"is less sure":        {judged(social.Negative, 0.95, 0.03, 0.02), judged(social.Positive, 0.2, 0.2, 0.6), "", social.Negative, 0.575, social.OriginOpinion},
		"meets in between":    {judged(social.Negative, 0.5, 0.49, 0.01), judged(social.Positive, 0.01, 0.49, 0.5), "", social.Neutral, 0.49, social.OriginOpinion},
		"a draw":              {judged(social.Positive, 0.25, 0.25, 0.5), judged(social.Negative, 0.5, 0.25, 0.25), "", social.Positive, 0.375, social.OriginOpinion},
		"was discarded":       {judged(social.Positive, 0.25, 0.25, 0.5), social.Sentiment{}, "it quoted nothing", social.Positive, 0.5, social.OriginModel},
		"on nothing to judge": {social.Sentiment{}, judged(social.Negative, 0.5, 0.25, 0.25), "", social.Unknown, 0, social.OriginNone},
	} {
		got := c.own.Beside(social.Opinion{Model: "m", Sentiment: c.said, Fault: c.fault})
		if got.Label != c.want || math.Abs(float64(got.Certainty()-c.sure)) > 1e-6 || got.Origin() != c.origin {
			t.Errorf("%s: %s at %v from %q, want %s at %v from %q", name, got.Label, got.Certainty(), got.Origin(), c.want, c.sure, c.origin)
		}
		if c.want == social.Unknown {
			continue
		}
		if sum := got.Negative + got.Neutral + got.Positive; math.Abs(float64(sum-1)) > 1e-6 {
			t.Errorf("%s: the probabilities sum to %v", name, sum)
		}
		if o := got.Opinion; o == nil || cmp.Diff(c.own, o.Own) != "" || o.Fault != c.fault {
			t.Errorf("%s: the opinion is kept as %+v", name, o)
		}
		got.Corrected = true
		if got.Origin() != social.OriginPerson {
			t.Errorf("%s: corrected, it is from %q", name, got.Origin())
		}
	}
}
