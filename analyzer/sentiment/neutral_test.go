package sentiment_test

import (
	"testing"

	"earshot/internal/social"
)

// TestNeutralWordsChangeNothing: a text keeps its label, and its probabilities but for
// what its length has to do with them, when one people, place,
// person, occupation or number takes the place of another.
func TestNeutralWordsChangeNothing(t *testing.T) {
	m := load(t)
	for _, tt := range []struct {
		language string
		texts    []string
	}{
		{"en", []string{
			"Maya is a Chinese poet.", "Omar is a French poet.", "Anna is an Irish poet.", "Anna is a gay poet.", "Anna is a non-binary poet.", "Anna is a Black poet.",
			"Grace is a Muslim nurse.", "Joy is a Jewish carpenter.",
		}},
		{"en", []string{"Emma mentioned the gym on Tuesday.", "Grace mentioned the gym on Tuesday."}},
		{"en", []string{"My flight to Chicago was late again!", "My flight to New York was late again!", "My flight to Mumbai was late again!"}},
		{"en", []string{"I waited 3 days for it", "I waited 12 days for it"}},
		{"de", []string{"Mein Nachbar ist ein türkischer Lehrer.", "Mein Nachbar ist ein jüdischer Lehrer."}},
		{"fr", []string{"Le service à Lyon était lent.", "Le service à Marseille était lent."}},
		{"es", []string{"El hotel de Sevilla es genial", "El hotel de Bogotá es genial"}},
		{"zh", []string{"他是一位法国医生。", "他是一位日本医生。"}},
		{"ru", []string{"Мой сосед китайский повар", "Мой сосед татарский повар"}},
	} {
		want := m.Classify(tt.texts[0], tt.language, nil)
		for _, text := range tt.texts[1:] {
			got := m.Classify(text, tt.language, nil)
			off := max(got.Negative-want.Negative, want.Negative-got.Negative, got.Positive-want.Positive, want.Positive-got.Positive)
			if off > 0.03 || got.Label != want.Label {
				t.Errorf("%q is %s (%.2f, %.2f), %q is %s (%.2f, %.2f)", text, got.Label, got.Negative, got.Positive, tt.texts[0], want.Label, want.Negative, want.Positive)
			}
		}
	}
	if got := m.Classify("Chicago", "en", nil); got.Label != social.Neutral || got.Sure {
		t.Errorf("a city alone is %+v, want neutral and not sure", got)
	}
}
