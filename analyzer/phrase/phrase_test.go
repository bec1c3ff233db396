package phrase_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/phrase"
)

const table = `
// comments are left out
not en 1: not|never
glad en 3: happy|so happy|made my day
glad en 2: made
keen en 4: made my day
glad zh 3: 开心
not zh 1: 不
glad * 2: 😀
odd fr 1: café
`

func parse(t testing.TB) *phrase.Table {
	t.Helper()
	parsed, err := phrase.Parse(table)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestEachMatch(t *testing.T) {
	parsed := parse(t)
	for _, c := range []struct {
		text, language string
		want           []phrase.Match
	}{
		{"So  HAPPY", "en", []phrase.Match{{"glad", 3, false}}},
		{"happyish unhappy", "en", nil},
		{"not happy", "en", []phrase.Match{{"glad", 3, true}}},
		{"not so happy", "en", []phrase.Match{{"glad", 3, true}}},
		{"not. happy", "en", []phrase.Match{{"glad", 3, false}}},
		{"not that I would be happy", "en", []phrase.Match{{"glad", 3, false}}},
		{"It made my day", "en", []phrase.Match{{"glad", 3, false}, {"keen", 4, false}}},
		{"made my days", "en", []phrase.Match{{"glad", 2, false}}},
		{"happy", "de", nil},
		{"happy", "und", []phrase.Match{{"glad", 3, false}}},
		{"今天开心", "zh", []phrase.Match{{"glad", 3, false}}},
		{"不开心", "zh", []phrase.Match{{"glad", 3, true}}},
		{"ok 😀", "de", []phrase.Match{{"glad", 2, false}}},
		{"le cafe", "fr", []phrase.Match{{"odd", 1, false}}},
		{"", "en", nil},
	} {
		var got []phrase.Match
		parsed.EachMatch(phrase.NewText(c.text, c.language), func(h phrase.Match) { got = append(got, h) })
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestParseNamesTheLine(t *testing.T) {
	for _, text := range []string{"glad en: happy", "\nglad en ten: happy", "glad en 0: x"} {
		if _, err := phrase.Parse(text); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: got %v, want an error that names the line", text, err)
		}
	}
}

func FuzzEachMatch(f *testing.F) {
	f.Add("It made my day, 不开心 😀", "en")
	f.Add("", "")
	f.Add("nicht sooo guuut\u0301 \xff", "de")
	parsed := parse(f)
	f.Fuzz(func(t *testing.T, text, language string) {
		parsed.EachMatch(phrase.NewText(text, language), func(h phrase.Match) {
			if h.Class == "" || h.Weight < 1 {
				t.Errorf("%+v", h)
			}
		})
	})
}
