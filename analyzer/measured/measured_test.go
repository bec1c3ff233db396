package measured_test

import (
	"testing"

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
