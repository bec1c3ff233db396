package encoder

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func open(t testing.TB) *Encoder {
	t.Helper()
	dir, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	e, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestReference compares pieces and vectors with those that TensorFlow.js and the
// tokenizer of @tensorflow-models/universal-sentence-encoder make of the weights.
func TestReference(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "reference.json"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []struct {
		Text   string    `json:"text"`
		Pieces []int32   `json:"pieces"`
		Vector []float64 `json:"vector"` // the first 16 numbers
	}
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	e := open(t)
	for _, x := range texts {
		var l lattice
		if diff := cmp.Diff(x.Pieces, e.vocabulary.cut(&l, x.Text)); diff != "" {
			t.Errorf("pieces of %q:\n%s", x.Text, diff)
		}
		var got [Size]float32
		if n := e.Encode(x.Text, &got); n != len(x.Pieces) {
			t.Errorf("%q: %d pieces were read, not %d", x.Text, n, len(x.Pieces))
		}
		for i, want := range x.Vector {
			if math.Abs(float64(got[i])-want) > 2e-5 {
				t.Errorf("%q: number %d is %f, not %f", x.Text, i, got[i], want)
			}
		}
	}
}

func TestHostileTexts(t *testing.T) {
	e := open(t)
	for name, text := range map[string]string{
		"long":         strings.Repeat("great coffee ", 5000),
		"one word":     strings.Repeat("a", 64<<10),
		"unknown":      strings.Repeat("咖啡", 20000),
		"not UTF-8":    "good \xff\xfe\xc3 coffee" + strings.Repeat("\x80", 5000),
		"marks":        "e" + strings.Repeat("\u0301", 30000),
		"ligatures":    strings.Repeat("\ufdfa", 10000),
		"controls":     "\x00\x01 a \x7f",
		"cut in a row": strings.Repeat("x", maxBytes-1) + "😀",
	} {
		var out [Size]float32
		n := e.Encode(text, &out)
		length := 0.0
		for _, x := range out {
			length += float64(x) * float64(x)
		}
		if n < 1 || n > maxPieces || math.Abs(length-1) > 1e-3 {
			t.Errorf("%s: %d pieces, squared length %f", name, n, length)
		}
	}
	for _, text := range []string{"", " \n\t", "\x00", "\u3000"} {
		out := [Size]float32{1}
		if n := e.Encode(text, &out); n != 0 || out[0] != 1 {
			t.Errorf("%q: %d pieces were read", text, n)
		}
	}
}

func TestConcurrent(t *testing.T) {
	e := open(t)
	texts := []string{"short", "a text that is somewhat longer than the others are", strings.Repeat("long ", 100)}
	want := make([][Size]float32, len(texts))
	for i, text := range texts {
		e.Encode(text, &want[i])
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i, text := range texts {
				var got [Size]float32
				if e.Encode(text, &got); got != want[i] {
					t.Errorf("%.20q is encoded otherwise beside others", text)
				}
			}
		})
	}
	all.Wait()
}

// TestSpoiledFiles: a file that is missing, cut short or changed is named, and
// nothing is read with it.
func TestSpoiledFiles(t *testing.T) {
	from, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	spoil := map[string]func(path string) error{
		"missing":   os.Remove,
		"cut short": func(path string) error { return os.Truncate(path, 100) },
		"changed": func(path string) error {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			data[50] ^= 1
			return os.WriteFile(path, data, 0o600)
		},
		"huge": func(path string) error { return os.Truncate(path, 1<<40) },
		"a folder": func(path string) error {
			if err := os.Remove(path); err != nil {
				return err
			}
			return os.Mkdir(path, 0o700)
		},
	}
	for kind, do := range spoil {
		for _, name := range []string{manifestFile, vocabularyFile, "group1-shard7of7"} {
			dir := t.TempDir()
			for file := range hashes() {
				if file != name {
					if err := os.Symlink(filepath.Join(from, file), filepath.Join(dir, file)); err != nil {
						t.Fatal(err)
					}
					continue
				}
				data, err := os.ReadFile(filepath.Join(from, file))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, file), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := do(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
			_, err := Open(dir)
			if social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "npm ci") {
				t.Errorf("%s %s: %v", name, kind, err)
			}
		}
	}
}

func TestFind(t *testing.T) {
	empty := t.TempDir()
	t.Setenv(FolderEnv, empty)
	if _, err := Find(); social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), FolderEnv) {
		t.Errorf("a folder without weights: %v", err)
	}
	if err := os.WriteFile(filepath.Join(empty, manifestFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if dir, err := Find(); dir != empty || err != nil {
		t.Errorf("the named folder: %q, %v", dir, err)
	}
}

func BenchmarkEncode(b *testing.B) {
	e := open(b)
	var out [Size]float32
	pieces := 0
	b.ReportAllocs()
	for b.Loop() {
		pieces = e.Encode("I used to love the Bluecup mug, but the new lid leaks and their support takes ages to answer.", &out)
	}
	b.ReportMetric(float64(pieces), "pieces")
}

func BenchmarkOpen(b *testing.B) {
	dir, err := Find()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Open(dir); err != nil {
			b.Fatal(err)
		}
	}
}
