// Package evaluate measures how well a sentiment model judges labelled texts:
// macro-recall, F1, kappa, calibration and the confusion behind them.
package evaluate

import (
	"math"

	"earshot/internal/social"
)

// Judge is what is measured.
type Judge interface {
	Judge(text, language string) social.Sentiment
	Version() string
}

// Text is a text with the label a person gave it.
type Text struct {
	Text, Language string
	Label          social.Label
}

// labels in the order of every [3] here.
var labels = [3]social.Label{social.Negative, social.Neutral, social.Positive}

// bins is into how many parts the certainty is cut for the calibration error.
const bins = 10

// Result is what was counted of one model on one set of texts. The zero value
// is ready to Add to.
type Result struct {
	// Confusion counts texts by the label given by people (first) and by the
	// model: negative, neutral, positive.
	Confusion [3][3]int
	// Polar counts the texts that people called negative or positive, and
	// PolarRight those of them that the model leans the right way on, whatever
	// it says of neutral.
	Polar, PolarRight int

	binTexts, binRight [bins]int
	binCertainty       [bins]float64
}

// Measure judges every text.
func Measure(j Judge, texts []Text) *Result {
	r := new(Result)
	for _, t := range texts {
		r.Add(t.Label, j.Judge(t.Text, t.Language))
	}
	return r
}

// Add counts one judgement. A text the model calls Unknown counts as neutral
// without certainty.
func (r *Result) Add(truth social.Label, s social.Sentiment) {
	want, got := place(truth), place(s.Label)
	r.Confusion[want][got]++
	if truth != social.Neutral {
		r.Polar++
		if (s.Positive > s.Negative) == (truth == social.Positive) {
			r.PolarRight++
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

func place(l social.Label) int {
	switch l {
	case social.Negative:
		return 0
	case social.Positive:
		return 2
	default:
		return 1
	}
}

// Texts is how many were judged.
func (r *Result) Texts() int {
	n := 0
	for _, row := range r.Confusion {
		n += row[0] + row[1] + row[2]
	}
	return n
}

// Binary tells whether people called none of the texts neutral.
func (r *Result) Binary() bool { return r.actual(1) == 0 && r.Texts() > 0 }

// Accuracy is the share of texts with the right label, from 0 to 1; 0 without
// texts.
func (r *Result) Accuracy() float64 {
	return ratio(r.Confusion[0][0]+r.Confusion[1][1]+r.Confusion[2][2], r.Texts())
}

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

// PolarAccuracy is the share of the texts people called negative or positive
// on which the model leans the right way, from 0 to 1: the measure for sets
// without neutral texts.
func (r *Result) PolarAccuracy() float64 { return ratio(r.PolarRight, r.Polar) }

// MacroRecall is the mean of the recalls of the classes that occur, from 0 to
// 1: the measure of SemEval-2017 task 4A.
func (r *Result) MacroRecall() float64 {
	return r.mean(func(c int) float64 { return ratio(r.Confusion[c][c], r.actual(c)) })
}

// F1 is the harmonic mean of precision and recall of a label, from 0 to 1.
func (r *Result) F1(l social.Label) float64 {
	c := place(l)
	return ratio(2*r.Confusion[c][c], r.actual(c)+r.given(c))
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
		chance += float64(r.actual(c)) / n * float64(r.given(c)) / n
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

func (r *Result) actual(c int) int {
	return r.Confusion[c][0] + r.Confusion[c][1] + r.Confusion[c][2]
}

func (r *Result) given(c int) int {
	return r.Confusion[0][c] + r.Confusion[1][c] + r.Confusion[2][c]
}

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
