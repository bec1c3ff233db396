package run

import (
	"context"
	"encoding/json"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// spent is what a source has sent of its budget.
type spent struct {
	// Day is the UTC day, and Requests are those entered on it.
	Day      string `json:"day"`
	Requests int64  `json:"requests"`
}

func budgetKey(source string) string { return "budget/" + source }

// spend enters one request in the budget of the source, if its platform has one. It fails
// with social.CodeRateLimited when that is spent.
func (s *step) spend(ctx context.Context) error {
	budgeted, ok := s.adapter.(crawler.Budgeted)
	if !ok {
		return nil
	}
	limit, state := budgeted.Budget(s.scope.Source), s.runner.opts.State
	for {
		data, rev, err := state.Get(ctx, budgetKey(s.Source))
		if err != nil {
			return social.Errorf(social.CodeInternal, "crawler: budget of %s: %w", s.Source, err)
		}
		var known spent
		if data != nil {
			if err := json.Unmarshal(data, &known); err != nil {
				return social.Errorf(social.CodeInternal, "crawler: budget of %s: %w", s.Source, err)
			}
		}
		now := s.runner.opts.Clock.Now().UTC()
		if today := now.Format(time.DateOnly); known.Day != today {
			known = spent{Day: today}
		}
		if known.Requests >= limit {
			return social.Errorf(social.CodeRateLimited, "crawler: the budget of %d requests a day is spent; it is full again at midnight, UTC", limit)
		}
		known.Requests++
		if data, err = json.Marshal(known); err != nil {
			return social.Errorf(social.CodeInternal, "crawler: budget of %s: %w", s.Source, err)
		}
		err = state.Update(ctx, budgetKey(s.Source), data, rev)
		switch social.CodeOf(err) {
		case "":
			return nil
		case social.CodeConflict:
			// Another lane entered one meanwhile.
		default:
			return social.Errorf(social.CodeInternal, "crawler: budget of %s: %w", s.Source, err)
		}
	}
}
