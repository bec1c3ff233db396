package social_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestReadingsAreWhole wants of each row what the filters, exports and queries
// built from it need.
func TestReadingsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	once := func(kind, name string) {
		if seen[kind+name] {
			t.Errorf("two readings have the %s %q", kind, name)
		}
		seen[kind+name] = true
	}
	for _, info := range social.Readings() {
		once("name", string(info.Reading))
		once("column", info.Column)
		for _, key := range []string{info.AnyKey, info.EveryKey} {
			if key != "" {
				once("key", key)
			}
		}
		w := info.Words
		for what, text := range map[string]string{
			"name": string(info.Reading), "column": info.Column, "flag": info.Flag(), "help": info.FlagHelp, "noun": w.Noun,
			"title": w.Title, "definition": w.Definition, "empty title": w.EmptyTitle, "empty text": w.EmptyText,
		} {
			if text == "" {
				t.Errorf("%s has no %s", info.Reading, what)
			}
		}
		if info.AnyKey != "" && info.Vocabulary == nil {
			t.Errorf("%s is offered as a menu of %s, but has no vocabulary", info.Reading, info.AnyKey)
		}
		if got, ok := info.Reading.Info(); !ok || got.Column != info.Column {
			t.Errorf("%s is not found by its name", info.Reading)
		}
	}
	if _, ok := social.Reading("moods").Info(); ok {
		t.Error("a reading that is none has a row")
	}
}

// TestReadingsSetWhatTheyGet gives every reading to an empty analysis.
func TestReadingsSetWhatTheyGet(t *testing.T) {
	full := social.Analysis{
		Keywords: []string{"crema"}, Hashtags: []string{"espresso"},
		Emotion: social.Joy, EmotionCertainty: 0.75, Intents: []social.Intent{social.IntentPraise, social.IntentQuestion},
		Aspects: []social.Aspect{{Term: "crema", Label: social.Positive, Certainty: 0.5}}, Entities: []string{"Utrecht", "Ana"},
	}
	got := social.Analysis{Keywords: full.Keywords, Hashtags: full.Hashtags}
	for _, info := range social.Readings() {
		read := info.Get(&full)
		if len(read) == 0 || info.Shape == social.One && len(read) != 1 {
			t.Errorf("%s: %d values", info.Reading, len(read))
		}
		for _, v := range read {
			if err := info.Check(v.Value); err != nil {
				t.Error(err)
			}
		}
		if info.Set != nil {
			info.Set(&got, read)
		}
		if len(info.Get(&social.Analysis{})) > 0 {
			t.Errorf("%s is read in nothing", info.Reading)
		}
	}
	if diff := cmp.Diff(full, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadingsCheckTheirVocabulary(t *testing.T) {
	emotions, _ := social.ReadEmotions.Info()
	err := emotions.Check("glee")
	if want := `unknown emotion "glee": joy, surprise, sadness, fear, disgust or anger`; err == nil || err.Error() != want || social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("got %v, want %s", err, want)
	}
	if entities, _ := social.ReadEntities.Info(); entities.Check("Utrecht") != nil {
		t.Error("an open vocabulary refuses a value")
	}
	if intents, _ := social.ReadIntents.Info(); intents.Name("support") != "needs help" || intents.Name("praise") != "praise" {
		t.Error("values are not called what a reader calls them")
	}
}

func TestReadValuesLeaveWhatTheyStartFrom(t *testing.T) {
	v := social.ReadValues{social.ReadTerms: []string{"roast", "tea"}}
	all := []social.ReadValues{
		v.Plus(social.ReadTerms, "tea"), v.Plus(social.ReadTerms, "cup"), v.Minus(social.ReadTerms, "roast"),
		v.With(social.ReadTerms), v.With(social.ReadIntents, "praise"),
	}
	want := []social.ReadValues{
		{social.ReadTerms: {"roast", "tea"}}, {social.ReadTerms: {"roast", "tea", "cup"}}, {social.ReadTerms: {"tea"}},
		{}, {social.ReadTerms: {"roast", "tea"}, social.ReadIntents: {"praise"}},
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(social.ReadValues{social.ReadTerms: {"roast", "tea"}}, v); diff != "" {
		t.Error(diff)
	}
	if n := all[4].Len(); n != 3 {
		t.Errorf("%d values", n)
	}
}

func TestFilterByReadings(t *testing.T) {
	a := social.Analysis{Emotion: social.Joy, Intents: []social.Intent{social.IntentPraise, social.IntentQuestion}, Entities: []string{"Utrecht"}}
	for _, c := range []struct {
		f    social.Filter
		want bool
	}{
		{social.Filter{}, true},
		{social.Filter{AnyRead: social.ReadValues{social.ReadEmotions: {"anger", "joy"}}}, true},
		{social.Filter{AnyRead: social.ReadValues{social.ReadEmotions: {"anger"}}}, false},
		{social.Filter{EveryRead: social.ReadValues{social.ReadIntents: {"praise", "question"}}}, true},
		{social.Filter{EveryRead: social.ReadValues{social.ReadIntents: {"praise", "support"}}}, false},
		{social.Filter{AnyRead: social.ReadValues{social.ReadEmotions: {"joy"}}, EveryRead: social.ReadValues{social.ReadEntities: {"Oslo"}}}, false},
		{social.Filter{EveryRead: social.ReadValues{social.ReadEntities: nil}}, true},
	} {
		if got := c.f.Reads(&a); got != c.want {
			t.Errorf("%+v: %t", c.f, got)
		}
	}
}
