package train_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

// TestVectors: words that no labelled text has are judged as those with a vector
// alike.
func TestVectors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vectors.json")
	words := []string{"brakko", "vulmo", "sketh", "lirra", "finoe", "yalu", "tarin", "olbe", "munti", "unseenbad", "unseengood", "rare"}
	kind := []int{0, 0, 0, 2, 2, 2, 1, 1, 1, 0, 2, 0}
	var lines []string
	for i, w := range words {
		numbers := make([]string, 102)
		for k := range numbers {
			numbers[k] = fmt.Sprint(float64((i*31+k*17)%7)/100 - 0.03)
		}
		numbers[kind[i]] = "3"
		lines = append(lines, fmt.Sprintf("%q: [%s]", w, strings.Join(numbers, ", ")))
	}
	list := `"` + strings.Join(words, `", "`) + `"`
	if err := os.WriteFile(path, []byte(`{"size": 12, "words": [`+list+`], "vectors": {`+strings.Join(lines, ", ")+`}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	opts := options()
	vectors, err := train.ReadVectors(path, "xa", 11)
	if err != nil {
		t.Fatal(err)
	}
	opts.Vectors = vectors
	for _, texts := range []int{0, 200} { // without and with a network
		opts.MinNetTexts = 100_000
		if texts > 0 {
			opts.MinNetTexts = texts
		}
		m, err := sentiment.Parse(fit(t, []train.Dataset{generated("one", "xa", 800, 3)}, opts))
		if err != nil {
			t.Fatal(err)
		}
		for word, want := range map[string]social.Label{"unseenbad": social.Negative, "unseengood": social.Positive} {
			if got := m.Classify("ka "+word+" mo", "xa", nil); got.Label != want {
				t.Errorf("%s: %+v, want %s", word, got, want)
			}
		}
	}
}

func TestReadVectorsRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no vectors":  `{"words": ["good"]}`,
		"not JSON":    `words`,
		"short":       `{"words": ["good"], "vectors": {"good": [1, 2]}}`,
		"not numbers": `{"words": ["good"], "vectors": {"good": "x"}}`,
		"cut":         `{"words": ["good"], "vectors": {"good": [1,`,
	} {
		path := filepath.Join(t.TempDir(), "vectors.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := train.ReadVectors(path, "en", 10); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
