package cli

import (
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
	measured, final, err := train.TrainOnAll(sets, opts)
	if err != nil {
		return err
	}
	if err := writeHeldOut(out, measured, slices.Concat(sets, evaluationOnly)); err != nil {
		return err
	}
	if c.HeldOut != "" {
		if err := writeModel(out, c.HeldOut, measured); err != nil {
			return err
		}
	}
	return writeModel(out, c.Output, final)
}

// writeHeldOut prints the results of a model on the validation parts of sets;
// languages are detected.
func writeHeldOut(out io.Writer, model []byte, sets []train.Dataset) error {
	m, err := sentiment.Parse(model)
	if err != nil {
		return err
	}
	detector := language.New()
	var groups []evaluate.Group
	for _, s := range sets {
		g := evaluate.Group{Name: s.Name}
		for _, r := range s.Validation {
			g.Texts = append(g.Texts, evaluate.Example{Text: r.Text, Language: detector.Detect(r.Text, "", nil), Label: labelNames[r.Label+1]})
		}
		if len(g.Texts) > 0 {
			groups = append(groups, g)
		}
	}
	models := []evaluate.NamedModel{{Name: "held-out", Model: m}}
	return evaluate.WriteTable(out, models, evaluate.Compare(models, groups))
}
