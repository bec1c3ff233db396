package keyword

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestKeywords(t *testing.T) {
	e := New()
	for name, c := range map[string]struct {
		language, text string
		want           []string
	}{
		"phrase between function words": {"en", "The battery life of this is so bad", []string{"battery life", "bad"}},
		"names":                         {"en", "I went to North Wind Coffee yesterday and loved it", []string{"north wind coffee", "loved"}},
		"links, handles and tags":       {"en", "@ana see https://x.example/espresso #latte machine", []string{"machine"}},
		"possessive":                    {"en", "Northwind's espresso don't", []string{"northwind espresso"}},
		"repeated pair":                 {"en", "red roast beans; cheap red roast again", []string{"red roast", "beans", "cheap"}},
		"German":                        {"de", "Der Kaffee ist heute leider nicht gut", []string{"kaffee"}},
		"French":                        {"fr", "l'équipe est très sympa", []string{"équipe", "sympa"}},
		"Russian":                       {"ru", "мне очень нравится этот кофе", []string{"нравится", "кофе"}},
		"Chinese":                       {"zh", "今天去星巴克买了一杯咖啡，服务态度真的很不错", []string{"星巴克", "服务态度", "咖啡"}},
		"Chinese, a new name":           {"zh", "瑞幸的咖啡", []string{"咖啡", "瑞幸"}},
		"Chinese, traditional":          {"zh", "今天去星巴克買了一杯咖啡，服務態度真的很不錯", []string{"星巴克", "服務態度", "咖啡"}},
		"Japanese":                      {"ja", "新しいコーヒーメーカーを東京で買った", []string{"コーヒーメーカー", "東京"}},
		"Japanese, auxiliaries":         {"ja", "値段が高過ぎる。以前使った商品は不良品だ、充電できない", []string{"値段", "商品", "不良品", "充電"}},
		"Japanese, two scripts":         {"ja", "昨日スターバックスと楽天モバイルの新作ゲームを見た", []string{"スターバックス", "楽天モバイル", "新作ゲーム"}},
		"shorthand":                     {"en", "lol thx u r gr8 omg, ur battery life tho", []string{"battery life"}},
		"Thai, auxiliaries":             {"th", "จะสนับสนุน เมื่อไหร่", []string{"สนับสนุน"}},
		"Swahili":                       {"sw", "huduma za wateja ni nzuri sana kwenye benki", []string{"wateja", "benki"}},
		"Thai":                          {"th", "ชอบมากๆนิสสัน แข็งแรง", []string{"ชอบ", "นิสสัน", "แข็งแรง"}},
		"Korean":                        {"ko", "커피는 정말 맛있어요 스타벅스에서", []string{"맛있어요", "스타벅스", "커피"}},
		"addresses":                     {"en", "see example.com/a-page, t.co/Xy and www.host.example.org. The grinder.Really good", []string{"grinder"}},
		"escapes and ordinals":          {"en", "grinder\\u002c the 2nd one", []string{"grinder"}},
		"days":                          {"en", "Tomorrow, on Friday, the grinder", []string{"grinder"}},
		"German, inflected":             {"de", "Endlich echt neuen Kaffee, will nie wieder", []string{"kaffee"}},
		"Spanish, adverbs":              {"es", "Ahora también el café, claro, siempre", []string{"café"}},
		"Chinese, degrees":              {"zh", "咖啡很好，太慢", []string{"咖啡"}},
		"nothing":                       {"en", "it is what it is", nil},
		"numbers":                       {"en", "12345 99.9", nil},
		"empty":                         {"und", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, e.Keywords(c.text, c.language, nil)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestHashtags(t *testing.T) {
	d := social.NewDocument(social.Post{Text: "#Coffee and #café #coffee"}, social.Analysis{})
	got := Hashtags(&d, []string{"Latte", "#COFFEE", "!"})
	if diff := cmp.Diff([]string{"coffee", "cafe", "latte"}, got); diff != "" {
		t.Error(diff)
	}
	many := social.NewDocument(social.Post{Text: strings.Repeat("#a1 #b2 ", 9)}, social.Analysis{})
	if got := Hashtags(&many, strings.Fields("c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg")); len(got) != MaxHashtags {
		t.Errorf("%d hashtags", len(got))
	}
}

func TestHostileTextIsBounded(t *testing.T) {
	e := New()
	for name, text := range map[string]string{
		"10 MB word":  strings.Repeat("a", 10<<20),
		"10 MB words": strings.Repeat("abc def, ", 10<<20/9),
		"Han":         strings.Repeat("咖", 1<<20),
		"Thai":        strings.Repeat("กาแฟ", 1<<18),
		"zalgo":       strings.Repeat("z\u0335\u0301\u0300", 1<<18),
		"emoji":       strings.Repeat("😀", 100_000),
		"apostrophes": strings.Repeat("a'", 1<<20),
		"hyphens":     strings.Repeat("a-", 1<<20),
		"hashes":      strings.Repeat("#", 1<<20),
		"not UTF-8":   strings.Repeat("\xff", 1<<20),
		"nulls":       strings.Repeat("\x00a", 1<<20),
	} {
		for _, language := range []string{"en", "zh", "th"} {
			for _, k := range e.Keywords(text, language, nil) {
				if len(k) > maxBytesWord {
					t.Errorf("%s: keyword of %d bytes", name, len(k))
				}
			}
		}
	}
}

func FuzzKeywords(f *testing.F) {
	e := New()
	f.Add("North Wind's l'équipe 咖啡 コーヒー 커피는 กาแฟ #tag @a http://x", "zh")
	f.Add("", "")
	f.Add("\xff\u202e### @@ http:// ﷽﷽", "ar")
	f.Fuzz(func(t *testing.T, text, language string) {
		got := e.Keywords(text, language, nil)
		if len(got) > MaxKeywords {
			t.Errorf("%d keywords", len(got))
		}
		for _, k := range got {
			if k == "" || len(k) > maxBytesWord {
				t.Errorf("%q", k)
			}
		}
	})
}

func BenchmarkKeywordsEnglish(b *testing.B) {
	e := New()
	for b.Loop() {
		e.Keywords("Just had the worst experience with Northwind customer service, battery life of my new espresso machine is a joke", "en", nil)
	}
}

func BenchmarkKeywordsChinese(b *testing.B) {
	e := New()
	e.Keywords("咖啡", "zh", nil)
	for b.Loop() {
		e.Keywords("今天去星巴克买了一杯拿铁咖啡，味道真的很不错，服务态度也好，下次还会再来", "zh", nil)
	}
}

func BenchmarkLoadLexicon(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		loadLexicon()
	}
}
