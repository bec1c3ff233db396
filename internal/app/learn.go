package app

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/train"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

// guardShare is the share of labelled files that a tuned model must not spoil.
const guardShare = 0.2

// LearnOptions say what is learned from.
type LearnOptions struct {
	// Files are labelled texts that join the corrections.
	Files []train.Row
	// Weight is how much a correction counts beside a row of the files.
	Weight float32
	Seed   uint64
	// Force puts the model into use even where it is not better.
	Force bool
}

// Learned is what came of learning.
type Learned struct {
	// Corrections and Rows count what was learned from.
	Corrections int             `json:"corrections"`
	Rows        int             `json:"rows"`
	Verdict     tune.Comparison `json:"verdict"`
	// Model is the name of the model made, InUse that of the one now in use.
	Model string `json:"model"`
	InUse string `json:"in_use"`
}

// Learn tunes the shipped sentiment model with the corrections made on the
// dashboard and with labelled files. The new model is kept; it is put into use
// if it judges held-out corrections better than the present one, and does not
// judge a held-out part of the files worse.
func Learn(ctx context.Context, s Settings, opts LearnOptions) (Learned, error) {
	m, err := openModels(s)
	if err != nil {
		return Learned{}, err
	}
	current, err := m.current()
	if err != nil {
		return Learned{}, err
	}
	present, err := m.load(current)
	if err != nil {
		s.Log.Warn("the model in use cannot be loaded; the shipped one is compared with", "model", current, "error", err)
		present = m.base
	}
	texts, err := corrections(ctx, s, opts.Weight)
	if err != nil {
		return Learned{}, err
	}
	if len(texts) == 0 {
		return Learned{}, noCorrections()
	}
	teach, guard := train.Split(opts.Files, guardShare, opts.Seed)
	more := labelled(teach)
	held := tune.WithoutDuplicates(labelled(guard), append(slices.Clone(texts), more...))
	out := Learned{Corrections: len(texts), Rows: len(opts.Files), InUse: current}
	if out.Verdict, err = tune.Compare(present, m.base, texts, more, opts.Seed); err != nil {
		return out, err
	}
	tuned, err := tune.Fit(m.base, append(texts, more...), opts.Seed)
	if err != nil {
		return out, err
	}
	if spoilt := evaluate.McNemar(tuned, present, judged(held)); out.Verdict.Better && spoilt.Better() {
		out.Verdict.Better = false
		out.Verdict.Why = fmt.Sprintf("on held-out rows of the files it breaks %d judgements and mends %d", spoilt.OnlySecond, spoilt.OnlyFirst)
	}
	if out.Model, err = m.save(tuned); err != nil {
		return out, err
	}
	if out.Verdict.Better || opts.Force {
		if err := m.use(out.Model); err != nil {
			return out, err
		}
		out.InUse = out.Model
	}
	return out, nil
}

// corrections are the texts that people labelled on the dashboard.
func corrections(ctx context.Context, s Settings, weight float32) ([]tune.Example, error) {
	store, done, err := OpenStore(ctx, s)
	if err != nil {
		return nil, err
	}
	defer done()
	var texts []tune.Example
	err = store.EachCorrection(ctx, func(p social.StoredPost) error {
		texts = append(texts, tune.Example{
			Text: p.Post.FullText(), Language: p.Analysis.Language, Label: p.Analysis.Sentiment.Label, Weight: weight,
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("app: read corrections: %w", err)
	}
	return texts, nil
}

// labelled are rows of files, in the languages they are found to be in.
func labelled(rows []train.Row) []tune.Example {
	detector := language.New()
	names := [3]social.Label{social.Negative, social.Neutral, social.Positive}
	texts := make([]tune.Example, len(rows))
	for i, r := range rows {
		texts[i] = tune.Example{Text: r.Text, Language: detector.Detect(r.Text, ""), Label: names[r.Label+1]}
	}
	return texts
}

func judged(texts []tune.Example) []evaluate.Example {
	out := make([]evaluate.Example, len(texts))
	for i, t := range texts {
		out[i] = evaluate.Example{Text: t.Text, Language: t.Language, Label: t.Label}
	}
	return out
}

// CrossValidate hands what people said of every correction to add, with the
// groups it belongs to, what the shipped model says of it and what one says that
// was tuned with the other parts of the corrections, cut into folds.
func CrossValidate(ctx context.Context, s Settings, folds int, seed uint64, add func(truth social.Label, groups []string, said ...social.Sentiment)) error {
	m, err := openModels(s)
	if err != nil {
		return err
	}
	store, done, err := OpenStore(ctx, s)
	if err != nil {
		return err
	}
	defer done()
	var texts []tune.Example
	platforms := map[string][]string{}
	err = store.EachCorrection(ctx, func(p social.StoredPost) error {
		text := p.Post.FullText()
		texts = append(texts, tune.Example{Text: text, Language: p.Analysis.Language, Label: p.Analysis.Sentiment.Label})
		if !slices.Contains(platforms[text], p.Post.Platform) {
			platforms[text] = append(platforms[text], p.Post.Platform)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("app: read corrections: %w", err)
	}
	if len(texts) == 0 {
		return noCorrections()
	}
	if len(texts) < folds {
		return social.Errorf(social.CodeInvalid, "%d corrections cannot be cut into %d parts: set more posts' sentiment on the dashboard, or lower --folds", len(texts), folds)
	}
	return tune.CrossValidate(m.base, texts, nil, folds, seed, func(t tune.Example, said social.Sentiment) {
		groups := []string{"language " + t.Language}
		for _, p := range platforms[t.Text] {
			groups = append(groups, "platform "+p)
		}
		add(t.Label, groups, m.base.Classify(t.Text, t.Language), said)
	})
}

// CorrectionGroups are the corrections as texts to measure models on: all of
// them, by language and by platform, and the tuned models to measure beside. A
// model tuned with a correction knows its answer, so its figures flatter it; its
// name says of how many.
func CorrectionGroups(ctx context.Context, s Settings) ([]evaluate.Group, []evaluate.NamedModel, error) {
	store, done, err := OpenStore(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	defer done()
	by := map[string][]evaluate.Example{}
	err = store.EachCorrection(ctx, func(p social.StoredPost) error {
		text := evaluate.Example{Text: p.Post.FullText(), Language: p.Analysis.Language, Label: p.Analysis.Sentiment.Label}
		for _, group := range []string{"corrections", "corrections, language " + text.Language, "corrections, platform " + p.Post.Platform} {
			by[group] = append(by[group], text)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("app: read corrections: %w", err)
	}
	if len(by) == 0 {
		return nil, nil, noCorrections()
	}
	var groups []evaluate.Group
	for _, name := range slices.Sorted(maps.Keys(by)) {
		groups = append(groups, evaluate.Group{Name: name, Texts: by[name]})
	}
	list, err := Models(s)
	if err != nil {
		return nil, nil, err
	}
	m, err := openModels(s)
	if err != nil {
		return nil, nil, err
	}
	var tuned []evaluate.NamedModel
	for _, info := range list {
		if info.Name == ShippedModel || info.Fault != "" {
			continue
		}
		model, err := m.load(info.Name)
		if err != nil {
			return nil, nil, err
		}
		name := info.Name
		if t, ok := model.(*tune.Model); ok {
			name = fmt.Sprintf("%s (knows %d of %d)", name, known(t, by["corrections"]), len(by["corrections"]))
		}
		tuned = append(tuned, evaluate.NamedModel{Name: name, Model: model})
	}
	return groups, tuned, nil
}

// known counts the texts that a model was tuned with.
func known(m *tune.Model, texts []evaluate.Example) int {
	n := 0
	for _, t := range texts {
		if m.TrainedOn(tune.Example{Text: t.Text, Label: t.Label}) {
			n++
		}
	}
	return n
}

func noCorrections() error {
	return social.Errorf(social.CodeInvalid, "there are no corrections yet: set a post's sentiment on the dashboard")
}
