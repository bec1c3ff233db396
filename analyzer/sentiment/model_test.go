package sentiment_test

import (
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

func TestClassifyWithoutEvidence(t *testing.T) {
	m := load(t)
	for _, text := range []string{"", "   ", "\u200b"} {
		if diff := cmp.Diff(social.Sentiment{}, m.Classify(text, "en", nil)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	got := m.Classify("ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ", "en", nil)
	if got.Label != social.Neutral || got.Certainty() > 0.5 {
		t.Errorf("a script never seen: got %s at %.2f, want neutral with low certainty", got.Label, got.Certainty())
	}
}

func TestClassifyUnknownLanguageUsesMultilingualTable(t *testing.T) {
	m := load(t)
	const text = "Kopi zorb kaffee" // no words that English would have an opinion in
	want := m.Classify(text, sentiment.Multilingual, nil)
	for _, language := range []string{"", "xx", "EN", "en-US"} {
		if diff := cmp.Diff(want, m.Classify(text, language, nil)); diff != "" {
			t.Errorf("language %q (-multilingual +got):\n%s", language, diff)
		}
	}
}

func TestExplain(t *testing.T) {
	m := load(t)
	tests := []struct {
		name, language, text, piece string
		positive                    bool
	}{
		{"own spelling", "en", "The staff was WONDERFUL today", "WONDERFUL", true},
		{"emoji", "en", "coffee 😍", "😍", true},
		{"negation with its word", "en", "honestly this is not good", "not good", false},
		{"Chinese", "zh", "这家店的咖啡太难喝了", "难", false},
		{"Thai letters keep their marks", "th", "อาหารห่วยมาก", "ห่ว", false},
		{"after multi-byte text", "de", "Ärgerlich, diese Qualität ist schrecklich", "schrecklich", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := m.Explain(tt.text, tt.language, nil)
			if len(got.Why) == 0 || len(got.Why) > 5 {
				t.Fatalf("%d reasons, want 1 to 5", len(got.Why))
			}
			for i, r := range got.Why {
				if !strings.Contains(tt.text, r.Text) {
					t.Errorf("reason %q is not in the text", r.Text)
				}
				if i > 0 && math.Abs(float64(r.Weight)) > math.Abs(float64(got.Why[i-1].Weight)) {
					t.Errorf("reasons are not in order of weight: %v", got.Why)
				}
			}
			for _, r := range got.Why {
				if strings.Contains(r.Text, tt.piece) && (r.Weight > 0) == tt.positive {
					return
				}
			}
			t.Errorf("%q is not among the reasons %v", tt.piece, got.Why)
		})
	}
}

func TestClassifyHostile(t *testing.T) {
	m := load(t)
	texts := map[string]string{
		"ten megabytes":       strings.Repeat("good bad ", 10<<20/9),
		"one word":            strings.Repeat("a", 1<<20),
		"emoji":               strings.Repeat("😀", 100_000),
		"different emoji":     strings.Repeat("😀😡", 50_000),
		"piled accents":       "b" + strings.Repeat("\u0301", 100_000) + "ad",
		"lone surrogates":     strings.Repeat("\xed\xa0\x80", 1000),
		"nulls":               strings.Repeat("\x00", 1000) + "good",
		"direction overrides": strings.Repeat("\u202e", 1000) + "good",
		"brackets":            strings.Repeat("[", 10_000),
		"ampersands":          strings.Repeat("&", 10_000),
		"at signs":            strings.Repeat("@a", 10_000),
		"not":                 strings.Repeat("not ", 10_000),
		"Chinese":             strings.Repeat("非常好", 10_000),
	}
	for name, text := range texts {
		for _, language := range []string{"en", "zh", "und"} {
			checkSums(t, name+" as "+language, m.Classify(text, language, nil))
		}
	}
}

func checkSums(t *testing.T, name string, s social.Sentiment) {
	t.Helper()
	sum := float64(s.Negative) + float64(s.Neutral) + float64(s.Positive)
	if s.Label == social.Unknown {
		if sum != 0 {
			t.Errorf("%s: unknown with probabilities that sum to %g", name, sum)
		}
		return
	}
	if math.Abs(sum-1) > 1e-5 {
		t.Errorf("%s: probabilities sum to %g", name, sum)
	}
	if top := max(s.Negative, s.Neutral, s.Positive); s.Certainty() != top {
		t.Errorf("%s: %s at %g is not the most probable (%g)", name, s.Label, s.Certainty(), top)
	}
}

func TestClassifyConcurrently(t *testing.T) {
	m := load(t)
	want := make([]social.Sentiment, len(posts))
	for i, p := range posts {
		want[i] = m.Explain(p.text, p.language, nil)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for n := range 200 {
				i := n % len(posts)
				if diff := cmp.Diff(want[i], m.Explain(posts[i].text, posts[i].language, nil)); diff != "" {
					t.Errorf("%q (-alone +together):\n%s", posts[i].text, diff)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestClassifyAgreesWithExplain(t *testing.T) {
	m := load(t)
	for _, p := range posts {
		want := m.Explain(p.text, p.language, nil)
		want.Why = nil
		if diff := cmp.Diff(want, m.Classify(p.text, p.language, nil)); diff != "" {
			t.Errorf("%q (-explained +classified):\n%s", p.text, diff)
		}
	}
}

func TestClassifyDoesNotAllocate(t *testing.T) {
	if raceEnabled {
		t.Log("not counted: the race detector makes pools forget on purpose")
		return
	}
	m := load(t)
	for _, p := range posts { // the structure of a language is read when it is first needed
		m.Classify(p.text, p.language, nil)
	}
	n := 0
	allocs := testing.AllocsPerRun(1000, func() {
		p := posts[n%len(posts)]
		m.Classify(p.text, p.language, nil)
		n++
	})
	if allocs >= 1 {
		t.Errorf("%g allocations a post, want none", allocs)
	}
}

func FuzzClassify(f *testing.F) {
	for _, p := range posts {
		f.Add(p.text, p.language)
	}
	f.Add("\xff[", "und")
	m := load(f)
	f.Fuzz(func(t *testing.T, text, language string) {
		s := m.Explain(text, language, nil)
		checkSums(t, text, s)
		for _, r := range s.Why {
			if !strings.Contains(text, r.Text) {
				t.Errorf("reason %q is not in %q", r.Text, text)
			}
		}
	})
}

// TestQuestionsAreNoSurePraiseOrBlame: a question says nothing by itself.
func TestQuestionsAreNoSurePraiseOrBlame(t *testing.T) {
	m := load(t)
	for language, text := range map[string]string{
		"zh": "请问上海的门店还卖慧兰吗？",
		"en": "Does the shop in Leeds still sell the small cup?",
		"de": "Wo ist die Filiale in Graz?",
	} {
		if s := m.Classify(text, language, nil); s.Sure && s.Label != social.Neutral {
			t.Errorf("%q: %+v, want neutral or unsure", text, s)
		}
	}
}
