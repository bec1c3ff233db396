package entity

import (
	"slices"
	"strings"
	"testing"
)

func TestListsAreSorted(t *testing.T) {
	for name, text := range map[string]string{"places": places, "organisations": organisations, "given": given, "family": family} {
		if lines := strings.Split(strings.TrimSpace(text), "\n"); !slices.IsSorted(lines) || len(lines) < 300 {
			t.Errorf("%s is not sorted, or has %d names", name, len(lines))
		}
	}
}

// TestLanguageWithoutList finds names also where no common words are listed.
func TestLanguageWithoutList(t *testing.T) {
	for _, language := range []string{"", "und", "tr", "th"} {
		if got := New().Find("we saw Anna Berg in Istanbul", language, nil); !slices.Equal(got, []string{"Anna Berg", "Istanbul"}) {
			t.Errorf("%q: %q", language, got)
		}
	}
}

// TestKindsOfJunk has the kinds of words that are no names, by language.
func TestKindsOfJunk(t *testing.T) {
	f := New()
	for _, c := range []struct{ language, text string }{
		{"en", "Ridiculous. Sundays are awful. Unbelievable service, Never Again"},
		{"en", "Ten Tips For Better Sleep And A Happy Life"},
		{"en", "WHAT A JOKE THIS COMPANY IS"},
		{"en", "On Mondays Grandma and the Head of Marketing speak English"},
		{"de", "Sonntags gibt es Kuchen, die Kellnerin und der Kunde trinken Tee mit Zucker"},
		{"de", "Viel Lärm um Nichts, Neue Folge über Erneuerbare Energien"},
		{"de", "Die Kaffeemaschinenreparatur ist eine Frechheit"},
		{"es", "Est ridículo. Puedo esperar, Dejé de ir los Domingos"},
		{"fr", "Est-ce que Lundi le Président parle de Politique ? Honteux"},
		{"pt", "Prefiro esperar. Segunda tem feira. Vergonha"},
		{"it", "Denunciato il Presidente. Lunedì c'è sciopero. Vergogna"},
		{"nl", "Zondag pannenkoeken. Verschrikkelijk. Heeft iemand tips?"},
		{"ru", "Вкладчики в шоке. По понедельникам Директор пьёт чай"},
		{"zh", "NextDay 这是直辖市，农林省，国际市"},
	} {
		got := slices.DeleteFunc(f.Find(c.text, c.language, nil), func(n string) bool { return n == "NextDay" })
		if len(got) > 0 {
			t.Errorf("%s: %q in %q", c.language, got, c.text)
		}
	}
}
