package registry

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

// CrossValidate calls add for every correction with its label, the groups it
// belongs to, and two predictions: the shipped model's, and that of a model
// tuned on the other folds of the corrections.
func (r *Registry) CrossValidate(ctx context.Context, from Corrections, folds int, seed uint64, add func(truth social.Label, groups []string, predictions ...social.Sentiment)) error {
	var texts []tune.Example
	platforms := map[string][]string{}
	err := from(ctx, func(p social.StoredPost, c social.Correction) error {
		if c.Brand != "" {
			return nil
		}
		text := p.Post.FullText()
		texts = append(texts, tune.Example{Text: text, Language: p.Analysis.Language, Label: c.Label})
		if !slices.Contains(platforms[text], p.Post.Platform) {
			platforms[text] = append(platforms[text], p.Post.Platform)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("registry: read corrections: %w", err)
	}
	if len(texts) == 0 {
		return noCorrections()
	}
	if len(texts) < folds {
		return social.Errorf(social.CodeInvalid, "%d corrections cannot be cut into %d parts: set more posts' sentiment on the dashboard, or lower --folds", len(texts), folds)
	}
	return tune.CrossValidate(r.base, texts, nil, folds, seed, func(t tune.Example, s social.Sentiment) {
		groups := []string{"language " + t.Language}
		for _, p := range platforms[t.Text] {
			groups = append(groups, "platform "+p)
		}
		add(t.Label, groups, r.base.Classify(t.Text, t.Language, nil), s)
	})
}

// CorrectionGroups returns the corrections as groups to measure models on (all
// of them, by language and by platform) and the tuned models. A model tuned with
// a correction was trained on its label, so its results are too good; its name
// says how many corrections that concerns.
func (r *Registry) CorrectionGroups(ctx context.Context, from Corrections) ([]evaluate.Group, []evaluate.NamedModel, error) {
	by := map[string][]evaluate.Example{}
	err := from(ctx, func(p social.StoredPost, c social.Correction) error {
		if c.Brand != "" {
			return nil
		}
		text := evaluate.Example{Text: p.Post.FullText(), Language: p.Analysis.Language, Label: c.Label}
		for _, group := range []string{"corrections", "corrections, language " + text.Language, "corrections, platform " + p.Post.Platform} {
			by[group] = append(by[group], text)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("registry: read corrections: %w", err)
	}
	if len(by) == 0 {
		return nil, nil, noCorrections()
	}
	var groups []evaluate.Group
	for _, name := range slices.Sorted(maps.Keys(by)) {
		groups = append(groups, evaluate.Group{Name: name, Texts: by[name]})
	}
	list, err := r.List()
	if err != nil {
		return nil, nil, err
	}
	var tuned []evaluate.NamedModel
	for _, info := range list {
		if info.Name == Shipped || info.Fault != "" {
			continue
		}
		model, err := r.Load(info.Name)
		if err != nil {
			return nil, nil, err
		}
		name := info.Name
		if t, ok := model.(*tune.Model); ok {
			name = fmt.Sprintf("%s (knows %d of %d)", name, countTrainedOn(t, by["corrections"]), len(by["corrections"]))
		}
		tuned = append(tuned, evaluate.NamedModel{Name: name, Model: model})
	}
	return groups, tuned, nil
}

// countTrainedOn counts the texts that a model was tuned with.
func countTrainedOn(m *tune.Model, texts []evaluate.Example) int {
	n := 0
	for _, t := range texts {
		if m.TrainedOn(tune.Example{Text: t.Text, Label: t.Label}) {
			n++
		}
	}
	return n
}
