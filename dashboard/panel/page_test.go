package panel

import (
	"slices"
	"testing"

	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// TestEveryReadingHasAPanel fails when a row in the table of readings is not enough
// to have a panel.
func TestEveryReadingHasAPanel(t *testing.T) {
	for _, info := range social.Readings() {
		name := string(info.Reading)
		p, page, err := Find(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if p.Title != info.Words.Title || p.CSV == nil || (info.Reading != social.ReadTerms && page.Path == "/") {
			t.Errorf("%s: %q on %s", name, p.Title, page.Path)
		}
	}
	invented := social.ReadingInfo{Reading: "wishes", Words: social.ReadingWords{Title: "Wishes"}}
	if p := reading(invented, 4); p.Name != "wishes" || p.Title != "Wishes" || p.CSV == nil || len(p.Definitions) != 1 {
		t.Errorf("an invented reading gives %+v", p)
	}
}

func TestPanelsAreComplete(t *testing.T) {
	names := map[string]bool{}
	for _, page := range Pages() {
		for _, p := range page.all() {
			if names[p.Name] {
				t.Errorf("%s: two panels have this name", p.Name)
			}
			names[p.Name] = true
			if p.Title == "" || p.Asks == nil || (p.View == nil) == (p.Whole == nil) || (p.Whole == nil && (p.Span == 0 || len(p.Definitions) == 0)) {
				t.Errorf("%s: %+v", p.Name, p)
			}
		}
	}
}

func TestDefinitionsAreSortedAndNamedOnce(t *testing.T) {
	all := Definitions()
	keys := map[string]bool{}
	for _, d := range all {
		if keys[d.Key] || d.Name == "" || d.Text == "" {
			t.Errorf("%q is there twice or says nothing: %+v", d.Key, d)
		}
		keys[d.Key] = true
	}
	if !slices.IsSortedFunc(all, func(a, b viewmodel.Definition) int { return place(a) - place(b) }) {
		t.Error("the definitions are not in order of their places")
	}
	if place(viewmodel.Definition{Key: "new"}) < place(all[len(all)-1]) {
		t.Error("a definition without a place is before others")
	}
}
