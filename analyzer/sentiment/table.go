package sentiment

import "fmt"

// Multilingual is the language of the table for every text whose language has no
// table of its own.
const Multilingual = "und"

// Reviews and ReviewDetector, appended to the code of a language, name two further
// tables that a language may have: Reviews classifies reviews, which are hardly
// ever neutral; ReviewDetector scores a text positive when it is a review and
// negative when it is any other post.
const (
	Reviews        = "/reviews"
	ReviewDetector = "/kind"
)

// Table holds the weights of one language. The score of a class is its bias plus
// the sum of the weights of the features that the table has: the sum over word
// features is divided by the square root of the number of word features of the
// text, the sum over n-grams likewise. The score of neutral is always 0. The
// softmax of the three scores gives the probabilities.
type Table struct {
	// Language is an ISO 639-1 code or Multilingual; Reviews or ReviewDetector may follow.
	Language string
	// Bias is the score of negative and of positive in a text without features.
	Bias [2]float32
	// Scale is the factor from a quantised weight to a score.
	Scale float32
	// Sure is the least certainty of a label that counts as sure, from 0 to 1; 0 is
	// unknown.
	Sure float32
	// Keys are the features, ascending and without 0.
	Keys []uint32
	// Weights holds a pair for each key: the weight for negative and for positive.
	Weights []int8
	// Net is a neural network whose scores are added.
	Net Net
}

// CheckLanguage returns an error for a language code that no table can have.
func CheckLanguage(code string) error {
	if code == "" || len(code) > maxLanguage {
		return fmt.Errorf("language %q is not between 1 and %d bytes", code, maxLanguage)
	}
	return nil
}

func (t Table) check() error {
	if err := CheckLanguage(t.Language); err != nil {
		return err
	}
	if len(t.Weights) != 2*len(t.Keys) {
		return fmt.Errorf("%s: %d weights for %d features, want two each", t.Language, len(t.Weights), len(t.Keys))
	}
	if len(t.Keys) > maxKeys {
		return fmt.Errorf("%s: %d features, more than %d", t.Language, len(t.Keys), maxKeys)
	}
	for _, f := range []float32{t.Bias[0], t.Bias[1], t.Scale} {
		if !(f > -1e6 && f < 1e6) {
			return fmt.Errorf("%s: bias or scale %g out of range", t.Language, f)
		}
	}
	if !(t.Sure >= 0 && t.Sure <= 1) {
		return fmt.Errorf("%s: sure from a certainty of %g, out of range", t.Language, t.Sure)
	}
	var last uint32
	for _, k := range t.Keys {
		if k <= last {
			return fmt.Errorf("%s: features are not ascending", t.Language)
		}
		last = k
	}
	if err := t.Net.check(len(t.Keys)); err != nil {
		return fmt.Errorf("%s: %w", t.Language, err)
	}
	return nil
}
