package feature

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// features are the sorted keys of a text.
func features(text string) []uint32 {
	var x Extractor
	x.Extract(text, "en", nil, false)
	out := slices.Concat(x.Words, x.Grams)
	slices.Sort(out)
	return out
}

func TestExtractSameFeatures(t *testing.T) {
	tests := []struct{ name, a, b string }{
		{"case", "Good Coffee", "good coffee"},
		{"full width", "ｇｏｏｄ！", "good!"},
		{"elongated more or less", "sooooo good", "sooo good"},
		{"address", "see https://northwind.example/a?b=c", "see http://contoso.example"},
		{"masked address", "see https://northwind.example", "see http"},
		{"handle", "@northwind thanks", "@someone.else thanks"},
		{"emoticon and emoji", "fine :-)", "fine 🙂"},
		{"emoji with a skin tone", "👍🏽", "👍"},
		{"emoji in a long row", "😂😂😂😂😂😂", "😂😂"},
		{"apostrophe", "don't", "don’t"},
		{"contraction without apostrophe", "don't", "dont"},
		{"piled accents", "b̷̛͔a̴͝d", "bad"},
		{"joiners inside a word", "ba\u200bd", "bad"},
		{"direction override", "\u202ebad\u202c", "bad"},
		{"traditional Chinese", "質量很好", "质量很好"},
		{"Arabic letters", "أحسن", "احسن"},
		{"Arabic stretching", "جمـــيل", "جميل"},
		{"Cyrillic case", "Очень", "очень"},
		{"Cyrillic yo", "ещё", "еще"},
		{"entity", "salt &amp; pepper", "salt pepper"},
		{"hashtag", "#coffee", "coffee"},
		{"hashtag of several words", "#worstCoffeeEver2", "worst coffee ever2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(features(tt.b), features(tt.a)); diff != "" {
				t.Errorf("features of %q and %q differ:\n%s", tt.a, tt.b, diff)
			}
		})
	}
}

func TestExtractHolds(t *testing.T) {
	tests := []struct {
		name, text string
		key        uint32
		want       bool
	}{
		{"word", "a good day", WordKey("good"), true},
		{"word under negation", "not a good day", NegatedKey("good"), true},
		{"negation ends with the clause", "no. good day", NegatedKey("good"), false},
		{"negation ends after three words", "not one two three good", NegatedKey("good"), false},
		{"contracted negation", "isn't good", NegatedKey("good"), true},
		{"pair", "never again", BigramKey("never", "again"), true},
		{"pair over a comma", "never, again", BigramKey("never", "again"), false},
		{"emoji", "x 😍", SymbolKey('😍'), true},
		{"emoticon", ":(", SymbolKey(frown), true},
		{"tears", ":'(", SymbolKey(cry), true},
		{"no face in a time", "at 10:30", SymbolKey(smile), false},
		{"no face in a word", "note:Party", SymbolKey(tongue), false},
		{"elongated", "sooooo", SymbolKey(tokenElongated), true},
		{"shouting", "NEVER", SymbolKey(tokenAllCaps), true},
		{"exclamation", "wow!", SymbolKey('!'), true},
		{"exclamations", "wow!!!", SymbolKey(tokenExclamations), true},
		{"Chinese word", "真的很好吃", UnspacedKeys("好吃")[0], true},
		{"word of a hashtag", "#LoveThisPhone", WordKey("phone"), true},
		{"capitals in a name", "McDonald", WordKey("donald"), false},
		{"last of a clause", "很好吃，真的", clauseEnd('吃'), true},
		{"not the last of a clause", "很好吃，真的", clauseEnd('好'), false},
		{"Thai word", "มากอร่อยมาก", UnspacedKeys("มาก")[0], true},
		{"bracketed emoticon is one sign", "[哈哈]", UnspacedKeys("哈哈")[0], false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slices.Contains(features(tt.text), tt.key); got != tt.want {
				t.Errorf("features of %q hold it: %t, want %t", tt.text, got, tt.want)
			}
		})
	}
}

// clauseEnd is the key of a character at the end of a clause.
func clauseEnd(r rune) uint32 { return key(step(step(kindUnspaced, uint64(r)), '_')) }

func TestExtractNothing(t *testing.T) {
	for _, text := range []string{"", " \t\n", "\u200b\u200d", "----", "\x00"} {
		if got := features(text); len(got) != 0 {
			t.Errorf("%q has %d features, want none", text, len(got))
		}
	}
}

func TestSimplifiedPairs(t *testing.T) {
	from, to := []rune(traditional), []rune(simplified)
	if len(from) != len(to) {
		t.Fatalf("%d traditional characters for %d simplified", len(from), len(to))
	}
	for i := range from {
		if simplify(from[i]) != to[i] {
			t.Errorf("%c became %c, want %c", from[i], simplify(from[i]), to[i])
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, seed := range []string{
		"", "I don't like it :'( http://x @a #b", "非常好[赞]!!", "อร่อยมาก", "\xff\xfe\xed\xa0\x80", "َََ",
		strings.Repeat("a", 100), strings.Repeat("😀", 50), "&#128512; &amp &", "[[[[[", "http", "@@@", ":-:-:-", "T_T D: xD",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var x Extractor
		x.Extract(text, "en", nil, true)
		if len(x.WordSpans) != len(x.Words) || len(x.GramSpans) != len(x.Grams) {
			t.Fatalf("%d and %d spans for %d words and %d n-grams", len(x.WordSpans), len(x.GramSpans), len(x.Words), len(x.Grams))
		}
		for _, s := range slices.Concat(x.WordSpans, x.GramSpans) {
			if s.Start < 0 || s.Start >= s.End || int(s.End) > len(text) {
				t.Fatalf("span %v of %d bytes", s, len(text))
			}
			if utf8.ValidString(text) && len(text) <= MaxBytes && !utf8.ValidString(text[s.Start:s.End]) {
				t.Fatalf("span %v cuts a character of %q", s, text)
			}
		}
		// Every byte gives a few features at the most: the work is linear.
		if most := 8 * (min(len(text), MaxBytes) + 1); len(x.Words)+len(x.Grams) > most {
			t.Fatalf("%d features of %d bytes", len(x.Words)+len(x.Grams), len(text))
		}
		if slices.Contains(x.Words, 0) || slices.Contains(x.Grams, 0) {
			t.Fatal("a feature has key 0")
		}
	})
}

// TestExtractCountsLexiconWords: a negated word counts with the opposite
// polarity, and only words of the given language count.
func TestExtractCountsLexiconWords(t *testing.T) {
	count := func(text, language string) (positive, negative int) {
		var x Extractor
		x.Extract(text, language, nil, false)
		return x.valence.positive, x.valence.negative
	}
	for _, tt := range []struct {
		language, text     string
		positive, negative int
	}{
		{"en", "Great coffee, terrible service 😡", 1, 2},
		{"en", "not bad at all", 1, 0},
		{"en", "the table", 0, 0},
		{"es", "excelente café, terrible servicio", 1, 1},
		{"es", "great", 0, 0},
		{"und", "great 😍", 1, 0},
		{"zh", "great 😍", 0, 0},
		{"", "great 😍", 0, 0},
	} {
		if positive, negative := count(tt.text, tt.language); positive != tt.positive || negative != tt.negative {
			t.Errorf("%s %q: %d positive and %d negative, want %d and %d", tt.language, tt.text, positive, negative, tt.positive, tt.negative)
		}
	}
}
