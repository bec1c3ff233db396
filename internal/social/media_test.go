package social

import "testing"

func TestSureText(t *testing.T) {
	for want, m := range map[string]Media{
		"all of it":    {OCR: "all of it"},
		"MENU\ncoffee": {OCR: "MENU\nさぶ\ncoffee", Lines: []TextLine{{Text: "MENU", Certainty: 0.9}, {Text: "さぶ", Certainty: 0.61}, {Text: "coffee"}}},
		"":             {OCR: "||", Lines: []TextLine{{Text: "||", Certainty: 0.5}}},
	} {
		if got := m.SureText(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
