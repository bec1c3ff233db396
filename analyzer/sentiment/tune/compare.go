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
	// betterLevel is the level of the test of a gain, worseLevel that of a loss. A loss
	// is believed sooner.
	betterLevel, worseLevel = 0.05, 0.10
)

// Comparison reports whether a model tuned with some texts is better than the one
// in use, on texts that neither was trained on. It is serialized under these names.
type Comparison struct {
	// Texts is the number of texts compared.
	Texts int
	// Present and Tuned are the results of the model in use and of the tuned one.
	Present, Tuned evaluate.Result
	evaluate.Difference
	// ToRight and ToWrong count the texts that the tuned model judges otherwise: as
	// people did, and not as they did. Chance is the probability of so many of the
	// first if either were as likely: the present model has most of these texts wrong,
	// so even a change at random is often right.
	ToRight, ToWrong int
	Chance           float64
	// Confirmed is the number of texts whose label people called right;
	// ConfirmedDifference is of them alone.
	Confirmed           int
	ConfirmedDifference evaluate.Difference
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
	var all, confirmed tally
	err := CrossValidate(base, texts, more, folds, seed, func(t Example, s social.Sentiment) {
		if tuned && knows.TrainedOn(t) {
			return
		}
		before := present.Classify(t.Text, t.Language, t.Names)
		v.Texts++
		v.Present.Add(t.Label, before)
		v.Tuned.Add(t.Label, s)
		all.add(t.Label, before.Label, s.Label)
		if t.Confirmed {
			v.Confirmed++
			confirmed.add(t.Label, before.Label, s.Label)
		}
		switch {
		case s.Label == before.Label:
		case s.Label == t.Label:
			v.ToRight++
		default:
			v.ToWrong++
		}
	})
	if err != nil {
		return v, err
	}
	v.Difference, v.ConfirmedDifference = all.difference(), confirmed.difference()
	v.Chance = evaluate.NewDifference(v.ToWrong, v.ToRight).OneSided()
	v.Better, v.Why = v.decide()
	return v, nil
}

// tally counts the texts that only one of two models has right.
type tally struct{ onlyPresent, onlyTuned int }

func (c *tally) add(truth, present, tuned social.Label) {
	switch {
	case present == truth && tuned != truth:
		c.onlyPresent++
	case tuned == truth && present != truth:
		c.onlyTuned++
	}
}

func (c *tally) difference() evaluate.Difference {
	return evaluate.NewDifference(c.onlyPresent, c.onlyTuned)
}

// decide returns whether the tuned model is better, and why.
func (v *Comparison) decide() (bool, string) {
	changes := fmt.Sprintf("of the %d held-out judgements that it changes, %d become what people said and %d do not", v.ToRight+v.ToWrong, v.ToRight, v.ToWrong)
	switch {
	case v.Texts < minTexts:
		return false, fmt.Sprintf("%d judgements can be held out to compare by, which the present model has not learned from; at least %d are needed", v.Texts, minTexts)
	case v.ToRight+v.ToWrong == 0:
		return false, "it changes no held-out judgement"
	case v.ToRight <= v.ToWrong:
		return false, changes
	case v.Chance >= betterLevel:
		return false, fmt.Sprintf("%s, which may be chance (p = %.2g)", changes, v.Chance)
	case v.Tuned.MacroRecall() <= v.Present.MacroRecall():
		return false, fmt.Sprintf("on held-out judgements its macro-recall is %.1f %%, the present one's %.1f %%", 100*v.Tuned.MacroRecall(), 100*v.Present.MacroRecall())
	case v.ConfirmedDifference.Worse(worseLevel):
		return false, fmt.Sprintf("of %d judgements that people called right it breaks %d (p = %.2g)", v.Confirmed, v.ConfirmedDifference.OnlyFirst, v.ConfirmedDifference.OneSided())
	default:
		return true, changes
	}
}
