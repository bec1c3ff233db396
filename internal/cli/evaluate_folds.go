package cli

import (
	"context"
	"fmt"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/registry"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/app"
	"earshot/internal/social"
)

// crossValidate measures training, or tuning, on every text once, with a model
// fitted to the other folds, and compares it with the shipped one.
func (c evalCommand) crossValidate(ctx context.Context, settings app.Settings, std streams) error {
	if c.Folds < 2 || c.Folds > 20 || len(c.Model) > 0 || c.Corrections && len(c.Files) > 0 {
		return social.Errorf(social.CodeInvalid, "evaluate: --folds is 2 to 20, and goes with files or with --corrections alone")
	}
	shipped, err := sentiment.Load()
	if err != nil {
		return err
	}
	models := []evaluate.NamedModel{{Name: registry.Shipped}, {Name: "fitted to other parts"}}
	all := evaluate.NewTally(fmt.Sprintf("%d-fold cross-validation", c.Folds), len(models))
	if c.Corrections {
		err = crossValidateCorrections(ctx, settings, c.Folds, c.Seed, all)
	} else {
		err = c.eachHeldOut(settings, std, func(p labelled, fitted evaluate.Classifier) {
			truth := labelNames[p.Label+1]
			groups := []string{"language " + p.Language}
			if p.Platform != "" {
				groups = append(groups, "platform "+p.Platform)
			}
			all.Add(truth, groups, shipped.Classify(p.Text, p.Language, nil), fitted.Classify(p.Text, p.Language, nil))
		})
	}
	if err != nil {
		return err
	}
	return writeEvaluation(std.out, models, all.Rows())
}

func crossValidateCorrections(ctx context.Context, settings app.Settings, folds int, seed uint64, all *evaluate.Tally) error {
	models, err := settings.Models()
	if err != nil {
		return err
	}
	return models.CrossValidate(ctx, settings.Corrections, folds, seed, all.Add)
}

// eachHeldOut calls do with every post of the files and a model fitted to the
// folds that do not contain it.
func (c evalCommand) eachHeldOut(settings app.Settings, std streams, do func(labelled, evaluate.Classifier)) error {
	posts, err := readPosts(c.Files)
	if err != nil {
		return err
	}
	rows, of := make([]train.Row, len(posts)), map[train.Row]labelled{}
	for i, p := range posts {
		rows[i], of[p.Row] = p.Row, p
	}
	detector := language.New()
	for i, fold := range train.Folds(rows, c.Folds, c.Seed) {
		fmt.Fprintf(std.err, "part %d of %d: fitting on %d texts ...\n", i+1, c.Folds, len(fold.Rest))
		opts := train.Defaults()
		opts.Seed, opts.Log = c.Seed, settings.Log
		sets := train.ByLanguage("files", fold.Rest, func(text string) string { return detector.Detect(text, "", nil) })
		for k := range sets {
			sets[k].Train, sets[k].Validation = train.Split(sets[k].Train, validationShare, opts.Seed)
		}
		data, err := train.Train(sets, opts)
		if err != nil {
			return err
		}
		model, err := sentiment.Parse(data)
		if err != nil {
			return err
		}
		for _, r := range fold.Held {
			do(of[r], model)
		}
	}
	return nil
}
