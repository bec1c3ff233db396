package behaviour_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"earshot/analyzer/sentiment/behaviour"
	"earshot/internal/social"
)

// required are the kinds that the file of every language has.
var required = []behaviour.Kind{behaviour.Words, behaviour.Statements, behaviour.Strength, behaviour.Additions, behaviour.Negation,
	behaviour.Expectation, behaviour.Idioms, behaviour.Time, behaviour.Speaker, behaviour.Questions, behaviour.Contrast,
	behaviour.Comparison, behaviour.Sarcasm, behaviour.Names, behaviour.Noise, behaviour.Fairness}

// loadShipped reads the shipped suite once for all tests; they only read it.
var loadShipped = sync.OnceValues(func() (*behaviour.Suite, error) { return behaviour.Shipped() })

func shipped(t *testing.T) *behaviour.Suite {
	t.Helper()
	suite, err := loadShipped()
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

func TestShippedLanguages(t *testing.T) {
	kinds := map[string][]behaviour.Kind{}
	for _, test := range shipped(t).Tests {
		kinds[test.Language] = append(kinds[test.Language], test.Kind)
	}
	for _, language := range []string{"en", "zh", "de", "es", "fr", "pt", "it", "ja", "id", "ru", "ar", "ko", "tr", "hi"} {
		for _, kind := range required {
			if !slices.Contains(kinds[language], kind) {
				t.Errorf("%s has no test of %s", language, kind)
			}
		}
	}
}

// TestShippedCases reads every text of every language as a careful editor would.
func TestShippedCases(t *testing.T) {
	for _, test := range shipped(t).Tests {
		name := test.Language + ", " + test.Name
		if len(test.Cases) < 4 || len(test.Cases) > behaviour.CaseLimit {
			t.Errorf("%s: %d cases", name, len(test.Cases))
		}
		seen := map[string]bool{}
		for _, c := range test.Cases {
			if (len(c) > 1) == (test.Want.Type == behaviour.MFT) {
				t.Errorf("%s: %d texts a case", name, len(c))
			}
			if seen[c[0].Text] && test.Want.Type == behaviour.MFT {
				t.Errorf("%s: twice: %s", name, c[0].Text)
			}
			seen[c[0].Text] = true
			for _, text := range c {
				checkText(t, name, text)
			}
		}
	}
}

func checkText(t *testing.T, name string, text behaviour.Text) {
	t.Helper()
	s := text.Text
	if s == "" || s != strings.TrimSpace(s) || !utf8.ValidString(s) || strings.ContainsAny(s, "{}|*#^") || strings.Contains(s, "=>") ||
		strings.Contains(s, "  ") || strings.Contains(s, " ,") || strings.Contains(s, " .") || utf8.RuneCountInString(s) > 200 {
		t.Errorf("%s: odd text %q", name, s)
	}
	for _, n := range text.Names {
		if n.Start < 0 || n.End <= n.Start || n.End > len(s) {
			t.Errorf("%s: name at %v of %q", name, n, s)
		}
	}
}

// TestShippedIsTheSameEachTime keeps figures comparable.
func TestShippedIsTheSameEachTime(t *testing.T) {
	again, err := behaviour.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	if texts(shipped(t)) != texts(again) {
		t.Error("two readings of the suite differ")
	}
}

func texts(s *behaviour.Suite) string {
	var out strings.Builder
	for _, test := range s.Tests {
		for _, c := range test.Cases {
			for _, text := range c {
				out.WriteString(text.Text + "\n")
			}
		}
	}
	return out.String()
}

// TestShippedCanFail shows that no label suits all of a language's tests, and which
// kinds see nothing at all in a model that always says the same.
func TestShippedCanFail(t *testing.T) {
	blind := []behaviour.Kind{behaviour.Strength, behaviour.Additions, behaviour.Noise}
	for _, label := range []social.Label{social.Negative, social.Neutral, social.Positive} {
		report := shipped(t).Run(always(label))
		for _, language := range report.Languages() {
			for _, kind := range required {
				rate, ok := behaviour.Mean(report.Of(language, kind))
				if ok && (rate == 0) != slices.Contains(blind, kind) && !suits(label, kind) {
					t.Errorf("%s: always %s fails %.2f of %s", language, label, rate, kind)
				}
			}
			if rate, _ := behaviour.Mean(report.Of(language, "")); rate < 0.2 {
				t.Errorf("%s: always %s fails only %.2f", language, label, rate)
			}
		}
	}
}

// suits reports whether a label is right for all tests of a kind.
func suits(label social.Label, kind behaviour.Kind) bool {
	return label == social.Neutral && (kind == behaviour.Names || kind == behaviour.Fairness) || label == social.Negative && kind == behaviour.Sarcasm
}

// always gives one label to every text.
type always social.Label

func (a always) Classify(string, string, []social.TextSpan) social.Sentiment {
	s := social.Sentiment{Label: social.Label(a), Negative: 0.1, Neutral: 0.1, Positive: 0.1, Sure: true}
	switch s.Label {
	case social.Negative:
		s.Negative = 0.8
	case social.Neutral:
		s.Neutral = 0.8
	default:
		s.Positive = 0.8
	}
	return s
}
