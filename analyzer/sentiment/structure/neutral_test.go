package structure

import (
	"slices"
	"testing"

	"earshot/analyzer/sentiment/lexicon"
)

// TestNeutralWordsSayNothing: a place, a people or a name is neither praise nor blame,
// but for the few that are words of either too, or too short to be told from the
// beginning of one.
func TestNeutralWordsSayNothing(t *testing.T) {
	also := map[string][]string{
		"ar": {"فنان", "فنانة"}, "id": {"indah"}, "it": {"figi", "mali"}, "ko": {"오만"}, "pt": {"vitória"},
		"zh": {"洛美", "达卡", "拉美"},
	}
	all, err := lexicon.Neutral()
	if err != nil {
		t.Fatal(err)
	}
	grammars := New()
	var r Reader
	for language, kinds := range all {
		for _, kind := range []string{lexicon.Place, lexicon.People, lexicon.Name} {
			for _, w := range kinds[kind] {
				d, ok := r.Read(grammars, w, language, nil)
				says := ok && (d.Opinions > 0 || d.Value != 0 || d.Doubt)
				if says != slices.Contains(also[language], w) {
					t.Errorf("%s: %q says %+v", language, w, d)
				}
			}
		}
	}
}
