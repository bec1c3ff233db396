package query

import (
	"testing"
	"unicode/utf8"
)

func TestSimplified(t *testing.T) {
	for text, want := range map[string]string{
		"":           "",
		"coffee 咖啡馆": "coffee 咖啡馆",
		"這家咖啡館的服務態度很親切 ☕": "这家咖啡馆的服务态度很亲切 ☕",
		"後來頭髮乾了，皇后與太后":    "后来头发干了，皇后与太后",
		"薴":               "苎",
		"苎":               "苎",
		"\xff臺\xf0":       "\xff台\xf0",
	} {
		if got := Simplified(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestSimplifiedIsStable: a simplified form has no further one, and has the same
// length in bytes, which highlights rely on.
func TestSimplifiedIsStable(t *testing.T) {
	changed := 0
	for r := rune(0); r < 0x20000; r++ {
		s := SimplifiedRune(r)
		if s != r {
			changed++
		}
		if SimplifiedRune(s) != s || utf8.RuneLen(s) != utf8.RuneLen(r) {
			t.Errorf("%c becomes %c, which becomes %c", r, s, SimplifiedRune(s))
		}
	}
	if changed < 2500 {
		t.Errorf("only %d characters have a simplified form", changed)
	}
}
