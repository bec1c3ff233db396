package structure

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/social"
)

// rules are the rules by the names that the test data gives them.
var rules = map[string]Rules{
	"Negation": Negation, "Idiom": Idiom, "Event": Event, "Strength": Strength, "Question": Question, "Answer": Answer,
	"Speaker": Speaker, "Expectation": Expectation, "Time": Time, "Contrast": Contrast, "Wish": Wish, "Raised": Raised,
}

// TestRead reads the sentences of testdata, one file a language: what the text comes to,
// a rule that decides it, and the text.
func TestRead(t *testing.T) {
	all := New()
	for _, language := range languages() {
		file, err := os.ReadFile(filepath.Join("testdata", language+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		var r Reader
		for line := range strings.Lines(string(file)) {
			fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if len(fields) != 3 {
				t.Fatalf("%s: line %q has %d fields, want 3", language, line, len(fields))
			}
			got, ok := r.Read(all, fields[2], language, nil)
			if !ok || sign(got.Value) != fields[0] {
				t.Errorf("%s: %q comes to %.2f, want %s", language, fields[2], got.Value, fields[0])
			}
			if want := rules[fields[1]]; want != 0 && got.Rules&want == 0 {
				t.Errorf("%s: %q has rules %b, want %s", language, fields[2], got.Rules, fields[1])
			}
		}
	}
}

// sign is the direction of a value; what is hardly off the middle has none.
func sign(value float32) string {
	switch {
	case value > 0.25:
		return "+"
	case value < -0.25:
		return "-"
	default:
		return "0"
	}
}

func TestDoubt(t *testing.T) {
	all := New()
	var r Reader
	for text, want := range map[string]bool{
		"Oh great, the app logs me out again. Thanks a lot, Contoso.": true,
		"Wow, charging me twice. Amazing service.":                    true,
		"The app crashed once, but the support is amazing":            false,
		"Thanks a lot, the beans are wonderful":                       false,
		"The app crashed":                                             false,
	} {
		if got, _ := r.Read(all, text, "en", nil); got.Doubt != want {
			t.Errorf("%q: doubt is %t, want %t", text, got.Doubt, want)
		}
	}
}

// TestReadNames has brands whose names are words of praise and blame.
func TestReadNames(t *testing.T) {
	var r Reader
	const text = "I don't think Happy Yard is good"
	at := strings.Index(text, "Happy Yard")
	got, _ := r.Read(New(), text, "en", []social.TextSpan{{Start: at, End: at + len("Happy Yard")}})
	if got.Opinions != 1 || got.Value >= 0 {
		t.Errorf("%d opinions and %.1f, want one below 0", got.Opinions, got.Value)
	}
}

func TestParts(t *testing.T) {
	all := New()
	var r Reader
	for _, tt := range []struct {
		text, piece, want string
	}{
		{"The kettle is not bad", "not bad", "+"},
		{"The box was lovely, but the kettle is awful", "awful", "-"},
		{"I thought it would be good, but it was not", "it was not", "-"},
		{"Some say it is terrible, but I love it", "terrible", "0"},
	} {
		r.Read(all, tt.text, "en", nil)
		found := false
		for _, p := range r.Parts(nil) {
			if tt.text[p.Start:p.End] == tt.piece {
				found = true
				if sign(p.Value) != tt.want {
					t.Errorf("%q: %q is %.2f, want %s", tt.text, tt.piece, p.Value, tt.want)
				}
			}
		}
		if !found {
			t.Errorf("%q: %q is no part of %v", tt.text, tt.piece, r.Parts(nil))
		}
	}
}

func TestReadHostile(t *testing.T) {
	all := New()
	var r Reader
	for _, piece := range []string{"not ", "not good, ", "but ", "some say, ", "? no. ", "used to be ", "good or ", "'", "😀", "\xff\xfe", "http", "@", "a", "\u0301", "न", "不", "“"} {
		for _, language := range languages() {
			r.Read(all, strings.Repeat(piece, 64<<10/len(piece)), language, nil)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "I don't think, given it's late, that it was good", "Is it good? No.", "it's 'good' isn't it", "不是很好，但是", "悪くない", "\xff’\xfe", "http://", "a.b.c... :-( <3",
		"I used to like X but now, well...", "नहीं अच्छा", "güzel değil",
	} {
		f.Add(seed, uint16(0), uint16(3))
	}
	all := New()
	known := languages()
	f.Fuzz(func(t *testing.T, text string, start, length uint16) {
		names := []social.TextSpan{{Start: int(start), End: int(start) + int(length)}}
		var r Reader
		for _, language := range known {
			r.Read(all, text, language, names)
			for _, p := range r.Parts(nil) {
				if p.Start < 0 || p.Start > p.End || int(p.End) > len(text) {
					t.Fatalf("%q has a part from %d to %d", text, p.Start, p.End)
				}
			}
		}
	})
}
