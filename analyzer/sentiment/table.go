package sentiment

import "fmt"

// Multilingual is the language of the table that judges every text whose
// language has no table of its own.
const Multilingual = "und"

// Reviews and Kind, behind the code of a language, name two more tables it may
// have: one for reviews, which are hardly ever neutral, and one whose positive
// score says that a text is a review, its negative one that it is any other
// post.
const (
	Reviews = "/reviews"
	Kind    = "/kind"
)

// Table holds the weights of one language. The score of a class is its bias
// plus the sum of the weights of the features found, words divided by the
// square root of how many words features the text has, n-grams likewise;
// neutral's score is always 0, and the softmax of the three scores are the
// probabilities.
type Table struct {
	// Language is an ISO 639-1 code or Multilingual; Reviews or Kind may follow.
	Language string
	// Bias is what negative and positive have over neutral without evidence.
	Bias [2]float32
	// Scale turns a weight into a score.
	Scale float32
	// Keys are the features, ascending and without 0.
	Keys []uint32
	// Weights are those of negative and of positive, in pairs, one pair a key.
	Weights []int8
	// Net adds to the scores.
	Net Net
}

// CheckLanguage reports a language code that no table can have.
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
