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
	for _, info := range social.Readings() {
		if n := len(info.Get(&social.Analysis{})); n > 0 {
			t.Errorf("%s: %d values are read in nothing", info.Reading, n)
		}
		if info.Set == nil {
			continue
		}
		values := []string{"roast", "tea"}
		if info.Vocabulary != nil {
			values = info.Vocabulary
		}
		var want []social.ReadValue
		for _, value := range values {
			if err := info.Check(value); err != nil {
				t.Error(err)
			}
			want = append(want, social.ReadValue{Value: value})
		}
		switch info.Shape {
		case social.One:
			want = want[:1]
			want[0].Certainty = 0.75
		case social.Judged:
			want[0].Label, want[0].Certainty = social.Positive, 0.5
		}
		var a social.Analysis
		info.Set(&a, want)
		if diff := cmp.Diff(want, info.Get(&a)); diff != "" {
			t.Errorf("%s (-set +got):\n%s", info.Reading, diff)
		}
	}
}

func TestTermsAreKeywordsAndHashtags(t *testing.T) {
	terms, _ := social.ReadTerms.Info()
	a := social.Analysis{Keywords: []string{"tea", "", "tea"}, Hashtags: []string{"tea", "cup"}}
	want := []social.ReadValue{{Value: "tea"}, {Value: "#tea"}, {Value: "#cup"}}
	if diff := cmp.Diff(want, terms.Get(&a)); diff != "" {
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
	named := func(kinds ...social.Evidence) bool {
		f := social.Filter{AnyRead: social.ReadValues{social.ReadEvidence: {"words", "ocr"}}}.InPictures()
		return f.Reads(&social.Analysis{Brands: []string{"Northwind"}, Evidence: []social.BrandEvidence{{Brand: "Northwind", Kinds: kinds}}})
	}
	if named(social.EvidenceWords) || named(social.EvidenceWords, social.EvidenceTranscript) || named(social.EvidenceLogo) ||
		!named(social.EvidenceWords, social.EvidenceLogo) || !named(social.EvidenceText) {
		t.Error("in pictures are the mentions that other evidence lets through, and of which a picture is evidence")
	}
}
