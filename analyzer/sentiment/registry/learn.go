package registry

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/train"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

// regressionShare is the share of the labelled files that is held out to check
// that a tuned model classifies them no worse.
const regressionShare = 0.2

// Corrections calls do with every post that a person has labelled.
type Corrections func(ctx context.Context, do func(social.StoredPost, social.Correction) error) error

// LearnOptions are the options of Learn.
type LearnOptions struct {
	// Files are labelled texts that are learned along with the corrections.
	Files []train.Row
	// Weight is the weight of a correction beside that of a row of the files.
	Weight float32
	Seed   uint64
	// Force puts the model into use even where it is not better.
	Force bool
	Log   *slog.Logger
}

// Learned is the result of Learn.
type Learned struct {
	// Corrections and Rows count the examples that were learned.
	Corrections int             `json:"corrections"`
	Rows        int             `json:"rows"`
	Verdict     tune.Comparison `json:"verdict"`
	// Model is the name of the new model, InUse that of the model now in use.
	Model string `json:"model"`
	InUse string `json:"in_use"`
}

// Learn tunes the shipped sentiment model with the corrections made on the
// dashboard and with labelled files. The new model is saved. It is put into use
// if it classifies held-out corrections better than the present one, and a
// held-out part of the files no worse.
func (r *Registry) Learn(ctx context.Context, from Corrections, opts LearnOptions) (Learned, error) {
	current, err := r.Current()
	if err != nil {
		return Learned{}, err
	}
	present, err := r.Load(current)
	if err != nil {
		opts.Log.Warn("the model in use cannot be loaded; the shipped one is compared with", "model", current, "error", err)
		present = r.base
	}
	texts, err := corrections(ctx, from, opts.Weight)
	if err != nil {
		return Learned{}, err
	}
	if len(texts) == 0 {
		return Learned{}, noCorrections()
	}
	training, regression := train.Split(opts.Files, regressionShare, opts.Seed)
	more := labelled(training)
	held := tune.WithoutDuplicates(labelled(regression), append(slices.Clone(texts), more...))
	out := Learned{Corrections: len(texts), Rows: len(opts.Files), InUse: current}
	if out.Verdict, err = tune.Compare(present, r.base, texts, more, opts.Seed); err != nil {
		return out, err
	}
	tuned, err := tune.Fit(r.base, append(texts, more...), opts.Seed)
	if err != nil {
		return out, err
	}
	if regressed := evaluate.McNemar(tuned, present, toEvaluate(held)); out.Verdict.Better && regressed.Better() {
		out.Verdict.Better = false
		out.Verdict.Why = fmt.Sprintf("on held-out rows of the files it breaks %d judgements and mends %d", regressed.OnlySecond, regressed.OnlyFirst)
	}
	if out.Model, err = r.Save(tuned); err != nil {
		return out, err
	}
	if out.Verdict.Better || opts.Force {
		if err := r.Use(out.Model); err != nil {
			return out, err
		}
		out.InUse = out.Model
	}
	return out, nil
}

// corrections returns the texts that people labelled on the dashboard.
func corrections(ctx context.Context, from Corrections, weight float32) ([]tune.Example, error) {
	var texts []tune.Example
	err := from(ctx, func(p social.StoredPost, c social.Correction) error {
		if c.Brand != "" {
			return nil
		}
		texts = append(texts, tune.Example{
			Text: p.Post.FullText(), Language: p.Analysis.Language, Label: c.Label, Weight: weight,
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("registry: read corrections: %w", err)
	}
	return texts, nil
}

// labelled returns rows of files as examples, with their language detected.
func labelled(rows []train.Row) []tune.Example {
	detector := language.New()
	names := [3]social.Label{social.Negative, social.Neutral, social.Positive}
	texts := make([]tune.Example, len(rows))
	for i, r := range rows {
		texts[i] = tune.Example{Text: r.Text, Language: detector.Detect(r.Text, "", nil), Label: names[r.Label+1]}
	}
	return texts
}

func toEvaluate(texts []tune.Example) []evaluate.Example {
	out := make([]evaluate.Example, len(texts))
	for i, t := range texts {
		out[i] = evaluate.Example{Text: t.Text, Language: t.Language, Label: t.Label}
	}
	return out
}
