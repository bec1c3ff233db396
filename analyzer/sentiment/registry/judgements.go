package registry

import (
	"context"
	"fmt"

	"earshot/analyzer/brand"
	"earshot/analyzer/sentiment/guard"
	"earshot/analyzer/sentiment/review"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

// Corrections calls do with every judgement of a person that stands, and its post.
type Corrections func(ctx context.Context, do func(social.StoredPost, social.Correction) error) error

// judgements reads what people said of whole posts. Judgements of a brand's mention say
// nothing of the text as a whole, which is what a model learns.
func judgements(ctx context.Context, from Corrections, brands []social.Brand) (list []review.Judgement, ofBrands int, err error) {
	names := brand.New(brands)
	err = from(ctx, func(p social.StoredPost, c social.Correction) error {
		if c.Brand != "" {
			ofBrands++
			return nil
		}
		text := p.Post.FullText()
		list = append(list, review.Judgement{Correction: c, Text: text, Language: p.Analysis.Language, Names: names.Words(text).Spans, Edited: p.Post.EditedAt.After(c.At)})
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("registry: read corrections: %w", err)
	}
	return list, ofBrands, nil
}

// Review looks through people's judgements for those that contradict each other, plain
// words or the guard set; see package review.
func (r *Registry) Review(ctx context.Context, from Corrections, brands []social.Brand) (review.Findings, error) {
	list, ofBrands, err := judgements(ctx, from, brands)
	if err != nil {
		return review.Findings{}, err
	}
	set, err := r.guardSet()
	if err != nil {
		return review.Findings{}, err
	}
	f, err := r.review(list, set)
	f.OfBrands = ofBrands
	return f, err
}

// guardSet is the guard set, which is read when it is first needed.
func (r *Registry) guardSet() (*guard.Set, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.set == nil {
		set, err := guard.Load()
		if err != nil {
			return nil, fmt.Errorf("registry: %w", err)
		}
		r.set = set
	}
	return r.set, nil
}

// review is Review of judgements that were read.
func (r *Registry) review(list []review.Judgement, set *guard.Set) (review.Findings, error) {
	return review.Of(list, r.base, func(by []review.Judgement) (broken, mended int, p float64, err error) {
		alone, err := tune.Fit(r.base, examples(by, 1), 1)
		if err != nil {
			if social.CodeOf(err) == social.CodeInvalid {
				return 0, 0, 1, nil // they say nothing to learn from
			}
			return 0, 0, 0, err
		}
		d := set.Breaks(r.base, alone)
		return d.OnlyFirst, d.OnlySecond, d.OneSided(), nil
	})
}

// examples are judgements to learn from.
func examples(list []review.Judgement, weight float32) []tune.Example {
	texts := make([]tune.Example, len(list))
	for i, j := range list {
		texts[i] = tune.Example{Text: j.Text, Language: j.Language, Label: j.Label, Names: j.Names, Confirmed: j.Confirmed, Weight: weight}
	}
	return texts
}

func noCorrections() error {
	return social.Errorf(social.CodeInvalid, "there are no corrections of whole posts yet, which alone are learned from: set a post's sentiment on its page")
}
