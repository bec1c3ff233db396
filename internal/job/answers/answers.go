// Package answers tells what assistants say of the brands, beside what people say: two
// counts of different things, which are never added up.
package answers

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/sources"
	"earshot/internal/social"
)

// Report is what assistants answered in a period. Shares are from 0 to 1, and nil where
// there is nothing to take them of.
type Report struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Answers are those to prompts that name no brand, and Named those to prompts that
	// name one: who is asked about a brand speaks of it, so these are in no share.
	Answers int64 `json:"answers"`
	Named   int64 `json:"answers_to_prompts_that_name_a_brand"`
	// Cut are answers that ended at the limit of tokens. What they would have named is
	// unknown, so they are in no count and no share.
	Cut int64 `json:"answers_cut_off"`
	// Models are the models that answered, by name.
	Models []string `json:"models"`
	Brands []Brand  `json:"brands"`
}

// Brand is what is said of one brand.
type Brand struct {
	Brand string           `json:"brand"`
	Kind  social.BrandKind `json:"kind"`
	// Open are the answers to prompts that name no brand, Named those to prompts that
	// name this one.
	Open  Count `json:"open"`
	Named Count `json:"named"`
	// Share is the brand's part of all mentions of brands in open answers.
	Share *float64 `json:"share_among_assistants"`
	// People and PeopleShare are the mentions of the period in what people say, and their
	// share of voice.
	People      int64    `json:"mentions_by_people"`
	PeopleShare *float64 `json:"share_among_people"`
	// Models are the open answers of each model.
	Models map[string]Count `json:"models"`
}

// Count is of answers.
type Count struct {
	Answers int64 `json:"answers"`
	// Mentioned are answers in whose words the brand is named.
	Mentioned int64 `json:"mentioned"`
	// Cited are answers that cite a page of the brand's own sites, named or not; nil
	// where the configuration names no sites of the brand.
	Cited *int64 `json:"cited"`
}

// Run tells what assistants answered from a time on, up to another.
func Run(ctx context.Context, s app.Settings, from, to time.Time) (Report, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return Report{}, err
	}
	brands, err := sources.Brands(cfg)
	if err != nil {
		return Report{}, err
	}
	store, eng, err := app.OpenStoreAt(ctx, s, cfg.Storage.DSN)
	if err != nil {
		return Report{}, err
	}
	defer func() {
		if err := app.CloseStore(store, eng); err != nil {
			s.Log.Error("close storage", "error", err)
		}
	}()
	c := newCounter(brands)
	given := social.Filter{Platforms: []string{social.PlatformAssistant}, Unmatched: true, From: from, To: to}
	if err := store.EachPost(ctx, given, func(p social.StoredPost) error { c.add(p); return nil }); err != nil {
		return Report{}, fmt.Errorf("answers: read answers: %w", err)
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
			return Report{}, fmt.Errorf("answers: figures of %s: %w", b.Brand, err)
		}
		b.People, b.PeopleShare = figures.Mentions, figures.ShareOfVoice()
	}
	report.share()
	return report, nil
}
