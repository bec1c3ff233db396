package markup

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestFlowIsThatOfItsCharacters: running text is laid out as its characters are when
// they come one by one, whatever white space and broken bytes are among them.
func TestFlowIsThatOfItsCharacters(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", "word", "é", "日", " ", " ", "  ", "\t", "\n", "\u00a0", "\ufeff", "\x01", "\x7f", "\u0085", "\xff", "\xe3\x81", ".", "😀"}
	for range 20_000 {
		var s strings.Builder
		for range random.IntN(9) {
			s.WriteString(parts[random.IntN(len(parts))])
		}
		var whole, apart writer
		for _, before := range []string{"", "x", " "} {
			whole.flow(before)
			apart.flow(before)
			for text := s.String(); text != ""; {
				_, size := utf8.DecodeRuneInString(text)
				apart.flow(text[:size])
				text = text[size:]
			}
			whole.flow(s.String())
			if whole.String() != apart.String() {
				t.Fatalf("%q behind %q is %q, by characters %q", s.String(), before, whole.String(), apart.String())
			}
		}
	}
}
