package guard

import (
	"fmt"
	"slices"
	"strings"

	"earshot/analyzer/sentiment/behaviour"
	"earshot/analyzer/sentiment/evaluate"
)

const (
	// level is the level of the one-sided McNemar test on the texts: a loss is believed
	// when chance would show one as large in a tenth of cases.
	level = 0.10
	// margin is how far the mean failure rate of a language's behavioural tests may
	// rise.
	margin = 0.01
)

// Report is how a tuned model does on the guard set beside the present one. It is
// serialized under these names.
type Report struct {
	// Texts is the number of labelled texts, PresentRight and TunedRight how many of
	// them each model has right. Difference counts those that only one has right.
	Texts, PresentRight, TunedRight int
	evaluate.Difference
	// Behaviour are the behavioural tests by language, those of the languages learned.
	Behaviour []Failures
	// Worse says that the tuned model does worse, beyond noise; Why is the reason.
	Worse bool
	Why   string
}

// Failures is the mean failure rate of the behavioural tests of a language, from 0 to 1.
type Failures struct {
	Language       string
	Present, Tuned float64
}

// Compare measures a tuned model beside the present one: on all guard texts, and on the
// behavioural tests of the languages that it learned.
func (s *Set) Compare(present, tuned Classifier, languages []string) Report {
	r := Report{Texts: len(s.texts)}
	var broken, mended int
	for _, t := range s.texts {
		was := present.Classify(t.Text, t.Language, nil).Label == t.Label
		is := tuned.Classify(t.Text, t.Language, nil).Label == t.Label
		if was {
			r.PresentRight++
		}
		if is {
			r.TunedRight++
		}
		switch {
		case was && !is:
			broken++
		case is && !was:
			mended++
		}
	}
	r.Difference = evaluate.NewDifference(broken, mended)
	for _, language := range slices.Compact(slices.Sorted(slices.Values(languages))) {
		if s.suites[language] != nil {
			r.Behaviour = append(r.Behaviour, Failures{language, s.rate(present, language), s.rate(tuned, language)})
		}
	}
	r.decide()
	return r
}

// rate is the mean failure rate of a model's behavioural tests in a language.
func (s *Set) rate(model Classifier, language string) float64 {
	of := rateOf{model.Version(), language}
	s.mu.Lock()
	defer s.mu.Unlock()
	rate, known := s.rates[of]
	if !known {
		rate, _ = behaviour.Mean(s.suites[language].Run(model).Results)
		s.rates[of] = rate
	}
	return rate
}

// Breaks compares the models on the labelled texts alone.
func (s *Set) Breaks(present, tuned Classifier) evaluate.Difference {
	return evaluate.McNemar(present, tuned, s.texts)
}

// decide sets Worse and Why.
func (r *Report) decide() {
	var why []string
	if r.Difference.Worse(level) {
		why = append(why, fmt.Sprintf("of the %d guard texts it breaks %d and mends %d (p = %.2g)", r.Texts, r.OnlyFirst, r.OnlySecond, r.OneSided()))
	}
	for _, f := range r.Behaviour {
		if f.Tuned > f.Present+margin {
			why = append(why, fmt.Sprintf("it fails %.1f %% of the behavioural tests in %q, the present one %.1f %%", 100*f.Tuned, f.Language, 100*f.Present))
		}
	}
	r.Worse, r.Why = len(why) > 0, strings.Join(why, "; ")
}

// Mean is the mean failure rate of the behavioural tests over these languages, of the
// present and of the tuned model, from 0 to 1.
func (r *Report) Mean() (present, tuned float64) {
	for _, f := range r.Behaviour {
		present += f.Present / float64(len(r.Behaviour))
		tuned += f.Tuned / float64(len(r.Behaviour))
	}
	return present, tuned
}
