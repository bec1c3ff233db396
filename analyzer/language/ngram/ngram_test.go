package ngram

import (
	"slices"
	"testing"
)

func TestSumTellsWordsApart(t *testing.T) {
	for word, want := range map[string]string{
		"waiting": "en", "schlecht": "de", "bonjour": "fr", "después": "es", "fazer": "pt", "gelukkig": "nl", "kahvila": "fi", "köszönöm": "hu",
		"teşekkürler": "tr", "nimesubiri": "sw", "спасибо": "ru", "дякую": "uk", "المستشفى": "ar", "چهارشنبه": "fa",
	} {
		var s Sum
		s.Add([]rune(word), 1)
		best := 0
		for i := range s {
			if s[i] > s[best] {
				best = i
			}
		}
		if Languages[best] != want {
			t.Errorf("%s is %s, want %s", word, Languages[best], want)
		}
	}
}

func TestBuildLooksUpEverySequence(t *testing.T) {
	of := map[string]Scores{"a": {1}, "ab": {2}, "ба": {3}}
	table := string(Build(of))
	for s, want := range of {
		h := uint64(seed)
		for _, r := range reversed(s) {
			h = hash(h, r)
		}
		at, ok := lookUpIn(table, h)
		if !ok || table[at] != want[0] {
			t.Errorf("%q: %v %v", s, at, ok)
		}
	}
	if _, ok := lookUpIn(table, hash(seed, 'x')); ok {
		t.Error("a sequence that is not there is found")
	}
	if len(Languages) != count || slices.Contains(Languages, "") {
		t.Errorf("%d languages", len(Languages))
	}
}
