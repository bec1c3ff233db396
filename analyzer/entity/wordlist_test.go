package entity

import (
	"slices"
	"strings"
	"testing"
)

// TestListsAreSorted also looks every word up.
func TestListsAreSorted(t *testing.T) {
	for _, name := range append([]string{"given", "family", "places", "organisations"}, languages...) {
		list := loadWords(name)
		lines := strings.Split(string(list), "\n")
		if !slices.IsSorted(lines) {
			t.Errorf("%s is not sorted", name)
		}
		for i, line := range lines {
			if i%97 == 0 && !list.contains(line) {
				t.Errorf("%s holds no %q", name, line)
			}
			if list.contains(line+"!") || line == "" {
				t.Errorf("%s holds %q", name, line+"!")
			}
		}
	}
	if v := (vocabulary{loadWords("de")}); v.class("hat") != closed || v.class("kaffee") != common || v.class("bluecup") != unlisted {
		t.Errorf("hat %d, kaffee %d, bluecup %d", v.class("hat"), v.class("kaffee"), v.class("bluecup"))
	}
	if wordList("").contains("a") || wordList("b").contains("") {
		t.Error("an empty list or word is found")
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
