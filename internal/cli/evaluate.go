package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/registry"
	"earshot/analyzer/sentiment/second"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/social"
)

type evalCommand struct {
	Files        []string `arg:"" optional:"" type:"existingfile" help:"Labelled texts: a line each, label (-1, 0 or 1), a tab, the text; or .ndjson as export corrections writes it."`
	Model        []string `placeholder:"FILE" type:"existingfile" sep:"none" help:"A model file to measure beside the one that comes with Earshot; may be given more than once."`
	Encoder      bool     `help:"Measure each model with the sentence encoder beside as well, which reads English posts of which the model is unsure a second time."`
	Corrections  bool     `help:"Measure on the posts whose sentiment was set on the dashboard, by platform and by language, with the models tuned to them beside."`
	By           string   `enum:"file,language,platform" default:"file" help:"A line of the table for each file, language, or platform (which .ndjson names)."`
	Folds        int      `placeholder:"N" help:"Measure training itself: fit a model on N-1 parts of all files, measure it on the part left out, N times, and compare it with the shipped one. With --corrections: the same of train --add."`
	Seed         uint64   `default:"1" help:"How the parts are drawn."`
	HeldOutThird bool     `help:"Measure only on the third of the texts that the model that comes with Earshot never learns from, if they stand in a val.tsv of its labelled sets."`
	behaviourFlags
}

// Help says what the figures are.
func (evalCommand) Help() string {
	return `Macro-recall is the mean of the three recalls, macro-F1 that of F1; the figure after accuracy is half of its 95 % confidence
interval (Wilson), which is wide where texts are few. Leaning is the share of texts labelled positive or negative that the
model leans the right way on, kappa Cohen's, ECE the expected calibration error over ten bins. Between the first model and
each other one, the exact McNemar test on the texts that one has right and the other wrong says how likely chance is the reason.

A model tuned with corrections knows their answers; its name says how many of them. --corrections --folds 5 measures what
tuning does for corrections that it has not seen. --corrections also names the texts that were judged differently, and everybody
who judged: somebody is careless whose judgements are not what plain words say (at least 5, by as many words, and by chance in
less than a tenth of cases, if a tenth is usual; who gave fewer than 10, or more than a tenth of such ones, is read together
with all others of whom that is so), are contradicted (at least 3, by chance in less than a hundredth) or teach what
breaks the guard texts (by chance in less than a hundredth).

The model that comes with Earshot has learned from two thirds of the val.tsv of its own sets and knows their labels. The other
third, told by the hash of the text, is never learned from: --held-out-third measures on it alone. Sure is the share of texts that a
model is sure of, and right the share of those that have the right label.

--behaviour makes short texts from templates and prints the mean failure rate of the tests, in percent, by kind and language.
A test is one of three types, as in CheckList (Ribeiro et al., ACL 2020): MFT, the label is the one that every reader would
give; INV, a change that means nothing (another name or city, a typo, a link) changes nothing; DIR, a change that means
something ("very") moves the probability of a label that way. A probability may move 0.1 the wrong way; where people are
told by nationality, religion, orientation or race, no label may change at all. "though sure" is the share of cases that
fail although the model calls itself sure of what it says.`
}

// Run measures the models on each group of texts and prints a table, the
// confusion matrix of each model, and the differences between models.
func (c evalCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if c.Behaviour {
		return c.measureBehaviour(std.out)
	}
	if len(c.Language) > 0 || c.Suite != "" || c.Tests || c.Failures != 0 || c.Markdown {
		return social.Errorf(social.CodeInvalid, "evaluate: --language, --suite, --tests, --failures and --markdown go with --behaviour")
	}
	if len(c.Files) == 0 && !c.Corrections {
		return social.Errorf(social.CodeInvalid, "evaluate: name files of labelled texts, --corrections, or --behaviour")
	}
	if c.Folds != 0 {
		return c.crossValidate(ctx, settings, std)
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
		kept, err := settings.Models()
		if err != nil {
			return err
		}
		corrected, tuned, err := kept.CorrectionGroups(ctx, settings.Corrections)
		if err != nil {
			return err
		}
		groups, models = append(groups, corrected...), append(models, tuned...)
		if err := c.review(ctx, settings, kept, std.out); err != nil {
			return err
		}
	}
	return writeEvaluation(std.out, models, evaluate.Compare(models, groups))
}

// review prints who judged what differently.
func (c evalCommand) review(ctx context.Context, settings app.Settings, models *registry.Registry, w io.Writer) error {
	brands, err := settings.Brands()
	if err != nil {
		return err
	}
	findings, err := models.Review(ctx, settings.Corrections, brands)
	if err != nil {
		return err
	}
	if err := writeReview(w, findings); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w)
	return err
}

// writeEvaluation prints all results of the models.
func writeEvaluation(w io.Writer, models []evaluate.NamedModel, rows []evaluate.Row) error {
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
	for _, row := range rows {
		for i, d := range row.Differences {
			fmt.Fprintf(w, "\n%s: %s alone is right on %d texts, %s alone on %d (McNemar p = %.3g)\n",
				row.Group, models[0].Name, d.OnlyFirst, models[i+1].Name, d.OnlySecond, d.P)
		}
	}
	return nil
}

// groups returns the texts of the files, by file, language or platform.
func (c evalCommand) groups() ([]evaluate.Group, error) {
	byName := map[string]*evaluate.Group{}
	var order []string
	for _, file := range c.Files {
		posts, err := readPosts([]string{file})
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			if c.HeldOutThird && !train.HeldOut(p.Text) {
				continue
			}
			name := c.group(p, file)
			if byName[name] == nil {
				byName[name] = &evaluate.Group{Name: name}
				order = append(order, name)
			}
			byName[name].Texts = append(byName[name].Texts, evaluate.Example{Text: p.Text, Language: p.Language, Label: labelNames[p.Label+1]})
		}
	}
	if c.By != byFile {
		order = slices.Sorted(maps.Keys(byName))
	}
	groups := make([]evaluate.Group, len(order))
	for i, name := range order {
		groups[i] = *byName[name]
	}
	return groups, nil
}

// byFile is the default of --by.
const byFile = "file"

// group is the name of the group that a post of a file belongs to.
func (c evalCommand) group(p labelled, file string) string {
	switch {
	case c.By == "language":
		return p.Language
	case c.By == "platform" && p.Platform == "":
		return "no platform"
	case c.By == "platform":
		return p.Platform
	default:
		return file
	}
}

func (c evalCommand) models() ([]evaluate.NamedModel, error) {
	shipped, err := sentiment.Load()
	if err != nil {
		return nil, err
	}
	models := []evaluate.NamedModel{{Name: registry.Shipped, Model: shipped}}
	for _, name := range c.Model {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "evaluate: %w", err)
		}
		model, err := sentiment.Parse(data)
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "evaluate: %s: %w", name, err)
		}
		models = append(models, evaluate.NamedModel{Name: name, Model: model})
	}
	if !c.Encoder {
		return models, nil
	}
	stage, err := app.SecondStage(config.Default())
	if err != nil {
		return nil, err
	}
	for _, m := range models {
		refined := second.Refined{Model: m.Model.(second.Model), Stage: stage}
		models = append(models, evaluate.NamedModel{Name: m.Name + " + encoder", Model: refined})
	}
	return models, nil
}
