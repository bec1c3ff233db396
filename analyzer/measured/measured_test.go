package measured_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/measured"
	"earshot/internal/social"
)

func TestShows(t *testing.T) {
	table := measured.Table{social.ReadEntities: {"en": {Right: 90, Found: 100}, "de": {Right: 79, Found: 100}, "fr": {Right: 3, Found: 3}}}
	for _, c := range []struct {
		kind     social.Reading
		language string
		shown    bool
		text     string
	}{
		{social.ReadEntities, "en", true, "90% of 100 right"},
		{social.ReadEntities, "de", false, "not shown, as only 79% of 100 right"},
		{social.ReadEntities, "fr", false, ""},
		{social.ReadEntities, "th", false, ""},
		{social.ReadIntents, "th", true, ""},
	} {
		if got := table.Shows(c.kind, c.language); got != c.shown {
			t.Errorf("%s in %s: shown %t", c.kind, c.language, got)
		}
		if got := table.Text(c.kind, c.language); got != c.text {
			t.Errorf("%s in %s: %q, want %q", c.kind, c.language, got, c.text)
		}
	}
}

// TestLower: the lower precision decides, unless it is told from few values or of
// nothing that was measured on labelled posts.
func TestLower(t *testing.T) {
	own := measured.Table{social.ReadAspects: {"en": {Right: 90, Found: 100}, "de": {Right: 90, Found: 100}, "fr": {Right: 90, Found: 100}}}
	others := measured.Table{social.ReadAspects: {"en": {Right: 70, Found: 100}, "de": {Right: 95, Found: 100}, "fr": {Right: 1, Found: 9}, "tr": {Right: 99, Found: 100}}}
	got := own.Lower(others)
	want := measured.Table{social.ReadAspects: {"en": {Right: 70, Found: 100}, "de": {Right: 90, Found: 100}, "fr": {Right: 90, Found: 100}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Shows(social.ReadAspects, "en") || !got.Shows(social.ReadAspects, "de") {
		t.Error("the lower figure does not decide")
	}
}

func TestTable(t *testing.T) {
	table, err := measured.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []social.Reading{social.ReadEntities, social.ReadAspects} {
		if !table.Shows(kind, "en") || table.Shows(kind, "sw") || table.Shows(kind, "und") {
			t.Errorf("%s: %v", kind, table[kind])
		}
	}
}
