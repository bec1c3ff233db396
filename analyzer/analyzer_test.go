package analyzer_test

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer"
	"earshot/analyzer/neardup"
	"earshot/internal/query"
	"earshot/internal/social"
)

// wordClassifier classifies by one word per class, and panics on the word "panic".
type wordClassifier struct{}

func (wordClassifier) Version() string { return "words" }

func (w wordClassifier) Explain(text, language string, names []social.TextSpan) social.Sentiment {
	return w.Classify(text, language, names)
}

func (wordClassifier) Toward(string, string, []social.TextSpan, []social.TextSpan, social.Sentiment) (social.Sentiment, bool) {
	return social.Sentiment{}, false
}

func (wordClassifier) Threshold(string) float32 { return 0 }

func (wordClassifier) Classify(text, _ string, _ []social.TextSpan) social.Sentiment {
	switch {
	case strings.Contains(text, "panic"):
		panic("a hostile post")
	case strings.Contains(text, "awful"):
		return social.Sentiment{Label: social.Negative, Negative: 1, Sure: true}
	default:
		return social.Sentiment{Label: social.Neutral, Neutral: 1, Sure: true}
	}
}

func newAnalyzer(t testing.TB) *analyzer.Analyzer {
	t.Helper()
	a, err := analyzer.New(analyzer.Options{
		Brands: []social.Brand{
			{Name: "Northwind", Query: query.MustParse(`northwind OR "north wind" OR #nw`)},
			{Name: "Complaints", Query: query.MustParse(`sentiment:negative lang:en`)},
			{Name: "Starbucks", Query: query.MustParse(`starbucks OR 星巴克`)},
		},
		Sentiment: wordClassifier{},
		Log:       slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnalyze(t *testing.T) {
	a := newAnalyzer(t)
	neutral := social.Sentiment{Label: social.Neutral, Neutral: 1, Sure: true}
	for name, c := range map[string]struct {
		post social.Post
		want social.Analysis
	}{
		"English": {
			social.Post{Title: "North Wind review", Text: "The battery life is awful #Espresso", Tags: []string{"Café"}},
			social.Analysis{
				Language: "en", Sentiment: social.Sentiment{Label: social.Negative, Negative: 1, Sure: true},
				Keywords: []string{"battery life", "review", "awful"}, Hashtags: []string{"espresso", "cafe"},
				Brands: []string{"Northwind", "Complaints"}, Intents: []social.Intent{social.IntentComplaint}, Aspects: []social.Aspect{{Term: "battery life", Label: social.Negative, Certainty: 1}},
			},
		},
		"Chinese": {
			social.Post{Text: "星巴克的咖啡#NW"},
			social.Analysis{Language: "zh", Sentiment: neutral, Keywords: []string{"咖啡"}, Hashtags: []string{"nw"}, Brands: []string{"Northwind", "Starbucks"}},
		},
		"the brand is no aspect of itself": {
			social.Post{Text: "Northwind was awful and the hinge was awful"},
			social.Analysis{
				Language: "en", Sentiment: social.Sentiment{Label: social.Negative, Negative: 1, Sure: true},
				Keywords: []string{"awful", "hinge"},
				Brands:   []string{"Northwind", "Complaints"}, Aspects: []social.Aspect{{Term: "hinge", Label: social.Negative, Certainty: 1}},
			},
		},
		"no text": {
			social.Post{Tags: []string{"nw"}, Language: "de"},
			social.Analysis{Language: "und", Hashtags: []string{"nw"}, Brands: []string{"Northwind"}},
		},
		"a part breaks": {
			social.Post{Text: "the northwind panic"},
			social.Analysis{Language: "en", Keywords: []string{"panic"}, Brands: []string{"Northwind"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.want.Version = a.Version()
			c.want.Fingerprint = neardup.Fingerprint(c.post.FullText())
			if diff := cmp.Diff(c.want, a.Analyze(c.post)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if a.Faults() != 1 {
		t.Errorf("%d faults", a.Faults())
	}
	if a.Version() != "text-7+words" {
		t.Errorf("version %q", a.Version())
	}
}

// towardClassifier says of each thing what follows its last place.
type towardClassifier struct{ wordClassifier }

func (towardClassifier) Toward(text, _ string, names, own []social.TextSpan, _ social.Sentiment) (social.Sentiment, bool) {
	last := own[len(own)-1]
	if last == names[len(names)-1] {
		return social.Sentiment{}, false
	}
	return wordClassifier{}.Classify(text[last.End:], "", nil), true
}

func TestBrandsWordsAreGivenToEveryPart(t *testing.T) {
	a, err := analyzer.New(analyzer.Options{
		Brands: []social.Brand{
			{Name: "Northwind", Query: query.MustParse(`northwind OR #nw`)},
			{Name: "Contoso", Query: query.MustParse(`contoso OR "con toso"`)},
			{Name: "Brewline", Query: query.MustParse(`brewline OR 布鲁莱恩`)},
		},
		Sentiment: towardClassifier{},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := a.Text("> a quoted line of Contoso\nNorthwind awful, Con Toso great")
	want := []social.TowardBrand{{Brand: "Northwind", Sentiment: social.Sentiment{Label: social.Negative, Negative: 1, Sure: true}}}
	if diff := cmp.Diff(want, got.Toward); diff != "" {
		t.Errorf("toward (-want +got):\n%s", diff)
	}
	for _, text := range []string{
		"今天布鲁莱恩很好喝，明天再去布鲁莱恩。", "布鲁莱恩的拿铁太酸了，布鲁莱恩服务不错", "布魯萊恩咖啡公司的服務不錯", "我在布鲁莱恩大厦",
		"Brewline der Kaffee ist gut", "Hat Brewline wieder offen?", "Brewline's app is great", "die Brewline-App ist super", "brew is great at Brewline",
		"Brewline’ın kahvesi güzel", "@brewline is awful", "BREWLINE IS awful", "Con Toso Coffee was awful", "The Contoso staff was awful",
	} {
		got := a.Text(text)
		found := append(slices.Concat(got.Keywords, got.Entities), "")
		for _, x := range got.Aspects {
			found = append(found, x.Term)
		}
		for _, word := range found {
			word = query.Simplified(strings.ToLower(word))
			for _, part := range []string{"brewline", "布鲁", "莱恩", "鲁莱", "toso", "con "} {
				if strings.Contains(word, part) || strings.Contains("布鲁莱恩", word) && word != "" {
					t.Errorf("%q is found in %q", word, text)
				}
			}
		}
	}
	for text, want := range map[string]string{"Northwind serves cold lunch": "en", "leckere Brewline": "de", "Contoso Northwind Brewline": "und"} {
		if got := a.Text(text).Language; got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestNewRefusesTwoBrandsOfOneName(t *testing.T) {
	_, err := analyzer.New(analyzer.Options{Brands: []social.Brand{{Name: "a"}, {Name: "a"}}})
	if social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("error is %v", err)
	}
}

func TestHostilePosts(t *testing.T) {
	a := newAnalyzer(t)
	for name, text := range map[string]string{
		"10 MB":               strings.Repeat("northwind is a word, ", 10<<20/21),
		"one word of 10 MB":   strings.Repeat("n", 10<<20),
		"zalgo":               strings.Repeat("n\u0335\u0301\u0300\u0315", 1<<18),
		"lone surrogates":     strings.Repeat("\xed\xa0\x80", 1<<18),
		"nulls":               strings.Repeat("\x00", 1<<20),
		"right to left":       strings.Repeat("\u202e\u202d", 1<<18),
		"100,000 emoji":       strings.Repeat("😀", 100_000),
		"family of joiners":   strings.Repeat("👨\u200d", 1<<17),
		"a thousand hashtags": strings.Repeat("#a1 ", 1<<18),
		"hashes":              strings.Repeat("#", 1<<20),
		"handles":             strings.Repeat("@a@", 1<<18),
		"Han":                 strings.Repeat("星巴", 1<<18),
		"kana marks":          strings.Repeat("か\u3099", 1<<17),
	} {
		t.Run(name, func(t *testing.T) {
			if got := a.Text(text); len(got.Keywords) > 8 || len(got.Hashtags) > 30 {
				t.Errorf("%d keywords, %d hashtags", len(got.Keywords), len(got.Hashtags))
			}
		})
	}
	if a.Faults() != 0 {
		t.Errorf("%d faults", a.Faults())
	}
}

func TestAnalyzeConcurrently(t *testing.T) {
	a := newAnalyzer(t)
	want := a.Text("northwind 星巴克 #nw")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if diff := cmp.Diff(want, a.Text("northwind 星巴克 #nw")); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	wg.Wait()
}

// posts are short posts in several languages, as the streams bring them.
var posts = []string{
	"Just had the worst experience with Northwind customer service, never again 😡 #fail",
	"My new espresso machine from @northwind is amazing!! https://x.example/p/1",
	"Der Kaffee im North Wind ist wirklich gut, aber leider viel zu teuer",
	"今天去星巴克买了一杯拿铁咖啡，味道真的很不错，下次还会再来",
	"El café de la esquina es mucho mejor que el de siempre, y más barato",
	"コーヒーがとても美味しかったです。また行きたい！",
	"мне очень нравится этот кофе, но цена слишком высокая",
	"Saya sangat suka kopi ini, harganya juga murah banget",
}

// BenchmarkAnalyze analyses one post of eight in turn, without a sentiment
// model, against 100 brands.
func BenchmarkAnalyze(b *testing.B) {
	brands := make([]social.Brand, 100)
	for i := range brands {
		brands[i] = social.Brand{Name: fmt.Sprint(i), Query: query.MustParse(fmt.Sprintf(`(brand%d OR "north wind %d" OR northwind%d) NOT jobs`, i, i, i))}
	}
	a, err := analyzer.New(analyzer.Options{Brands: brands})
	if err != nil {
		b.Fatal(err)
	}
	a.Text("咖啡") // loads the dictionary
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		a.Text(posts[i%len(posts)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}
