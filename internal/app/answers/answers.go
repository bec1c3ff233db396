// Package answers tells what assistants say of the brands, beside what people say: two
// counts of different things, which are never added up.
package answers

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"earshot/internal/social"
)

// Store holds answers and figures.
type Store interface {
	EachPost(ctx context.Context, f social.Filter, yield func(social.StoredPost) error) error
	Figures(ctx context.Context, f social.Filter) (social.Figures, error)
}

// Report tells what assistants answered from a time on, up to another.
func Report(ctx context.Context, store Store, brands []social.Brand, from, to time.Time) (social.AssistantReport, error) {
	c := newCounter(brands)
	given := social.Filter{Platforms: []string{social.PlatformAssistant}, Unmatched: true, From: from, To: to}
	if err := store.EachPost(ctx, given, func(p social.StoredPost) error { c.add(p); return nil }); err != nil {
		return social.AssistantReport{}, fmt.Errorf("answers: read answers: %w", err)
	}
	report := c.report
	report.From, report.To, report.Models = from.UTC(), to.UTC(), slices.Sorted(maps.Keys(c.models))
	if report.Models == nil {
		report.Models = []string{}
	}
	for i := range report.Brands {
		b := &report.Brands[i]
		figures, err := store.Figures(ctx, social.Filter{Brand: b.Brand, From: from, To: to, WithoutAuthors: true})
		if err != nil {
			return social.AssistantReport{}, fmt.Errorf("answers: figures of %s: %w", b.Brand, err)
		}
		b.People, b.PeopleShare = figures.Mentions, figures.ShareOfVoice()
	}
	share(&report)
	report.Prompts = c.prompts()
	return report, nil
}
