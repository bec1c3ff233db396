package intent_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/intent"
	"earshot/analyzer/phrase"
	"earshot/internal/social"
)

// TestIntentsOfHowPeopleWrite: shorthand, hashtags, elongated words, missing
// apostrophes and traditional characters are normalised.
func TestIntentsOfHowPeopleWrite(t *testing.T) {
	r, err := intent.New()
	if err != nil {
		t.Fatal(err)
	}
	bad := social.Sentiment{Label: social.Negative, Negative: 0.7, Neutral: 0.2, Positive: 0.1}
	good := social.Sentiment{Label: social.Positive, Negative: 0.1, Neutral: 0.2, Positive: 0.7}
	none := social.Sentiment{Label: social.Neutral, Negative: 0.1, Neutral: 0.8, Positive: 0.1}
	for _, c := range []struct {
		language, text string
		sentiment      social.Sentiment
		want           []social.Intent
	}{
		{"en", "great customer service, ty sm!!", good, []social.Intent{social.IntentPraise}},
		{"en", "dis phone is gr8", good, []social.Intent{social.IntentPraise}},
		{"en", "#NeverAgain with this airline", bad, []social.Intent{social.IntentComplaint}},
		{"en", "#neveragain with this airline", bad, []social.Intent{social.IntentComplaint}},
		{"en", "nevvvver agaaaain with this airline", bad, []social.Intent{social.IntentComplaint}},
		{"en", "I can’t log in, what now?", none, []social.Intent{social.IntentQuestion, social.IntentSupport}},
		{"en", "I cant log in, what now?", none, []social.Intent{social.IntentQuestion, social.IntentSupport}},
		{"zh", "請問在哪裡買", none, []social.Intent{social.IntentQuestion, social.IntentPurchase}},
		{"zh", "请问在哪里买", none, []social.Intent{social.IntentQuestion, social.IntentPurchase}},
		{"en", "Thanks for nothing, worst airline", bad, []social.Intent{social.IntentComplaint}},
		{"en", "Are you kidding me?? What a joke of a bank", bad, []social.Intent{social.IntentComplaint}},
		{"en", "> do you ship to Peru?\nWe do", none, nil},
		{"en", "https://example.com/?a=b", none, nil},
		{"en", "", none, nil},
	} {
		got := r.Classify(phrase.NewText(c.text, c.language), c.sentiment)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}
