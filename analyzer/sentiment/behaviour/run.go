package behaviour

import (
	"slices"

	"earshot/internal/social"
)

// Classifier is a model to measure.
type Classifier interface {
	// Classify classifies a text in a language, an ISO 639-1 code, in which brands are
	// named at names.
	Classify(text, language string, names []social.TextSpan) social.Sentiment
}

// Report holds the results of a model, test by test, in the order of the suite.
type Report struct{ Results []Result }

// Result is how a model did on one test.
type Result struct {
	Test *Test
	// Failures are the cases that failed, in the order of the test.
	Failures []Failure
}

// Failure is a case that failed.
type Failure struct {
	// Case is its index in Test.Cases.
	Case int
	// Wrong is the index of the first text that is not judged as wanted.
	Wrong int
	// Judged are the judgements of all texts of the case.
	Judged []social.Sentiment
}

// Sure reports whether the model was sure of all that is wrong: of the label, or of
// the two labels that differ.
func (f Failure) Sure() bool { return f.Judged[0].Sure && f.Judged[f.Wrong].Sure }

// Run judges every text of a suite.
func (s *Suite) Run(model Classifier) Report {
	report := Report{make([]Result, len(s.Tests))}
	for i := range s.Tests {
		t := &s.Tests[i]
		r := &report.Results[i]
		r.Test = t
		for at, c := range t.Cases {
			judged := make([]social.Sentiment, len(c))
			for k, text := range c {
				judged[k] = model.Classify(text.Text, t.Language, text.Names)
			}
			if wrong := t.Want.wrong(judged); wrong >= 0 {
				r.Failures = append(r.Failures, Failure{at, wrong, judged})
			}
		}
	}
	return report
}

// Rate is the share of cases that failed, from 0 to 1.
func (r Result) Rate() float64 { return float64(len(r.Failures)) / float64(len(r.Test.Cases)) }

// SureRate is the share of cases that failed though the model was sure, from 0 to 1.
func (r Result) SureRate() float64 {
	n := 0
	for _, f := range r.Failures {
		if f.Sure() {
			n++
		}
	}
	return float64(n) / float64(len(r.Test.Cases))
}

// Mean is the mean failure rate of tests, from 0 to 1: each test counts alike, however
// many cases it has. It is false where there are none.
func Mean(results []Result) (float64, bool) { return mean(results, Result.Rate) }

// SureMean is the mean of SureRate.
func SureMean(results []Result) (float64, bool) { return mean(results, Result.SureRate) }

func mean(results []Result, of func(Result) float64) (float64, bool) {
	if len(results) == 0 {
		return 0, false
	}
	var sum float64
	for _, r := range results {
		sum += of(r)
	}
	return sum / float64(len(results)), true
}

// English is the language that the model knows best; its figure stands apart.
const English = "en"

// Others is the mean over the languages but English of the mean failure rate of their
// tests. It is false where there are none.
func (r Report) Others() (float64, bool) {
	var sum float64
	n := 0
	for _, language := range r.Languages() {
		if language != English {
			m, _ := Mean(r.Of(language, ""))
			sum += m
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return sum / float64(n), true
}

// Languages are the languages with a result: English first, the others by code.
func (r Report) Languages() []string {
	var out []string
	for _, result := range r.Results {
		if !slices.Contains(out, result.Test.Language) {
			out = append(out, result.Test.Language)
		}
	}
	slices.Sort(out)
	if i := slices.Index(out, English); i > 0 {
		out = slices.Insert(slices.Delete(out, i, i+1), 0, English)
	}
	return out
}

// Of returns the results of a language and a kind; "" stands for any.
func (r Report) Of(language string, kind Kind) []Result {
	var out []Result
	for _, result := range r.Results {
		if (language == "" || result.Test.Language == language) && (kind == "" || result.Test.Kind == kind) {
			out = append(out, result)
		}
	}
	return out
}
