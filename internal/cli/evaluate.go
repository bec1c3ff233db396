package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/app"
	"earshot/internal/social"
)

type evalCommand struct {
	Files       []string `arg:"" optional:"" type:"existingfile" help:"Labelled texts: a line each, label (-1, 0 or 1), a tab, the text."`
	Model       []string `placeholder:"FILE" type:"existingfile" sep:"none" help:"A model file to measure beside the one that comes with Earshot; may be given more than once."`
	Corrections bool     `help:"Measure on the posts whose sentiment was set on the dashboard, by platform and by language, with the models tuned to them beside."`
	By          string   `enum:"file,language" default:"file" help:"A line of the table for each file, or for each language."`
	Folds       int      `placeholder:"N" help:"Measure training itself: fit a model on N-1 parts of all files, measure it on the part left out, N times, and compare it with the shipped one."`
	Seed        uint64   `default:"1" help:"How the parts are drawn."`
}

// labelNames are the labels of labelled files, from -1 up.
var labelNames = [3]social.Label{social.Negative, social.Neutral, social.Positive}

// Help says what the figures are.
func (evalCommand) Help() string {
	return `Macro-recall is the mean of the three recalls, leaning the share of texts labelled positive or negative that the model leans
the right way on, kappa Cohen's, ECE the expected calibration error over ten bins. Between the first model and each other
one, the exact McNemar test on the texts that one has right and the other wrong says how likely chance is the reason.`
}

// Run measures the models on each group of texts and prints a table, then the
// confusion of each and what sets the models apart.
func (c evalCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if len(c.Files) == 0 && !c.Corrections {
		return social.Errorf(social.CodeInvalid, "evaluate: name files of labelled texts, or --corrections")
	}
	if c.Folds != 0 {
		return c.crossValidate(settings, std)
	}
	groups, err := c.groups()
	if err != nil {
		return err
	}
	models, err := c.models()
	if err != nil {
		return err
	}
	if c.Corrections {
		corrected, tuned, err := app.CorrectionGroups(ctx, settings)
		if err != nil {
			return err
		}
		groups, models = append(groups, corrected...), append(models, tuned...)
	}
	return writeEvaluation(std.out, models, groups)
}

// writeEvaluation prints everything that is known of the models on the groups.
func writeEvaluation(w io.Writer, models []evaluate.Named, groups []evaluate.Group) error {
	rows := evaluate.Compare(models, groups)
	if err := evaluate.WriteTable(w, models, rows); err != nil {
		return err
	}
	for _, row := range rows {
		for i, result := range row.Results {
			fmt.Fprintf(w, "\n%s, %s (lines: people, columns: model)\n", row.Group, models[i].Name)
			if err := evaluate.WriteConfusion(w, result); err != nil {
				return err
			}
		}
	}
	for _, g := range groups {
		for _, other := range models[1:] {
			d := evaluate.Differ(models[0].Judge, other.Judge, g.Texts)
			fmt.Fprintf(w, "\n%s: %s alone is right on %d texts, %s alone on %d (McNemar p = %.3g)\n",
				g.Name, models[0].Name, d.OnlyFirst, other.Name, d.OnlySecond, d.P)
		}
	}
	return nil
}

// groups are the texts of the files, by file or language.
func (c evalCommand) groups() ([]evaluate.Group, error) {
	detector := language.New()
	byName := map[string]*evaluate.Group{}
	var order []string
	for _, name := range c.Files {
		rows, err := readLabelled([]string{name})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			text := evaluate.Text{Text: r.Text, Language: detector.Detect(r.Text, ""), Label: labelNames[r.Label+1]}
			group := name
			if c.By == "language" {
				group = text.Language
			}
			if byName[group] == nil {
				byName[group] = &evaluate.Group{Name: group}
				order = append(order, group)
			}
			byName[group].Texts = append(byName[group].Texts, text)
		}
	}
	if c.By == "language" {
		order = slices.Sorted(maps.Keys(byName))
	}
	groups := make([]evaluate.Group, len(order))
	for i, name := range order {
		groups[i] = *byName[name]
	}
	return groups, nil
}

func (c evalCommand) models() ([]evaluate.Named, error) {
	shipped, err := sentiment.Load(sentiment.WithoutWhy())
	if err != nil {
		return nil, err
	}
	models := []evaluate.Named{{Name: app.ShippedModel, Judge: shipped}}
	for _, name := range c.Model {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "evaluate: %w", err)
		}
		model, err := sentiment.Parse(data, sentiment.WithoutWhy())
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "evaluate: %s: %w", name, err)
		}
		models = append(models, evaluate.Named{Name: name, Judge: model})
	}
	return models, nil
}

// crossValidate measures models that were fitted on the other parts of the
// files beside the shipped one, on every text once.
func (c evalCommand) crossValidate(settings app.Settings, std streams) error {
	if c.Folds < 2 || c.Folds > 20 || c.Corrections || len(c.Model) > 0 {
		return social.Errorf(social.CodeInvalid, "evaluate: --folds is 2 to 20, and goes with files alone")
	}
	rows, err := readLabelled(c.Files)
	if err != nil {
		return err
	}
	shipped, err := sentiment.Load(sentiment.WithoutWhy())
	if err != nil {
		return err
	}
	detector := language.New()
	detect := func(text string) string { return detector.Detect(text, "") }
	var fitted, present evaluate.Result
	for i, fold := range train.Folds(rows, c.Folds, c.Seed) {
		fmt.Fprintf(std.err, "part %d of %d: fitting on %d texts ...\n", i+1, c.Folds, len(fold.Rest))
		opts := train.Defaults()
		opts.Seed, opts.Log = c.Seed, settings.Log
		sets := train.ByLanguage("files", fold.Rest, detect)
		for k := range sets {
			sets[k].Train, sets[k].Validation = train.Split(sets[k].Train, heldShare, opts.Seed)
		}
		data, err := train.Train(sets, opts)
		if err != nil {
			return err
		}
		model, err := sentiment.Parse(data, sentiment.WithoutWhy())
		if err != nil {
			return err
		}
		for _, r := range fold.Held {
			code, label := detect(r.Text), labelNames[r.Label+1]
			fitted.Add(label, model.Judge(r.Text, code))
			present.Add(label, shipped.Judge(r.Text, code))
		}
	}
	models := []evaluate.Named{{Name: "fitted on these files"}, {Name: app.ShippedModel}}
	name := fmt.Sprintf("%d-fold cross-validation", c.Folds)
	return evaluate.WriteTable(std.out, models, []evaluate.Row{{Group: name, Results: []*evaluate.Result{&fitted, &present}}})
}
