package aspect_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/aspect"
	"earshot/analyzer/keyword"
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

func TestFind(t *testing.T) {
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := aspect.New(m, keyword.New().SegmentChinese)
	if err != nil {
		t.Fatal(err)
	}
	const neg, pos = social.Negative, social.Positive
	type labels map[string]social.Label
	for _, tt := range []struct {
		language, text string
		asked          []string
		want           labels
	}{
		{"en", "Great battery, terrible screen.", nil, labels{"battery": pos, "screen": neg}},
		{"en", "The food was delicious but the waiter was rude and unfriendly", nil, labels{"food": pos, "waiter": neg}},
		{"en", "I love the camera. The speakers are awful, though.", nil, labels{"camera": pos, "speakers": neg}},
		{"en", "Customer service is a nightmare", nil, labels{"customer service": neg}},
		{"en", "The Crema is disgusting, fix it", []string{"crema"}, labels{"crema": neg}},
		{"en", "Macroeconomics is great", []string{"crema"}, labels{"macroeconomics": pos}},
		{"en", "The hinge is terrible, but I love the fingerprint reader.", nil, labels{"hinge": neg, "fingerprint reader": pos}},
		{"en", "What a great day, so happy with my life", nil, labels{}},
		{"en", "The best thing about it: awesome stitching!", nil, labels{"stitching": pos}},
		{"en", "The staff at the front desk was rude", nil, labels{"staff": neg}},
		{"en", "Very disappointed with the loyalty program. Terrible.", nil, labels{"loyalty program": neg}},
		{"de", "Das Scharnier ist leider schlecht und billig", nil, labels{"scharnier": neg}},
		{"es", "La bisagra es horrible, malísima", nil, labels{"bisagra": neg}},
		{"es", "Qué buena noticia, feliz día", nil, labels{}},
		{"id", "harganya mahal banget, pelayanannya buruk, kecewa", nil, labels{"harganya": neg, "pelayanannya": neg}},
		{"zh", "送货速度真的很慢，太差了，差评", nil, labels{"送货速度": neg}},
		{"zh", "電池很好，但是做工太差了", nil, labels{"電池": pos, "做工": neg}},
		{"zh", "這個螢幕太差了", []string{"萤幕"}, labels{"萤幕": neg}},
		{"zh", "今天心情很好，生活很美好", nil, labels{}},
		{"zh", "房间很干净，早餐太难吃了", nil, labels{"房间": pos, "早餐": neg}},
		{"zh", "味道很好，就是送餐太慢，等了两个小时", nil, labels{"味道": pos, "送餐": neg}},
		{"de", "Das Essen war super lecker, aber das Personal war unfreundlich", nil, labels{"essen": pos, "personal": neg}},
		{"es", "La comida excelente, pero el servicio pésimo", nil, labels{"comida": pos, "servicio": neg}},
		{"fr", "La cuisine est excellente mais le service est nul", nil, labels{"cuisine": pos, "service": neg}},
		// Wished for, not judged; a saying; people; parts of other words and names.
		{"en", "I need a good lawyer, seriously", nil, labels{}},
		{"en", "It takes years to build a great reputation", nil, labels{}},
		{"en", "The folks at the front desk are great", nil, labels{}},
		{"en", "Looks like a stapler, awful", nil, labels{}},
		{"fr", "Bonne lecture à tous", nil, labels{}},
		{"it", "Buongiorno e buon pranzo a tutti", nil, labels{}},
		{"es", "Te mando buena vibra, eres la mejor", nil, labels{}},
		{"de", "Das ist echt zu schade zum essen", nil, labels{}},
		{"pt", "Chegou atrasada e linda como sempre", nil, labels{}},
		{"pt", "Trabalhar com estrangeiros é bom", nil, labels{}},
		{"zh", "登机口感觉太远了，累死了，真讨厌", nil, labels{}},
		{"zh", "他们又吵架了，我很难过", nil, labels{}},
		{"", "", []string{"screen", ""}, labels{}},
	} {
		t.Run(tt.text, func(t *testing.T) {
			got := labels{}
			for _, a := range f.Find(tt.text, tt.language, m.Classify(tt.text, tt.language, nil), nil, tt.asked) {
				got[a.Term] = a.Label
				if a.Certainty <= 0 || a.Certainty > 1 {
					t.Errorf("%s with certainty %v", a.Term, a.Certainty)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want, got:\n%s", diff)
			}
		})
	}
}

// TestAspectsOfHostileTexts bounds the number of aspects, also of input that is
// no text.
func TestAspectsOfHostileTexts(t *testing.T) {
	f, err := aspect.New(always(social.Sentiment{Label: social.Negative, Negative: 1}), keyword.New().SegmentChinese)
	if err != nil {
		t.Fatal(err)
	}
	many := "battery screen camera price quality service delivery app design sound keyboard speed size taste food "
	for name, text := range map[string]string{
		"many":    many,
		"long":    strings.Repeat(many, 100_000),
		"invalid": "\xff\xfe battery \xed\xa0\x80,,,, but but but 但但但",
		"cut":     strings.Repeat("屏幕", aspect.MaxBytes),
	} {
		got := f.Find(text, "en", social.Sentiment{Label: social.Negative, Negative: 1}, nil, []string{"battery", "Battery"})
		if len(got) > aspect.MaxAspects {
			t.Errorf("%s: %d things", name, len(got))
		}
	}
}

// TestAspectsNamedInPassing: a thing without an opinion is returned only when it
// is configured.
func TestAspectsNamedInPassing(t *testing.T) {
	neutral := social.Sentiment{Label: social.Neutral, Neutral: 0.9, Negative: 0.05, Positive: 0.05}
	f, err := aspect.New(always(neutral), keyword.New().SegmentChinese)
	if err != nil {
		t.Fatal(err)
	}
	got := f.Find("They sell coffee and a screen", "en", neutral, nil, []string{"screen"})
	if len(got) != 1 || got[0].Term != "screen" || got[0].Label != social.Neutral {
		t.Errorf("%+v, want the screen alone", got)
	}
}

// always gives every text the same sentiment.
type always social.Sentiment

func (a always) Classify(string, string, []social.TextSpan) social.Sentiment {
	return social.Sentiment(a)
}

func FuzzFind(f *testing.F) {
	finder, err := aspect.New(always(social.Sentiment{Label: social.Positive, Positive: 1}), keyword.New().SegmentChinese)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("The battery, but 但 screen", "en", "screen")
	f.Add("屏幕很好", "zh", "屏")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, text, language, term string) {
		for _, a := range finder.Find(text, language, social.Sentiment{}, nil, []string{term}) {
			if a.Term == "" || a.Label == social.Unknown {
				t.Errorf("%+v", a)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	m, err := sentiment.Load()
	if err != nil {
		b.Fatal(err)
	}
	f, err := aspect.New(m, keyword.New().SegmentChinese)
	if err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string][2]string{
		"nothing judged": {"en", "Just saw the new ferry leave for the islands this morning, see you all next week"},
		"English":        {"en", "The food was delicious but the waiter was rude, and the hinge of the door is flimsy"},
		"Chinese":        {"zh", "房间很干净，早餐太难吃了，送货速度真的很慢，下次不会再来"},
	} {
		b.Run(name, func(b *testing.B) {
			s := m.Classify(text[1], text[0], nil)
			for b.Loop() {
				f.Find(text[1], text[0], s, nil, nil)
			}
		})
	}
}
