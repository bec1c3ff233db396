package analyzer

import (
	"maps"
	"slices"
	"testing"

	"earshot/analyzer/analyzertest"
	"earshot/analyzer/aspect"
	"earshot/analyzer/entity"
	"earshot/analyzer/keyword"
	"earshot/internal/social"
)

// praise judges every text alike, so that every thing that is found counts as an
// aspect, whatever the sentiment model says of it.
type praise struct{}

func (praise) Classify(string, string, []social.TextSpan) social.Sentiment {
	return social.Sentiment{Label: social.Positive, Positive: 1}
}

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

// TestPrecisionOfNamesAndAspects measures both on the labelled posts.
func TestPrecisionOfNamesAndAspects(t *testing.T) {
	for half, load := range map[string]func() ([]analyzertest.Post, error){"dev": analyzertest.Dev, "held": analyzertest.Held} {
		posts, err := load()
		if err != nil {
			t.Fatal(err)
		}
		names, aspects := countNames(t, posts)
		names.log(t, half, "names")
		aspects.log(t, half, "aspects")
		if n := names[""]; n.Precision() < 0.95 || n.Recall() < 0.88 {
			t.Errorf("%s: names: precision %.3f, recall %.3f", half, n.Precision(), n.Recall())
		}
	}
}
