// Package evaluate measures a sentiment model on labelled texts: macro-recall,
// F1, Cohen's kappa, calibration error and the confusion matrix behind them.
package evaluate

import (
	"math"

	"earshot/internal/social"
)

// Classifier is a model to measure.
type Classifier interface {
	Classify(text, language string, names []social.TextSpan) social.Sentiment
	Version() string
}

// Example is a text with the label a person gave it.
type Example struct {
	Text, Language string
	Label          social.Label
}

// labels gives the order of the classes in every [3] of this package.
var labels = [3]social.Label{social.Negative, social.Neutral, social.Positive}

// bins is the number of confidence bins of the calibration error.
const bins = 10

// Result counts the answers of one model on one set of texts. The zero value is
// ready to Add to.
type Result struct {
	// Confusion counts texts by the label given by people (first) and by the
	// model: negative, neutral, positive.
	Confusion [3][3]int
	// Polar counts the texts that people labelled negative or positive; PolarRight
	// counts those of them to whose label the model gives the higher probability
	// of these two, whatever the probability of neutral.
	Polar, PolarRight int

	// Sure counts the texts whose label the model is sure of, SureRight those of them
	// whose label is right.
	Sure, SureRight int

	binTexts, binRight [bins]int
	binCertainty       [bins]float64
}

// Measure classifies every text and counts the answers.
func Measure(model Classifier, texts []Example) *Result {
	r := new(Result)
	for _, t := range texts {
		r.Add(t.Label, model.Classify(t.Text, t.Language, nil))
	}
	return r
}

// Add counts the sentiment s of a text labelled truth. A text the model calls
// Unknown counts as neutral with certainty 0.
func (r *Result) Add(truth social.Label, s social.Sentiment) {
	want, got := classIndex(truth), classIndex(s.Label)
	r.Confusion[want][got]++
	if truth != social.Neutral {
		r.Polar++
		if (s.Positive > s.Negative) == (truth == social.Positive) {
			r.PolarRight++
		}
	}
	if s.Sure {
		r.Sure++
		if want == got {
			r.SureRight++
		}
	}
	certainty := float64(s.Certainty())
	bin := min(int(certainty*bins), bins-1)
	r.binTexts[bin]++
	r.binCertainty[bin] += certainty
	if want == got {
		r.binRight[bin]++
	}
}

// classIndex is the index of l in labels.
func classIndex(l social.Label) int {
	switch l {
	case social.Negative:
		return 0
	case social.Positive:
		return 2
	default:
		return 1
	}
}

// Texts is the number of texts counted.
func (r *Result) Texts() int {
	n := 0
	for _, row := range r.Confusion {
		n += row[0] + row[1] + row[2]
	}
	return n
}

// Binary reports whether none of the texts is labelled neutral.
func (r *Result) Binary() bool { return r.actual(1) == 0 && r.Texts() > 0 }

// Accuracy is the share of texts with the right label, from 0 to 1; 0 without
// texts.
func (r *Result) Accuracy() float64 {
	return ratio(r.Confusion[0][0]+r.Confusion[1][1]+r.Confusion[2][2], r.Texts())
}

// SureShare is the share of texts that the model is sure of, from 0 to 1.
func (r *Result) SureShare() float64 { return ratio(r.Sure, r.Texts()) }

// SurePrecision is the share of right labels among those that the model is sure of,
// from 0 to 1; 0 where it is sure of none.
func (r *Result) SurePrecision() float64 { return ratio(r.SureRight, r.Sure) }

// AccuracyMargin is half the width of the 95 % confidence interval of Accuracy
// (Wilson 1927), from 0 to 1; 0 without texts.
func (r *Result) AccuracyMargin() float64 {
	n := float64(r.Texts())
	if n == 0 {
		return 0
	}
	const z = 1.96
	p := r.Accuracy()
	return z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n)) / (1 + z*z/n)
}

// PolarAccuracy is the share of the texts labelled negative or positive to whose
// label the model gives the higher probability of the two, from 0 to 1. It is the
// measure for sets without neutral texts.
func (r *Result) PolarAccuracy() float64 { return ratio(r.PolarRight, r.Polar) }

// MacroRecall is the mean of the recalls of the classes that occur, from 0 to
// 1: the measure of SemEval-2017 task 4A.
func (r *Result) MacroRecall() float64 {
	return r.mean(func(c int) float64 { return ratio(r.Confusion[c][c], r.actual(c)) })
}

// F1 is the harmonic mean of precision and recall of a label, from 0 to 1.
func (r *Result) F1(l social.Label) float64 {
	c := classIndex(l)
	return ratio(2*r.Confusion[c][c], r.actual(c)+r.predicted(c))
}

// MacroF1 is the mean of F1 over the labels that occur.
func (r *Result) MacroF1() float64 { return r.mean(func(c int) float64 { return r.F1(labels[c]) }) }

// Kappa is Cohen's kappa (1960): agreement beyond what the label frequencies
// alone would give, 1 at most, 0 for none.
func (r *Result) Kappa() float64 {
	n := float64(r.Texts())
	if n == 0 {
		return 0
	}
	var chance float64
	for c := range labels {
		chance += float64(r.actual(c)) / n * float64(r.predicted(c)) / n
	}
	if chance == 1 {
		return 0
	}
	return (r.Accuracy() - chance) / (1 - chance)
}

// CalibrationError is the expected calibration error (Naeini et al. 2015) over
// ten bins of equal width: how far the certainty is from the share of right
// labels, on average, from 0 to 1.
func (r *Result) CalibrationError() float64 {
	n := r.Texts()
	if n == 0 {
		return 0
	}
	var sum float64
	for b := range r.binTexts {
		sum += math.Abs(float64(r.binRight[b]) - r.binCertainty[b])
	}
	return sum / float64(n)
}

// actual counts the texts labelled with class c.
func (r *Result) actual(c int) int {
	return r.Confusion[c][0] + r.Confusion[c][1] + r.Confusion[c][2]
}

// predicted counts the texts that the model puts in class c.
func (r *Result) predicted(c int) int {
	return r.Confusion[0][c] + r.Confusion[1][c] + r.Confusion[2][c]
}

// mean is the mean of a measure over the classes that occur.
func (r *Result) mean(of func(c int) float64) float64 {
	var sum float64
	n := 0
	for c := range labels {
		if r.actual(c) > 0 {
			sum += of(c)
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
