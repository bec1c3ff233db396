package vocabulary

import (
	"slices"
	"strings"
	"testing"
)

// TestLists also looks words up.
func TestLists(t *testing.T) {
	for _, language := range append(Languages(), "zh") {
		v, ok := Of(language)
		if !ok {
			t.Fatalf("%s has no list", language)
		}
		lines := strings.Split(strings.Trim(v.words.text, "\n"), "\n")
		if len(lines) < 400 || !slices.IsSorted(lines) {
			t.Errorf("%s is not sorted, or has %d words", language, len(lines))
		}
		for i, line := range lines {
			word, marked := strings.CutSuffix(line, "*")
			if found, as := v.words.find(word); i%7 == 0 && (!found || marked != as) {
				t.Errorf("%s holds no %q", language, line)
			}
			if line == "" || v.words.Contains(line+"!") {
				t.Errorf("%s holds %q", language, line+"!")
			}
		}
	}
	if NewList("").Contains("a") || NewList("b\n").Contains("") {
		t.Error("an empty list or word is found")
	}
	if v, ok := Of("xx"); ok || v.Class("the") != Unlisted || v.Holds("") {
		t.Error("a language without a list lists words")
	}
}

func TestClass(t *testing.T) {
	v, _ := Of("de")
	for word, want := range map[string]Class{"hat": Closed, "kaffee": Common, "bluecup": Unlisted, "": Unlisted, "sonntags": Closed} {
		if got := v.Class(word); got != want {
			t.Errorf("%q is of class %d, want %d", word, got, want)
		}
	}
	for word, want := range map[string]bool{"kaffeemaschine": true, "kaffeetassen": true, "lieferzeiten": true, "northwind": false, "litware": false, "x": false} {
		if got := v.Holds(word); got != want {
			t.Errorf("%q: %t", word, got)
		}
	}
}
