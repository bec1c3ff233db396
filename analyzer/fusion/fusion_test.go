package fusion_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer"
	"earshot/analyzer/fusion"
	"earshot/analyzer/sentiment/registry"
	"earshot/internal/social"
)

// byWords judges a text by its first word.
func byWords(text string) social.Sentiment {
	switch word, _, _ := strings.Cut(text, " "); word {
	case "good":
		return social.Sentiment{Label: social.Positive, Positive: 0.9, Neutral: 0.1, Sure: true}
	case "bad":
		return social.Sentiment{Label: social.Negative, Negative: 0.9, Neutral: 0.1, Sure: true}
	case "perhaps":
		return social.Sentiment{Label: social.Positive, Positive: 0.4, Neutral: 0.35, Negative: 0.25}
	case "":
		return social.Sentiment{}
	default:
		return social.Sentiment{Label: social.Neutral, Neutral: 0.9, Positive: 0.1, Sure: true}
	}
}

func fuser(t *testing.T, judge fusion.Judge) *fusion.Fuser {
	t.Helper()
	f, err := fusion.New(judge)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestEveryRule wants each row of the table to decide something, and no evidence to leave the
// words alone.
func TestEveryRule(t *testing.T) {
	f := fuser(t, byWords)
	for name, c := range map[string]struct {
		words string
		media []social.Media
		heard string
		want  string // won, class and whether they disagree; empty for no fusion
	}{
		"no picture":              {"good", nil, "", ""},
		"a picture without facts": {"good", []social.Media{{State: social.MediaReady, Caption: "A cup."}}, "", ""},
		"a picture that is gone":  {"good", []social.Media{{State: social.MediaDeleted, Description: social.Description{Sentiment: "negative"}}}, "", ""},
		"mixed":                   {"good", []social.Media{picture("mixed", "", "")}, "", ""},
		"few words in it":         {"good", []social.Media{{State: social.MediaReady, OCR: "bad cafe"}}, "", ""},
		"irony":                   {"good", []social.Media{picture("negative", "", "")}, "", "picture negative, disagree"},
		"complaint's photograph":  {"plain", []social.Media{picture("negative", "", "")}, "", "picture negative, disagree"},
		"said by nobody else":     {"", []social.Media{picture("positive", "", "")}, "", "picture positive"},
		"spoken alone":            {"", nil, "bad all the way", "voice negative"},
		"written alone":           {"", []social.Media{with(picture("neutral", "", ""), "", "good in four words")}, "", "written positive, disagree"},
		"a quoted complaint":      {"plain", []social.Media{with(picture("neutral", "", ""), "screenshot", "bad in four words")}, "", "written negative, disagree"},
		"a quoted praise":         {"perhaps", []social.Media{with(picture("neutral", "", ""), "screenshot", "good in four words")}, "", "written positive, disagree"},
		"a receipt says nothing":  {"plain", []social.Media{with(picture("neutral", "", "a receipt"), "", "bad in four words")}, "", "words neutral, disagree"},
		"spoken complaint":        {"good", []social.Media{picture("neutral", "", "")}, "bad all the way", "voice negative, disagree"},
		"spoken praise":           {"plain", []social.Media{picture("neutral", "", "")}, "good all the way", "voice positive, disagree"},
		"a picture of delight":    {"plain", []social.Media{picture("positive", "", "")}, "", "picture positive, disagree"},
		"words complain":          {"bad", []social.Media{picture("positive", "", "")}, "", "words negative, disagree"},
		"nothing stronger":        {"good", []social.Media{picture("neutral", "", ""), picture("positive", "", "")}, "", "words positive"},
		"the worst of several":    {"good", []social.Media{picture("positive", "", ""), picture("negative", "", "")}, "", "picture negative, disagree"},
	} {
		got, ok := f.Fuse(byWords(c.words), c.media, c.heard)
		said := ""
		if ok {
			said = got.Won + " " + string(got.Class)
			if got.Disagree {
				said += ", disagree"
			}
		}
		if said != c.want {
			t.Errorf("%s: %q by %q, want %q", name, said, got.Rule, c.want)
		}
		if ok && got.Rule != name && !strings.Contains("the worst of several", name) {
			t.Errorf("%s: decided by %q", name, got.Rule)
		}
	}
}

// TestFusionIsMeasured prints how many of the sample's posts are judged as people would, by
// the words alone, the pictures and recordings alone, and together, and wants the last to be
// the best and not to fall behind what was measured.
func TestFusionIsMeasured(t *testing.T) {
	models, err := registry.Open("")
	if err != nil {
		t.Fatal(err)
	}
	text, err := analyzer.New(analyzer.Options{Sentiment: registry.NewLive(models, nil, slog.New(slog.DiscardHandler))})
	if err != nil {
		t.Fatal(err)
	}
	judge := func(s string) social.Sentiment { return text.Text(s).Sentiment }
	f := fuser(t, judge)
	right, judged := map[string]int{}, map[string]int{}
	count := func(by string, class, is social.Label) {
		if class != social.Unknown && class != social.Unsure {
			judged[by]++
		}
		if class == is {
			right[by]++
		}
	}
	for _, l := range sample {
		var words social.Sentiment
		if l.words != "" {
			words = judge(l.words)
		}
		count("words", words.Class(), l.is)
		fused, ok := f.Fuse(words, []social.Media{l.seen}, l.heard)
		class := words.Class()
		if ok {
			class = fused.Class
		}
		count("fused", class, l.is)
		alone, _ := f.Fuse(social.Sentiment{}, []social.Media{l.seen}, l.heard)
		if alone.Won == fusion.Words { // no rule but the last: what the picture says itself
			for _, m := range alone.Moods {
				if m.Of == fusion.Picture {
					alone.Class = m.Class
				}
			}
		}
		count("pictures and recordings", alone.Class, l.is)
		if class != l.is {
			t.Logf("%q, %s: fused %s by %q, is %s", l.words, l.seen.Description.Reason, class, fused.Rule, l.is)
		}
	}
	for _, by := range []string{"words", "pictures and recordings", "fused"} {
		t.Logf("%-24s right %d of %d (%.0f %%), judged %d", by, right[by], len(sample), 100*float64(right[by])/float64(len(sample)), judged[by])
	}
	if right["fused"] <= max(right["words"], right["pictures and recordings"]) || right["fused"] < leastRight {
		t.Errorf("right %v", right)
	}
}

// leastRight is how many of the sample are judged as people would at least.
const leastRight = 33

// TestMoodsAreShown wants the evidence to be told with what shows it.
func TestMoodsAreShown(t *testing.T) {
	m := with(picture("negative", "a cup in two pieces", "a table"), "", "perhaps in four words")
	got, _ := fuser(t, byWords).Fuse(byWords("good"), []social.Media{m})
	want := social.Fusion{Class: social.Negative, Won: fusion.Picture, Rule: "irony", Version: fusion.Version, Disagree: true, Moods: []social.Mood{
		{Of: fusion.Words, Class: social.Positive}, {Of: fusion.Picture, Class: social.Negative, Why: "a cup in two pieces"},
		{Of: fusion.Written, Class: social.Unsure, Why: "perhaps in four words"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
