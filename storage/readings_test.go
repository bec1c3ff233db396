package storage_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestEveryReadingIsStoredRankedAndFiltered gives a post one value of every
// reading, so that a new row of social.Readings is tested without a line here: its
// migration, its columns, its ranking and its filter.
func TestEveryReadingIsStoredRankedAndFiltered(t *testing.T) {
	s := storagetest.Open(t)
	e := entry("1", "Northwind")
	e.Analysis = social.Analysis{Language: "en", Keywords: []string{"roast"}, Brands: e.Analysis.Brands, Sentiment: e.Analysis.Sentiment, Version: "test/1"}
	for _, info := range social.Readings() {
		if info.Set != nil {
			info.Set(&e.Analysis, []social.ReadValue{sampleOf(info)})
		}
	}
	e.Analysis.Evidence = []social.BrandEvidence{{Brand: "Northwind", Kinds: []social.Evidence{social.EvidenceAlt}}}
	other := entry("2", "Northwind")
	other.Analysis = social.Analysis{Language: "en", Brands: e.Analysis.Brands, Version: "test/1"}
	write(t, s, e, other)

	stored, err := s.Post(t.Context(), e.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e.Analysis, stored.Analysis); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	f := social.Filter{Brand: "Northwind", From: noon.Add(-time.Hour), To: noon.Add(time.Hour)}
	for _, info := range social.Readings() {
		read := info.Counted(&e.Analysis, "Northwind")[0]
		ranked, err := s.Readings(t.Context(), f, info.Reading, 10)
		if err != nil {
			t.Fatal(err)
		}
		if info.Reading == social.ReadEvidence { // every mention has some
			ranked = slices.DeleteFunc(ranked, func(c social.TermCount) bool { return c.Term != read.Value })
		}
		if len(ranked) != 1 || ranked[0].Term != read.Value || ranked[0].Mentions != 1 || read.Label == social.Positive != (ranked[0].Positive == 1) {
			t.Errorf("%s: %+v, want one mention of %+v", info.Reading, ranked, read)
		}
		anyOf, every, none := f, f, f
		anyOf.AnyRead = social.ReadValues{info.Reading: {"of no post", read.Value}}
		every.EveryRead = social.ReadValues{info.Reading: {read.Value}}
		none.EveryRead = social.ReadValues{info.Reading: {read.Value, "of no post"}}
		for filter, want := range map[*social.Filter]int64{&anyOf: 1, &every: 1, &none: 0} {
			figures, err := s.Figures(t.Context(), *filter)
			if err != nil {
				t.Fatal(err)
			}
			if figures.Mentions != want {
				t.Errorf("%s: any of %q, every of %q: %d mentions, want %d", info.Reading, filter.AnyRead, filter.EveryRead, figures.Mentions, want)
			}
		}
	}
}

// sampleOf is a value of a reading as a post holds it.
func sampleOf(info social.ReadingInfo) social.ReadValue {
	v := social.ReadValue{Value: "crema"}
	if info.Vocabulary != nil {
		v.Value = info.Vocabulary[0]
	}
	switch info.Shape {
	case social.One:
		v.Certainty = 0.75
	case social.Judged:
		v.Label, v.Certainty = social.Negative, 0.5
	}
	return v
}
