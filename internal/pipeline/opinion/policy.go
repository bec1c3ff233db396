package opinion

import "earshot/internal/social"

// Policy says on which mentions a second opinion is wanted.
type Policy struct {
	// Below is the certainty of the built-in model below which it is.
	Below float32
	// Reach is the engagement from which it is in any case; 0 is never.
	Reach int64
}

// Wants tells whether a second opinion on a post is wanted. It is not on posts
// that figures do not count (those of no brand, without text, deleted), on likely
// spam, and where a person has judged.
func (w Policy) Wants(p social.Post, a social.Analysis) bool {
	s := a.Sentiment
	if p.Deleted || len(a.Brands) == 0 || s.Label == social.Unknown || s.Corrected || a.Spam.Likely() {
		return false
	}
	if s.Opinion != nil {
		s = s.Opinion.Own
	}
	if s.Certainty() < w.Below {
		return true
	}
	reach := p.Engagement.Total()
	return w.Reach > 0 && reach != nil && *reach >= w.Reach
}
