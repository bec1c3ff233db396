package cli

import (
	"fmt"
	"io"
	"slices"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

// shipped fits the model that is part of Earshot, writes it and prints the
// figures of the model card.
func (c trainCommand) shipped(opts train.Options, out io.Writer) error {
	if len(c.Files) > 0 {
		return social.Errorf(social.CodeInvalid, "train: give files or --shipped, not both")
	}
	sets, err := train.ShippedSets(c.Shipped)
	if err != nil {
		return err
	}
	evaluationOnly, err := train.EvaluationSets(c.Shipped)
	if err != nil {
		return err
	}
	generated, err := train.GeneratedSets(opts.Seed)
	if err != nil {
		return err
	}
	measured, final, err := train.TrainOnAll(slices.Concat(sets, generated), opts)
	if err != nil {
		return err
	}
	all := slices.Concat(sets, evaluationOnly)
	fmt.Fprintln(out, "The first model, which has learned from no val.tsv, on the two thirds of them that calibrated it:")
	if err := writeFigures(out, measured, all, func(s train.Dataset) []train.Row { return s.Validation }); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nThe model that ships, on the third of each val.tsv that nothing learns from:")
	if err := writeFigures(out, final, all, func(s train.Dataset) []train.Row { return s.Held }); err != nil {
		return err
	}
	if c.HeldOut != "" {
		if err := writeModel(out, c.HeldOut, measured); err != nil {
			return err
		}
	}
	return writeModel(out, c.Output, final)
}

// writeFigures prints the results of a model on a part of each set; languages are
// detected.
func writeFigures(out io.Writer, model []byte, sets []train.Dataset, part func(train.Dataset) []train.Row) error {
	m, err := sentiment.Parse(model)
	if err != nil {
		return err
	}
	detector := language.New()
	var groups []evaluate.Group
	for _, s := range sets {
		g := evaluate.Group{Name: s.Name}
		for _, r := range part(s) {
			g.Texts = append(g.Texts, evaluate.Example{Text: r.Text, Language: detector.Detect(r.Text, "", nil), Label: labelNames[r.Label+1]})
		}
		if len(g.Texts) > 0 {
			groups = append(groups, g)
		}
	}
	models := []evaluate.NamedModel{{Name: m.Version(), Model: m}}
	return evaluate.WriteTable(out, models, evaluate.Compare(models, groups))
}
