package guard_test

import (
	"testing"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/behaviour"
	"earshot/analyzer/sentiment/guard"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

// TestTextsCoverTheSuite: each language with behavioural tests has guard texts, as many
// of each label, none twice.
func TestTextsCoverTheSuite(t *testing.T) {
	set, err := guard.Load()
	if err != nil {
		t.Fatal(err)
	}
	suite, err := behaviour.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	seen, count := map[string]bool{}, map[string]map[social.Label]int{}
	for _, x := range set.Texts() {
		if seen[x.Text] {
			t.Errorf("%q is there twice", x.Text)
		}
		seen[x.Text] = true
		if count[x.Language] == nil {
			count[x.Language] = map[social.Label]int{}
		}
		count[x.Language][x.Label]++
	}
	for _, test := range suite.Tests {
		c := count[test.Language]
		if c[social.Negative] < 10 || c[social.Negative] != c[social.Positive] || c[social.Neutral] != c[social.Positive] {
			t.Fatalf("texts in %s: %v", test.Language, c)
		}
	}
}

// TestGuardSeesHarm: a model that learned the opposite of praise and blame is worse, one
// that learned a word of its own is not.
func TestGuardSeesHarm(t *testing.T) {
	base, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	set, err := guard.Load()
	if err != nil {
		t.Fatal(err)
	}
	fit := func(label social.Label, texts ...string) *tune.Model {
		var list []tune.Example
		for _, text := range texts {
			for range 5 {
				list = append(list, tune.Example{Text: text, Language: "en", Label: label, Weight: 3})
			}
		}
		m, err := tune.Fit(base, list, 1)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	harmful := set.Compare(base, fit(social.Negative, "love it", "wonderful", "great coffee", "delicious", "excellent", "happy with it", "perfect", "beautiful", "good"), []string{"en", "en", "xx"})
	if !harmful.Worse || harmful.Why == "" || harmful.OnlyFirst < 1 || len(harmful.Behaviour) != 1 || harmful.Behaviour[0].Tuned <= harmful.Behaviour[0].Present {
		t.Errorf("with praise turned around: %+v", harmful)
	}
	harmless := set.Compare(base, fit(social.Negative, "that is brewtal"), []string{"en"})
	if harmless.Worse || harmless.OnlyFirst > 1 || harmless.PresentRight < harmless.Texts*7/10 {
		t.Errorf("with a word of its own: %+v", harmless)
	}
}
