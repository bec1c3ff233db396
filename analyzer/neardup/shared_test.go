package neardup

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/analyzer/normalize"
	"earshot/internal/social"
)

// TestCopiesAmongRealPosts indexes datasets of labelled posts, where these are
// beside the repository, and checks the copies found by their exact shingles:
// almost every one shares half of its shingles with its original.
func TestCopiesAmongRealPosts(t *testing.T) {
	files, err := filepath.Glob("../../../shared/sentiment/*/train.tsv")
	if err != nil {
		t.Fatal(err)
	}
	x, texts, found, wrong := NewIndex(), map[string]string{}, 0, 0
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for n := 0; lines.Scan() && n < 2500; n++ {
			_, text, _ := strings.Cut(lines.Text(), "\t")
			id := len(texts)
			texts[key(id).ID] = text
			original := add(x, id, Fingerprint(text))
			if original == (social.Key{}) {
				continue
			}
			found++
			if share := overlap(text, texts[original.ID]); share < 0.5 {
				wrong++
				if wrong <= 3 {
					t.Logf("%.2f: %s\n%s", share, text, texts[original.ID])
				}
			}
		}
		f.Close()
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d posts, %d copies found, %d of them share less than half their shingles", x.Len(), found, wrong)
	if wrong*100 > found {
		t.Errorf("%d of %d copies are none", wrong, found)
	}
}

// overlap is the Jaccard index of the shingles of two texts.
func overlap(a, b string) float64 {
	sa, sb := shingles(a), shingles(b)
	common := 0
	for s := range sa {
		if sb[s] {
			common++
		}
	}
	return float64(common) / float64(max(1, len(sa)+len(sb)-common))
}

func shingles(text string) map[string]bool {
	runes := normalizedRunes(normalize.Text(normalize.StripBoilerplate(text)))
	set := map[string]bool{}
	for i, r := range runes {
		if n, _ := shingle(r); i+n <= len(runes) {
			set[string(runes[i:i+n])] = true
		}
	}
	return set
}
