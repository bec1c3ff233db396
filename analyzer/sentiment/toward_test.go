package sentiment_test

import (
	"slices"
	"strings"
	"testing"

	"earshot/internal/social"
)

// places are where the words stand in text, in order.
func places(text string, words ...string) []social.TextSpan {
	var out []social.TextSpan
	for _, word := range words {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			at += i + len(word)
			out = append(out, social.TextSpan{Start: at - len(word), End: at})
		}
	}
	slices.SortFunc(out, func(a, b social.TextSpan) int { return a.Start - b.Start })
	return out
}

func TestToward(t *testing.T) {
	m := load(t)
	const north, contoso = "Northwind", "Contoso"
	for _, tt := range []struct {
		language, text string
		// north and contoso are the first letters of the labels, "" where the text says
		// nothing of them apart from the whole.
		north, contoso string
	}{
		{"en", "Contoso is so much better than Northwind", "n", "p"},
		{"en", "Contoso is tastier than Northwind", "n", "p"},
		{"en", "Contoso is worse than Northwind", "p", "n"},
		{"en", "Northwind beats Contoso every single time", "p", "n"},
		{"en", "Northwind great, Contoso awful", "p", "n"},
		{"en", "I love Northwind but I hate Contoso", "p", "n"},
		{"en", "I hate Contoso and love Northwind", "p", "n"},
		{"en", "I love Northwind and hate the Contoso app", "p", "n"},
		{"de", "Ich hasse Contoso und liebe Northwind", "p", "n"},
		{"es", "Odio Contoso y amo Northwind", "p", "n"},
		{"en", "Switched from Contoso to Northwind last month", "p", "n"},
		{"en", "I prefer Northwind to Contoso", "p", "n"},
		{"en", "The kettle of Northwind is wonderful, never again Contoso", "p", "n"},
		{"en", "Northwind is great", "", ""},
		{"en", "My own beans are better than Northwind", "n", ""},
		{"en", "Contoso opens at nine, and Northwind is lovely", "p", ""},
		{"en", "Is Northwind better than Contoso?", "", ""},
		{"en", "Is Northwind better than Contoso? No.", "n", "p"},
		{"en", "Is Northwind good? No. Is Contoso good? Yes.", "n", "p"},
		{"en", "Is Contoso good? Yes. Is Northwind any good? No.", "n", "p"},
		{"en", "Is Northwind bad? No. Is Contoso bad? Yes.", "p", "n"},
		{"en", "Do I like Northwind? Not at all. Do I like Contoso? Absolutely.", "n", "p"},
		{"en", "Isn't Northwind great? Contoso is awful.", "p", "n"},
		{"de", "Ist Northwind gut? Nein. Ist Contoso gut? Ja.", "n", "p"},
		{"es", "¿Es bueno Northwind? No. ¿Es bueno Contoso? Sí.", "n", "p"},
		{"fr", "Northwind est bon ? Non. Contoso est bon ? Oui.", "n", "p"},
		{"de", "Northwind ist viel besser als Contoso", "p", "n"},
		{"es", "Northwind es mucho mejor que Contoso", "p", "n"},
		{"fr", "Northwind est bien meilleur que Contoso", "p", "n"},
		{"pt", "Northwind é muito melhor que Contoso", "p", "n"},
		{"it", "Northwind è molto meglio di Contoso", "p", "n"},
		{"id", "Northwind lebih enak dari Contoso", "p", "n"},
		{"ru", "Northwind намного лучше, чем Contoso", "p", "n"},
		{"ar", "Northwind أفضل من Contoso", "p", "n"},
		{"zh", "Northwind比Contoso好喝", "p", "n"},
		{"zh", "Northwind不如Contoso", "n", "p"},
		{"ko", "Northwind가 Contoso보다 좋아요", "p", "n"},
		{"tr", "Northwind, Contoso'dan daha iyi", "p", "n"},
	} {
		whole, names := m.Classify(tt.text, tt.language, places(tt.text, north, contoso)), places(tt.text, north, contoso)
		for brand, want := range map[string]string{north: tt.north, contoso: tt.contoso} {
			s, ok := m.Toward(tt.text, tt.language, names, places(tt.text, brand), whole)
			got := ""
			if ok {
				got = string(s.Label[:1])
				if want == "n" && got == "n" || want == "p" && got == "p" {
					got = want
				} else {
					got = string(s.Label)
				}
			}
			if got != want {
				t.Errorf("%s %q: toward %s %q, want %q", tt.language, tt.text, brand, got, want)
			}
		}
	}
}

// TestTowardIsSureOfShortComparisons: what the whole says of the one brand is no doubt
// about the other.
func TestTowardIsSureOfShortComparisons(t *testing.T) {
	m := load(t)
	for _, tt := range []struct {
		language, text string
		want           social.Label // toward Northwind
	}{
		{"en", "Contoso is so much better than Northwind.", social.Negative},
		{"en", "Contoso beats Northwind in every way", social.Negative},
		{"en", "Northwind great, Contoso awful.", social.Positive},
		{"en", "Compared to Northwind, Contoso is a joke.", social.Positive},
		{"de", "Contoso ist viel besser als Northwind", social.Negative},
		{"es", "Contoso es mucho mejor que Northwind", social.Negative},
	} {
		names := places(tt.text, "Northwind", "Contoso")
		s, _ := m.Toward(tt.text, tt.language, names, places(tt.text, "Northwind"), m.Classify(tt.text, tt.language, names))
		if s.Class() != tt.want {
			t.Errorf("%s %q: %s, want %s: %+v", tt.language, tt.text, s.Class(), tt.want, s)
		}
	}
}

func TestTowardNamesItsReasons(t *testing.T) {
	m := load(t)
	for _, tt := range []struct{ text, piece string }{
		{"Contoso is so much better than Northwind.", "much better than"},
		{"Contoso is tastier than Northwind", "tastier than"},
		{"Contoso beats Northwind in every way", "beats"},
		{"Switched from Northwind to Contoso last month", "Switched from"},
		{"Northwind is not good, but I love Contoso", "not good"},
	} {
		names := places(tt.text, "Northwind", "Contoso")
		s, _ := m.Toward(tt.text, "en", names, places(tt.text, "Northwind"), m.Classify(tt.text, "en", names))
		if len(s.Why) == 0 || s.Why[0].Text != tt.piece || s.Why[0].Weight >= 0 {
			t.Errorf("%q: %+v, want %q below 0", tt.text, s.Why, tt.piece)
		}
	}
}
