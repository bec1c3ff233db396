package sentiment

import (
	"testing"

	"earshot/analyzer/sentiment/feature"
)

func TestExpandToGraphemes(t *testing.T) {
	tests := []struct{ name, text, cut, want string }{
		{"Latin stays", "so good", "good", "good"},
		{"mark at the start", "อร่อย", "่อย", "ร่อย"},
		{"mark after the end", "อร่อย", "อร", "อร่"},
		{"vowel before the start", "แพง", "พง", "แพง"},
		{"vowel at the end", "แพงไป", "แพงไ", "แพงไป"},
		{"accent apart from its letter", "de\u0301c\u0327u", "c", "c\u0327"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at := 0
			for tt.text[at:at+len(tt.cut)] != tt.cut {
				at++
			}
			s := expandToGraphemes(tt.text, feature.Span{Start: int32(at), End: int32(at + len(tt.cut))})
			if got := tt.text[s.Start:s.End]; got != tt.want {
				t.Errorf("%q in %q became %q, want %q", tt.cut, tt.text, got, tt.want)
			}
		})
	}
}
