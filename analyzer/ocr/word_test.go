package ocr

import "testing"

func TestWords(t *testing.T) {
	for text, want := range map[string]bool{
		"NORTHWIND": true, "= の Ne": false, "": false, "|| _ o": false, "3.50": true, "1 o": false, "тел.": true, "コーヒー": true, "咖啡": true, "커피": true,
		"a の b": false, "TOTAL 9": true, "قهوة": true, "I I I": false, "नमक": true,
	} {
		if got := hasWord(text); got != want {
			t.Errorf("%q: a word is in it: %v", text, got)
		}
	}
}
