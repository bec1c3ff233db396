package sentiment

import (
	"testing"

	"earshot/analyzer/sentiment/structure"
	"earshot/internal/social"
)

// positive is a judgement of the tables with a certainty.
func positive(certainty float32) social.Sentiment {
	rest := (1 - certainty) / 2
	return social.Sentiment{Label: social.Positive, Negative: rest, Neutral: rest, Positive: certainty}
}

// TestDoubtStopsAtLongTexts has praise beside something that went wrong: "danke" in a
// short text may be irony; a long review that is surely positive mentions it in passing.
func TestDoubtStopsAtLongTexts(t *testing.T) {
	for _, c := range []struct {
		words     int
		certainty float32
		want      social.Label
	}{
		{6, 0.95, social.Negative},
		{25, 0.5, social.Negative},
		{25, 0.95, social.Positive},
	} {
		got, _ := composed(positive(c.certainty), structure.Reading{Words: c.words, Doubt: true, Value: 1}, &usual)
		if got.Label != c.want {
			t.Errorf("%d words, certain by %.2f: %s, want %s", c.words, c.certainty, got.Label, c.want)
		}
	}
}

// TestLoudTextsRestLessOnStructure has a negation in a plain text and in one with hashtags.
func TestLoudTextsRestLessOnStructure(t *testing.T) {
	d := structure.Reading{Words: 5, Opinions: 1, Naive: 2, Value: -1.7, Rules: structure.Negation}
	_, plain := composed(positive(0.5), d, &usual)
	d.Loud = true
	_, loud := composed(positive(0.5), d, &usual)
	if loud >= plain || loud == 0 {
		t.Errorf("%.2f rests on the structure of a loud text, %.2f on that of a plain one", loud, plain)
	}
}

// TestCertainTablesOverruleWhatComesToLittle has a negation of blame, which comes to
// hardly anything.
func TestCertainTablesOverruleWhatComesToLittle(t *testing.T) {
	for _, c := range []struct {
		words     int
		certainty float32
		value     float32
		rests     bool
	}{
		{8, 0.9, 0.3, false},
		{8, 0.35, 0.3, true},
		{3, 0.9, 0.3, true},
		{8, 0.9, 1.5, true},
	} {
		d := structure.Reading{Words: c.words, Opinions: 1, Naive: -1, Value: c.value, Rules: structure.Negation}
		if _, share := composed(positive(c.certainty), d, &usual); (share > 0) != c.rests {
			t.Errorf("%d words, certain by %.2f, worth %.1f: %.2f rests on structure", c.words, c.certainty, c.value, share)
		}
	}
}
