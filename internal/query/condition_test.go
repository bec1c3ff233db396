package query

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// conditionWords are what random posts and queries are made of.
var conditionWords = []string{
	"north", "wind", "roast", "roasted", "organise", "organize", "café", "Straße", "coca-cola", "it’s", "a1",
	"咖", "啡", "豆", "咖啡", "咖啡豆", "北风", "コーヒー", "กาแฟ", "커피", "☕", "🧋", "👍🏽", "🇩🇪🇫🇷",
	"قهوة", "والقهوة", "بالقهوة", "للقهوة", "وسيشتري", "يشتري", "كتاب", "والكتاب", "اللغة", "للغة", "لغة",
	"#espresso", "#咖啡", "@ana", "@ana@example.social", "C++", "R&D", "Привет", "Ёлка", "कॉफी",
	"roa" + strings.Repeat("s", 300) + "t", strings.Repeat("咖啡", 60), "\x00", "\xff",
}

var conditionTerms = []string{
	"roast*", "ro*t", "organi?e", "no*", "قهو*", "#es*o", "@an*", "@a?a*", `"roast* north"`, `"ro*t north"`, `"north ro*t wind"`, "lang:en", "has:image",
}

func randomWords(r *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + r.IntN(most) {
		b.WriteString(conditionWords[r.IntN(len(conditionWords))])
		b.WriteString([]string{" ", " ", " ", "", ", ", " ☕ "}[r.IntN(6)])
	}
	return b.String()
}

func randomTerm(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return conditionTerms[r.IntN(len(conditionTerms))]
	case 1:
		return `"` + randomWords(r, 3) + `"`
	default:
		return conditionWords[r.IntN(len(conditionWords))]
	}
}

func randomNear(r *rand.Rand) string {
	op := []string{" NEAR/1 ", " NEAR/2 ", " NEAR/5 ", " ONEAR/1 ", " ONEAR/3 ", " NEAR/100 "}[r.IntN(6)]
	side := func() string {
		if r.IntN(3) == 0 {
			return "(" + randomTerm(r) + " OR " + randomTerm(r) + ")"
		}
		return randomTerm(r)
	}
	return side() + op + side()
}

// TestConditionsAgreeWithMatching holds the condition of random queries against random
// posts.
func TestConditionsAgreeWithMatching(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	tried, exact, matched := 0, 0, 0
	for tried < 1000 {
		text := randomTerm(r)
		switch r.IntN(4) {
		case 0, 1:
			text = randomNear(r)
		case 2:
			text += []string{" ", " OR ", " NOT "}[r.IntN(3)] + randomNear(r)
		}
		q, err := Parse(text)
		if err != nil {
			continue
		}
		s, whole := q.SearchCondition()
		if tried++; whole {
			exact++
		}
		for range 10 {
			d := keyDocument(randomWords(r, 12))
			matches, holds := q.Match(&d), s.Matches(d.SearchKeys(), d.SearchText())
			if matches {
				matched++
			}
			if matches && !holds || whole && matches != holds {
				t.Errorf("%q against %q: match %t, condition %t, exact %t", text, d.original, matches, holds, whole)
			}
		}
	}
	if exact < tried/2 || matched < tried/10 {
		t.Errorf("of %d queries %d are exact and %d posts match", tried, exact, matched)
	}
	t.Logf("%d queries, %d exact, %d matches", tried, exact, matched)
}

// TestOnlySignsAndSymbolsAreLeftToThePosts lists what keys and text decide.
func TestOnlySignsAndSymbolsAreLeftToThePosts(t *testing.T) {
	for text, want := range map[string]bool{
		"coffee": true, "coff*": true, "c0?fee*s": true, "organi?e": true, `"north wind"`: true, `"north wi*d"`: true, "咖啡": true, "咖啡豆": true, "☕": true, "🇩🇪🇫🇷": true,
		"a NEAR/5 b": true, "a ONEAR/100 (b OR 咖啡)": true, "قهوة": true, `"قهوة عربية"`: true, "قهوة NEAR/3 عربية": true, "a NOT (b NEAR/2 c)": true, "@an*a": true, "author:an*a": true,
		"C++": false, "a NEAR/2 C++": false, "☕ NEAR/2 a": false, "🇩🇪🇫🇷🇪🇸": false, `"قهو* عربية"`: false, "a OR R&D": false,
	} {
		if _, exact := MustParse(text).SearchCondition(); exact != want {
			t.Errorf("%s: exact %t", text, exact)
		}
	}
}
