package feature

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestNeutralWords: texts that differ in neutral words alone have the same features.
func TestNeutralWords(t *testing.T) {
	tests := []struct {
		language string
		texts    []string
	}{
		{"en", []string{
			"Maya is a Chinese poet", "John is a French poet", "Ahmed is a gay poet", "Anna is a non-binary poet", "Anna is a non binary poet", "Omar is a Muslim poet",
			"Anna is a South Korean poet", "Anna is an Irish poet", "Joy is a mixed-race poet", "Grace is a Buddhist poet", "Hope is a lesbian poet",
		}},
		{"en", []string{"Emma mentioned the gym", "Grace mentioned the gym", "Dick mentioned the gym"}},
		{"en", []string{"we met Joy there", "we met Peter there"}},
		{"en", []string{"back in Chicago, not happy", "back in New York, not happy", "back in Mumbai, not happy"}},
		{"en", []string{"arrived after 3 days", "arrived after 12 days", "arrived after 3.5 days"}},
		{"de", []string{"Sie ist eine chinesische Ingenieurin aus Köln", "Sie ist eine jüdische Ingenieurin aus Warschau"}},
		{"ru", []string{"он китайский поэт", "он еврейский поэт"}},
		{"zh", []string{"她是法国诗人，很好", "她是巴西诗人，很好", "她是日本诗人，很好"}},
		{"ja", []string{"彼は京都が好き", "彼は大阪が好き"}},
		{"ar", []string{"هو شاعر صيني", "هو شاعر مصري"}},
	}
	for _, tt := range tests {
		var want Extractor
		want.Extract(tt.texts[0], tt.language, nil, false)
		for _, text := range tt.texts[1:] {
			var got Extractor
			got.Extract(text, tt.language, nil, false)
			if diff := cmp.Diff([][]uint32{want.Words, want.Grams}, [][]uint32{got.Words, got.Grams}); diff != "" {
				t.Errorf("%q has other features than %q:\n%s", text, tt.texts[0], diff)
			}
		}
	}
}

// TestNamesHaveNoFeatures compares names of brands, given by their places.
func TestNamesHaveNoFeatures(t *testing.T) {
	features := func(text, language string, names ...social.TextSpan) [][]uint32 {
		var x Extractor
		x.Extract(text, language, names, false)
		return [][]uint32{x.Words, x.Grams}
	}
	if diff := cmp.Diff(features("Bluecup is great", "en", social.TextSpan{Start: 0, End: 7}), features("Awful Mugs is great", "en", social.TextSpan{Start: 0, End: 10})); diff != "" {
		t.Errorf("names weigh:\n%s", diff)
	}
	if diff := cmp.Diff(features("我爱布鲁莱恩", "zh", social.TextSpan{Start: 6, End: 18}), features("我爱北风茶饮", "zh", social.TextSpan{Start: 6, End: 18})); diff != "" {
		t.Errorf("names in Chinese weigh:\n%s", diff)
	}
}

// TestRatings: a mark is not any number.
func TestRatings(t *testing.T) {
	for _, pair := range [][2]string{{"I give it 1/10", "I give it 9/10"}, {"1 star", "5 stars"}, {"给1星", "给5星"}} {
		var a, b Extractor
		a.Extract(pair[0], "en", nil, false)
		b.Extract(pair[1], "en", nil, false)
		if cmp.Equal(a.Words, b.Words) && cmp.Equal(a.Grams, b.Grams) {
			t.Errorf("%q has the features of %q", pair[0], pair[1])
		}
	}
}

// TestNamesThatAreWords: a word that may be a name is one where it is written so.
func TestNamesThatAreWords(t *testing.T) {
	for _, text := range []string{"what a joy", "Joy all day long", "SUCH A JOY", "Hope you get well"} {
		var x, without Extractor
		x.Extract(text, "en", nil, false)
		without.Extract(text, "", nil, false)
		if x.Silent || len(x.Words) < len(without.Words) {
			t.Errorf("%q loses a word to a name", text)
		}
	}
}

// TestTypos: two letters in each other's place do not hide praise or blame.
func TestTypos(t *testing.T) {
	for text, typo := range map[string]string{"it was terrible": "it was terrilbe", "a beautiful day": "a beuatiful day"} {
		var x Extractor
		x.Extract(typo, "en", nil, false)
		if x.valence.positive+x.valence.negative != 1 {
			t.Errorf("%q has no sentiment, unlike %q", typo, text)
		}
	}
}
