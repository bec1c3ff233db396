package analyzer

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/analyzertest"
	"earshot/analyzer/aspect"
	"earshot/analyzer/entity"
	"earshot/analyzer/keyword"
	"earshot/analyzer/measured"
	"earshot/internal/social"
)

// praise judges every text alike, so that every thing that is found counts as an
// aspect, whatever the sentiment model says of it.
type praise struct{}

func (praise) Classify(string, string, []social.TextSpan) social.Sentiment {
	return social.Sentiment{Label: social.Positive, Positive: 1}
}

func (p praise) Explain(text, language string, names []social.TextSpan) social.Sentiment {
	return p.Classify(text, language, names)
}

func (praise) Toward(string, string, []social.TextSpan, []social.TextSpan, social.Sentiment) (social.Sentiment, bool) {
	return social.Sentiment{}, false
}

func (praise) Threshold(string) float32 { return 0 }

func (praise) Version() string { return "praise" }

// counts are what was found in labelled posts, by language, of all languages at "".
type counts map[string]*analyzertest.Count

func (c counts) add(language string, want []analyzertest.Value, found []string) {
	for _, l := range []string{"", language} {
		if c[l] == nil {
			c[l] = &analyzertest.Count{}
		}
		c[l].Add(want, found)
	}
}

func (c counts) log(t *testing.T, half, kind string) {
	for _, l := range slices.Sorted(maps.Keys(c)) {
		n := c[l]
		t.Logf("%s %s %-2s: %d found, precision %.3f; recall %.3f of %d", half, kind, l, n.Found, n.Precision(), n.Recall(), n.There)
	}
}

// countNames finds the names and aspects of labelled posts.
func countNames(t *testing.T, posts []analyzertest.Post) (names, aspects counts) {
	names, aspects = counts{}, counts{}
	entities := entity.New()
	things, err := aspect.New(praise{}, keyword.New().SegmentChinese)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posts {
		found := entities.Find(p.Text, p.Language, nil)
		names.add(p.Language, p.Names, found)
		var terms []string
		for _, a := range things.Find(p.Text, p.Language, praise{}.Classify("", "", nil), nil, nil) {
			terms = append(terms, a.Term)
		}
		aspects.add(p.Language, p.Aspects, terms)
	}
	return names, aspects
}

var update = flag.Bool("update", false, "write measured/precision.tsv")

// TestPrecisionOfNamesAndAspects measures both on the labelled posts. The table that
// says in which languages they are shown holds the figures of the held posts.
func TestPrecisionOfNamesAndAspects(t *testing.T) {
	for half, load := range map[string]func() ([]analyzertest.Post, error){"dev": analyzertest.Dev, "held": analyzertest.Held} {
		posts, err := load()
		if err != nil {
			t.Fatal(err)
		}
		names, aspects := countNames(t, posts)
		names.log(t, half, "names")
		aspects.log(t, half, "aspects")
		for kind, n := range map[string]*analyzertest.Count{"names": names[""], "aspects": aspects[""]} {
			if n.Precision() < 0.92 || n.Recall() < 0.88 {
				t.Errorf("%s: %s: precision %.3f, recall %.3f", half, kind, n.Precision(), n.Recall())
			}
			if half == "held" && (n.Found < 300 || len(names) < 6) {
				t.Errorf("%d %s were judged in %d languages, want 300 in five", n.Found, kind, len(names)-1)
			}
		}
		if half == "held" {
			checkTable(t, measured.Table{social.ReadEntities: names.figures(), social.ReadAspects: aspects.figures()})
		}
	}
}

// figures are the counts of the languages in which something was found.
func (c counts) figures() map[string]measured.Figure {
	out := map[string]measured.Figure{}
	for language, n := range c {
		if language != "" && n.Found > 0 {
			out[language] = measured.Figure(*n)
		}
	}
	return out
}

// checkTable compares figures with the table that is shipped, or with -update
// writes it.
func checkTable(t *testing.T, want measured.Table) {
	t.Helper()
	if *update {
		text := "# Figures of analyzertest.Held: kind, language, right, found, recalled, there. Written by: go test ./analyzer -run Precision -update\n"
		for _, kind := range slices.Sorted(maps.Keys(want)) {
			for _, language := range slices.Sorted(maps.Keys(want[kind])) {
				f := want[kind][language]
				text += fmt.Sprintf("%s %s %d %d %d %d\n", kind, language, f.Right, f.Found, f.Recalled, f.There)
			}
		}
		if err := os.WriteFile("measured/precision.tsv", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	table, err := measured.Own()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("measured/precision.tsv is not what is measured; write it with -update (-measured +table):\n%s", diff)
	}
}

// TestHiddenLanguages: what is not read well enough is left out, except handles and
// configured aspects.
func TestHiddenLanguages(t *testing.T) {
	a, err := New(Options{Sentiment: praise{}, Aspects: []string{"kahve"}})
	if err != nil {
		t.Fatal(err)
	}
	a.measured = measured.Table{social.ReadEntities: {"en": {Right: 9, Found: 20}}, social.ReadAspects: {"en": {Right: 99, Found: 100}}}
	got := a.Text("The kahve is great, says @ana, and I met Tim Berg there in Lisbon. The service is great")
	if diff := cmp.Diff([]string{"@ana"}, got.Entities); diff != "" || len(got.Aspects) != 2 {
		t.Errorf("%v, %v", got.Entities, got.Aspects)
	}
	a.measured = measured.Table{social.ReadEntities: {"en": {Right: 19, Found: 20}}, social.ReadAspects: {}}
	got = a.Text("The kahve is great, says @ana, and I met Tim Berg there in Lisbon. The service is great")
	if diff := cmp.Diff([]string{"@ana", "Tim Berg", "Lisbon"}, got.Entities); diff != "" || len(got.Aspects) != 1 || got.Aspects[0].Term != "kahve" {
		t.Errorf("%v, %v", got.Entities, got.Aspects)
	}
}
