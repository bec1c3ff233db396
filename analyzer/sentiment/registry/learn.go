package registry

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/language"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/guard"
	"earshot/analyzer/sentiment/review"
	"earshot/analyzer/sentiment/train"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

// regressionShare is the share of the labelled files that is held out to check
// that a tuned model classifies them no worse.
const regressionShare = 0.2

// regressionLevel is the level of the one-sided test on them.
const regressionLevel = 0.05

// LearnOptions are the options of Learn.
type LearnOptions struct {
	// Files are labelled texts that are learned along with the corrections.
	Files []train.Row
	// Weight is the weight of a correction beside that of a row of the files.
	Weight float32
	Seed   uint64
	// Brands are those whose words nothing is learned from.
	Brands []social.Brand
	// Force puts the model into use even where it is not better.
	Force bool
	Log   *slog.Logger
}

// Learned is the result of Learn. It is serialized under these names.
type Learned struct {
	// At is when it was learned.
	At time.Time `json:"at"`
	// Corrections and Rows count the examples that were learned, Confirmed those of the
	// first whose label people called right.
	Corrections int `json:"corrections"`
	Confirmed   int `json:"confirmed"`
	Rows        int `json:"rows"`
	// Review is what was found in people's judgements.
	Review  review.Findings `json:"review"`
	Verdict tune.Comparison `json:"verdict"`
	Guard   guard.Report    `json:"guard"`
	// Better reports that the model should take over, Why for or against.
	Better bool   `json:"better"`
	Why    string `json:"why"`
	// Model is the name of the new model, empty for none; InUse that of the model now in
	// use.
	Model string `json:"model"`
	InUse string `json:"in_use"`
}

// Learn tunes the shipped sentiment model with what people judged on the dashboard and
// with labelled files. The new model is saved. It is put into use if it classifies
// held-out judgements better than the present one, and is not worse, beyond noise, on
// those whose label people called right, on the guard set and on a held-out part of
// the files.
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
	list, ofBrands, err := judgements(ctx, from, opts.Brands)
	if err != nil {
		return Learned{}, err
	}
	if len(list) == 0 {
		return Learned{}, noCorrections()
	}
	set, err := r.guardSet()
	if err != nil {
		return Learned{}, err
	}
	out := Learned{At: time.Now().UTC(), Rows: len(opts.Files), InUse: current}
	if out.Review, err = r.review(list, set); err != nil {
		return out, err
	}
	out.Review.OfBrands = ofBrands
	if err := r.learn(&out, list, present, set, opts); err != nil {
		return out, err
	}
	return out, r.remember(out)
}

// learn tunes a model with the judgements that were kept and puts it into use if it may.
// Where none was kept, it shows what would come of all of them.
func (r *Registry) learn(out *Learned, list []review.Judgement, present analyzer.Sentiment, set *guard.Set, opts LearnOptions) error {
	texts := examples(list, opts.Weight)
	if kept := examples(out.Review.Kept, opts.Weight); len(kept) > 0 {
		texts = kept
		out.Corrections = len(kept)
	}
	for _, t := range texts[:out.Corrections] {
		if t.Confirmed {
			out.Confirmed++
		}
	}
	training, regression := train.Split(opts.Files, regressionShare, opts.Seed)
	more := labelled(training)
	var err error
	if out.Verdict, err = tune.Compare(present, r.base, texts, more, opts.Seed); err != nil {
		return err
	}
	tuned, err := tune.Fit(r.base, append(slices.Clone(texts), more...), opts.Seed)
	if err != nil {
		return err
	}
	out.Guard = r.guard(set, present, tuned, append(slices.Clone(texts), more...))
	held := tune.WithoutDuplicates(labelled(regression), append(texts, more...))
	out.decide(evaluate.McNemar(present, tuned, toEvaluate(held)))
	if out.Model, err = r.Save(tuned); err != nil {
		return err
	}
	if out.Better || opts.Force {
		if err := r.Use(out.Model); err != nil {
			return err
		}
		out.InUse = out.Model
	}
	return nil
}

// guard measures a tuned model on the guard set beside the present one, and where that
// was tuned itself beside the shipped one, so that many small losses are not added up.
func (r *Registry) guard(set *guard.Set, present, tuned analyzer.Sentiment, texts []tune.Example) guard.Report {
	languages := make([]string, len(texts))
	for i, t := range texts {
		languages[i] = t.Language
	}
	report := set.Compare(present, tuned, languages)
	if present.Version() != r.base.Version() && !report.Worse {
		if shipped := set.Compare(r.base, tuned, languages); shipped.Worse {
			return shipped
		}
	}
	return report
}

// decide sets Better and Why; files is what a held-out part of the files says.
func (l *Learned) decide(files evaluate.Difference) {
	l.Better, l.Why = l.Verdict.Better, l.Verdict.Why
	switch {
	case l.Corrections == 0:
		l.Better, l.Why = false, fmt.Sprintf("none of the %d judgements can be learned from: %s", l.Review.LeftOut, l.Review.WhyNone())
	case !l.Better:
	case l.Guard.Worse:
		l.Better, l.Why = false, l.Guard.Why
	case files.Worse(regressionLevel):
		l.Better = false
		l.Why = fmt.Sprintf("on held-out rows of the files it breaks %d judgements and mends %d", files.OnlyFirst, files.OnlySecond)
	}
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
