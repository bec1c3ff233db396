package normalize

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCanonical(t *testing.T) {
	for name, c := range map[string]struct{ language, in, want string }{
		"empty":                   {"en", "", ""},
		"slang":                   {"en", "OMG u r gr8, thx", "oh my god you are great, thanks"},
		"no slang in U.S.":        {"en", "the U.S. team", "the U.S. team"},
		"another language":        {"de", "gr8 thx", "gr8 thx"},
		"misspelling":             {"en", "I definately recieved it", "I definitely received it"},
		"elongation":              {"en", "sooooo goooood, veryyyy cooool!!!!!", "so good, very cool!!!"},
		"elongation elsewhere":    {"es", "holaaaaa", "hola"},
		"numbers stay":            {"en", "1000000 aaa1", "1000000 a1"},
		"hashtags":                {"en", "#BestCoffeeEver and #bestcoffeeever", "best coffee ever and best coffee ever"},
		"hashtag in Chinese":      {"zh", "#咖啡館#好喝", "咖啡馆 好喝"},
		"traditional Chinese":     {"zh", "這家咖啡館的服務", "这家咖啡馆的服务"},
		"Chinese slang":           {"zh", "童鞋们灰常棒yyds", "同学们非常棒永远的神"},
		"Chinese shorthand":       {"zh", "真的 yyds!", "真的 永远的神!"},
		"Spanish":                 {"es", "pq no vienes? xfa", "porque no vienes? por favor"},
		"Portuguese":              {"pt", "vc tb vem", "você também vem"},
		"Russian":                 {"ru", "спс, ща приду", "спасибо, сейчас приду"},
		"Korean":                  {"ko", "ㄱㅅ 넘 맛있어", "감사 너무 맛있어"},
		"mathematical letters":    {"en", "𝓯𝓻𝓮𝓮 ＢＯＮＵＳ ﬁne", "free BONUS fine"},
		"decomposed":              {"fr", "cafe\u0301", "café"},
		"emoji stay":              {"en", "nice ☕️👩‍🚀 :)", "nice ☕️👩‍🚀 :)"},
		"kaomoji stay":            {"en", "lol (´･ω･`) (^_^) ¯\\_(ツ)_/¯", "laughing (´･ω･`) (^_^) ¯\\_(ツ)_/¯"},
		"other brackets":          {"en", "ok (thx)", "ok (thanks)"},
		"links and handles":       {"en", "@ana https://a.example/x", "@user http"},
		"entities":                {"en", "fish &amp; chips", "fish & chips"},
		"boilerplate":             {"en", "So good\nSent from my iPhone", "So good"},
		"slang behind signs kept": {"en", "w8!", "wait!"},
		"with an apostrophe":      {"en", "I can't, I cant, I’m off", "I cannot, I cannot, i am off"},
		"other apostrophes stay":  {"en", "we're at Ana's", "we're at Ana's"},
		"no language told":        {"und", "ty sm, gr8 y u", "thank you sm, great y u"},
		"elongation in Thai":      {"th", "มากกกกก", "มาก"},
		"elongation in Japanese":  {"ja", "すごーーーーい", "すごーい"},
		"words twice in Chinese":  {"zh", "哈哈哈好好好", "哈哈哈好好好"},
		"full-width":              {"zh", "ＶＩＰ会员１２３！", "VIP会员123!"},
		"quoted reply":            {"en", "> is it gr8?\nyes it is gr8\nOn Mon, Ana wrote:\n> ?", "yes it is great"},
		"sent from":               {"de", "Hab ich\nVon meinem iPhone gesendet", "habe ich"},
		"invisible":               {"en", "fr\u200bee\u00ad \u202eb", "free b"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Canonical(c.in, c.language); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestSplitTag(t *testing.T) {
	for tag, want := range map[string]string{
		"#BestCoffeeEver":             "best coffee ever",
		"bestcoffeeever":              "best coffee ever",
		"#blacklivesmatter":           "black lives matter",
		"#throwbackthursday":          "throwback thursday",
		"#mondaymotivation":           "monday motivation",
		"#NBAFinals2026":              "nba finals 2026",
		"#DVDs":                       "dvds",
		"#iPhone":                     "i phone",
		"#snake_case_tag":             "snake case tag",
		"#northwind":                  "northwind",
		"#coffee":                     "coffee",
		"#xkcdqwrt":                   "xkcdqwrt",
		"#COVID19":                    "covid 19",
		"#咖啡Time":                     "咖啡 time",
		"#":                           "",
		"#" + strings.Repeat("a", 99): strings.Repeat("a", 99),
	} {
		if got := SplitHashtag(tag); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestStripBoilerplate(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"one line":       {"Good coffee", "Good coffee"},
		"sent from":      {"Good coffee\n\nSent from my iPhone", "Good coffee"},
		"German":         {"Guter Kaffee\nVon meinem iPhone gesendet", "Guter Kaffee"},
		"no appendix":    {"Guter Kaffee\nVon meinem Balkon sieht man das Meer", "Guter Kaffee\nVon meinem Balkon sieht man das Meer"},
		"Chinese":        {"好咖啡\n发自我的iPhone", "好咖啡"},
		"quoted reply":   {"> is it good?\n> really?\nYes, it is", "Yes, it is"},
		"attribution":    {"Agreed!\nOn Tue, 3 Nov 2026, Ana wrote:\n> it is bad\n>> no", "Agreed!"},
		"attributed, de": {"Ja\nAm 3.11. schrieb Ana:\n> gut?", "Ja"},
		"a list":         {"I need:\nOn top:\nmilk", "I need:\nOn top:\nmilk"},
		"faces":          {">_< so bad\n>:(", ">_< so bad\n>:("},
		"signature":      {"Works for me\n-- \nAna, CEO", "Works for me"},
		"forwarded":      {"See below\n---------- Forwarded message\nspam", "See below"},
		"feed":           {"New beans\nThe post New beans appeared first on Coffee Blog.", "New beans"},
		"nothing else":   {"> only a quote", "> only a quote"},
		"only sent from": {"Sent from my iPhone", "Sent from my iPhone"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := StripBoilerplate(c.in); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestSlangIsReadable: every entry maps one spelling to another, once.
func TestSlangIsReadable(t *testing.T) {
	for language, words := range slang() {
		for written, meant := range words {
			if strings.ToLower(written) != written || meant == "" || meant == written {
				t.Errorf("%s: %q=%q", language, written, meant)
			}
			if r, _ := utf8.DecodeRuneInString(written); isUnspaced(r) && utf8.RuneCountInString(written) > maxSlangRunes {
				t.Errorf("%s: %q is never found", language, written)
			}
			if !isUnspaced([]rune(written)[0]) {
				for _, r := range written {
					if !isWordRune(r) {
						t.Errorf("%s: %q is never found", language, written)
					}
				}
			}
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("#a#b_C9 (^_^ u r \xff\u202e(((")
	f.Add("> x\nOn a wrote:\n-- \nz")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		for _, language := range []string{"en", "zh", "th"} {
			got := Canonical(text, language)
			if !utf8.ValidString(got) {
				t.Errorf("%q is not UTF-8", got)
			}
			// NFKC makes up to 18 characters of one, slang a few words.
			if len(got) > 64*len(text)+64 {
				t.Errorf("%d bytes grow to %d", len(text), len(got))
			}
		}
	})
}
