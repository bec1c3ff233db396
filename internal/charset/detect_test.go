package charset

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/traditionalchinese"
)

// TestUndeclaredTitles reads titles that no encoding is declared of: a name in
// rare characters, two languages in one text, and letters of the West of which
// each pair is a syllable of Korean.
func TestUndeclaredTitles(t *testing.T) {
	for _, tc := range []struct {
		text string
		in   encoding.Encoding
	}{
		{"布魯萊恩咖啡店今天在台北開幕\n這家咖啡店的拿鐵非常好喝我很喜歡", traditionalchinese.Big5},
		{"Kawa jest bardzo dobra, żółć i gęś\nNowy sklep otwarto w Łodzi, świetna wiadomość", charmap.Windows1250},
		{"Café à Genève “très” bon — déjà vu\nGrößere Übersicht für Gäste", charmap.Windows1252},
	} {
		body, err := tc.in.NewEncoder().Bytes([]byte(tc.text))
		if err != nil {
			t.Fatal(err)
		}
		got, err := detect(body, labels{}, Plain, 0, len(body))
		if err != nil || got.encoding != tc.in {
			t.Errorf("%q is taken for %s (%v), want %v", tc.text, got.name, err, tc.in)
		}
	}
}
