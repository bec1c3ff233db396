package tune

import (
	"fmt"

	"earshot/analyzer/sentiment/evaluate"
	"earshot/internal/social"
)

const (
	// folds is the number of folds of the cross-validation.
	folds = 5
	// minTexts is the fewest texts on which two models are compared.
	minTexts = 10
)

// Comparison reports whether a model tuned with some texts is better than the one
// in use, on texts that neither was trained on. It is serialized under these names.
type Comparison struct {
	// Texts is the number of texts compared.
	Texts int
	// Present and Tuned are the results of the model in use and of the tuned one.
	Present, Tuned evaluate.Result
	evaluate.Difference
	// Better reports that the tuned model should replace the present one. Why is
	// the reason for or against, a clause for a reader.
	Better bool
	Why    string
}

// Compare cross-validates base tuned on texts and more, and compares it with the
// model in use. Texts that the present model was tuned with are left out, since it
// knows their labels.
func Compare(present, base Classifier, texts, more []Example, seed uint64) (Comparison, error) {
	var v Comparison
	knows, tuned := present.(*Model)
	var onlyPresent, onlyTuned int
	err := CrossValidate(base, texts, more, folds, seed, func(t Example, s social.Sentiment) {
		if tuned && knows.TrainedOn(t) {
			return
		}
		before := present.Classify(t.Text, t.Language, nil)
		v.Texts++
		v.Present.Add(t.Label, before)
		v.Tuned.Add(t.Label, s)
		switch was, is := before.Label == t.Label, s.Label == t.Label; {
		case was && !is:
			onlyPresent++
		case is && !was:
			onlyTuned++
		}
	})
	if err != nil {
		return v, err
	}
	v.Difference = evaluate.NewDifference(onlyPresent, onlyTuned)
	v.Better, v.Why = v.decide()
	return v, nil
}

// decide returns whether the tuned model is better, and why.
func (v *Comparison) decide() (bool, string) {
	switch {
	case v.Texts < minTexts:
		return false, fmt.Sprintf("there are %d labelled texts the present model does not know; at least %d are needed", v.Texts, minTexts)
	case v.OnlySecond <= v.OnlyFirst:
		return false, fmt.Sprintf("on held-out texts it mends %d judgements and breaks %d", v.OnlySecond, v.OnlyFirst)
	case v.Tuned.MacroRecall() <= v.Present.MacroRecall():
		return false, fmt.Sprintf("on held-out texts its macro-recall is %.1f %%, the present one's %.1f %%", 100*v.Tuned.MacroRecall(), 100*v.Present.MacroRecall())
	case v.P >= 0.05:
		return true, fmt.Sprintf("on held-out texts it mends %d judgements and breaks %d, which on so few may be chance", v.OnlySecond, v.OnlyFirst)
	default:
		return true, fmt.Sprintf("on held-out texts it mends %d judgements and breaks %d", v.OnlySecond, v.OnlyFirst)
	}
}
