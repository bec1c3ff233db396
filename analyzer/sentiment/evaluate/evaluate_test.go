package evaluate_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment/evaluate"
	"earshot/internal/social"
)

const neg, neu, pos = social.Negative, social.Neutral, social.Positive

// sure is a judgement with a certainty of p and the rest shared.
func sure(l social.Label, p float32) social.Sentiment {
	rest := (1 - p) / 2
	s := social.Sentiment{Label: l, Negative: rest, Neutral: rest, Positive: rest}
	switch l {
	case neg:
		s.Negative = p
	case neu:
		s.Neutral = p
	case pos:
		s.Positive = p
	}
	return s
}

// first judges by the first word of a text, which is the label to give.
type first struct{}

func (first) Classify(text, _ string, _ []social.TextSpan) social.Sentiment {
	word, _, _ := strings.Cut(text, " ")
	return sure(social.Label(word), 0.75)
}

func (first) Version() string { return "first" }

// always gives one label.
type always social.Label

func (a always) Classify(string, string, []social.TextSpan) social.Sentiment {
	return sure(social.Label(a), 0.9)
}

func (always) Version() string { return "always" }

// texts are ten with labels worked out by hand below.
var texts = []evaluate.Example{
	{Text: "negative a", Label: neg}, {Text: "negative b", Label: neg}, {Text: "neutral c", Label: neg}, {Text: "positive d", Label: neg},
	{Text: "neutral e", Label: neu}, {Text: "neutral f", Label: neu},
	{Text: "positive g", Label: pos}, {Text: "positive h", Label: pos}, {Text: "positive i", Label: pos}, {Text: "neutral j", Label: pos},
}

func TestMeasure(t *testing.T) {
	r := evaluate.Measure(first{}, texts)
	if diff := cmp.Diff([3][3]int{{2, 1, 1}, {0, 2, 0}, {0, 1, 3}}, r.Confusion); diff != "" {
		t.Fatalf("confusion (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		name      string
		got, want float64
	}{
		{"texts", float64(r.Texts()), 10},
		{"accuracy", r.Accuracy(), 0.7},
		{"macro-recall", r.MacroRecall(), (0.5 + 1 + 0.75) / 3},
		{"F1 of negative", r.F1(neg), 2 * 2.0 / (4 + 2)},
		{"F1 of neutral", r.F1(neu), 2 * 2.0 / (2 + 4)},
		{"F1 of positive", r.F1(pos), 2 * 3.0 / (4 + 4)},
		{"kappa", r.Kappa(), (0.7 - 0.32) / (1 - 0.32)},
		{"calibration error", r.CalibrationError(), 0.05},
		{"leaning", r.PolarAccuracy(), 6.0 / 8},
	} {
		if math.Abs(tt.got-tt.want) > 1e-6 {
			t.Errorf("%s is %g, want %g", tt.name, tt.got, tt.want)
		}
	}
}

func TestResultWithoutTexts(t *testing.T) {
	var r evaluate.Result
	for name, got := range map[string]float64{
		"accuracy": r.Accuracy(), "macro-recall": r.MacroRecall(), "macro-F1": r.MacroF1(),
		"kappa": r.Kappa(), "calibration error": r.CalibrationError(), "leaning": r.PolarAccuracy(),
	} {
		if got != 0 {
			t.Errorf("%s of nothing is %g, want 0", name, got)
		}
	}
}

func TestMcNemar(t *testing.T) {
	d := evaluate.McNemar(always(neg), first{}, texts)
	want := evaluate.Difference{OnlyFirst: 2, OnlySecond: 5, P: d.P}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	// Two-sided, 2 of 7: 2 * (1 + 7 + 21) / 128.
	if math.Abs(d.P-0.453125) > 1e-9 {
		t.Errorf("p is %g, want 0.453125", d.P)
	}
	if d.Better() {
		t.Error("seven texts that differ are proof enough, want not")
	}
	if same := evaluate.McNemar(first{}, first{}, texts); same.P != 1 || same.Better() {
		t.Errorf("a model against itself: %+v", same)
	}
}

func TestWriteTable(t *testing.T) {
	models := []evaluate.NamedModel{{Name: "first", Model: first{}}, {Name: "negative", Model: always(neg)}}
	rows := evaluate.Compare(models, []evaluate.Group{{Name: "ten", Texts: texts}})
	var out strings.Builder
	if err := evaluate.WriteTable(&out, models, rows); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"macro-recall", "75.0", "33.3", "0.559"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table has no %q:\n%s", want, out.String())
		}
	}
	out.Reset()
	if err := evaluate.WriteConfusion(&out, rows[0].Results[0]); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 4 {
		t.Errorf("the confusion has %d lines, want 4:\n%s", lines, out.String())
	}
}

// TestMargin: the interval of 8 of 10 is that of Wilson's formula, and it is
// above 0 where all texts are right.
func TestMargin(t *testing.T) {
	var r evaluate.Result
	for i := range 10 {
		label := social.Positive
		if i >= 8 {
			label = social.Negative
		}
		r.Add(label, social.Sentiment{Label: social.Positive, Positive: 0.9})
	}
	if got := r.AccuracyMargin(); got < 0.226 || got > 0.227 {
		t.Errorf("8 of 10: ± %.4f", got)
	}
	if (&evaluate.Result{}).AccuracyMargin() != 0 {
		t.Error("a margin without texts")
	}
}

// TestTally: adding text by text gives the same as comparing models.
func TestTally(t *testing.T) {
	tally := evaluate.NewTally("all", 2)
	right, wrong := social.Sentiment{Label: social.Positive, Positive: 0.9}, social.Sentiment{Label: social.Negative, Negative: 0.9}
	for range 6 {
		tally.Add(social.Positive, []string{"feed"}, wrong, right)
	}
	tally.Add(social.Negative, []string{"forum"}, wrong, right)
	rows := tally.Rows()
	if len(rows) != 3 || rows[0].Group != "all" || rows[1].Group != "all, feed" || rows[2].Results[1].Texts() != 1 {
		t.Fatalf("rows %+v", rows)
	}
	if d := rows[0].Differences[0]; d.OnlyFirst != 1 || d.OnlySecond != 6 || d.P < 0.124 || d.P > 0.126 {
		t.Errorf("difference %+v", d)
	}
}
