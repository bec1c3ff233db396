package language

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// labelled is a text with its language.
type labelled struct{ language, text string }

// TestShortPosts prints how many posts of a few words are told right, those of
// testdata by language and, where they are beside the repository, those of the data
// sets cut to two to six words.
func TestShortPosts(t *testing.T) {
	d := New()
	for _, set := range []struct {
		name  string
		posts []labelled
		least float64
	}{{"own", ownShort(t), 0.95}, {"cut", cutPosts(t), 0.86}} {
		right, all, wrong := map[string]int{}, map[string]int{}, map[string]map[string]int{}
		hits := 0
		start := time.Now()
		for _, p := range set.posts {
			got := d.Detect(p.text, "", nil)
			all[p.language]++
			if got == p.language {
				right[p.language]++
				hits++
				continue
			}
			if wrong[p.language] == nil {
				wrong[p.language] = map[string]int{}
			}
			wrong[p.language][got]++
			if set.name == "own" {
				t.Logf("%s: %q is told as %s", p.language, p.text, got)
			}
		}
		took := time.Since(start)
		if len(set.posts) == 0 {
			continue
		}
		for _, language := range slices.Sorted(maps.Keys(all)) {
			t.Logf("%s %s: %d of %d, wrong %v", set.name, language, right[language], all[language], wrong[language])
		}
		share := float64(hits) / float64(len(set.posts))
		t.Logf("%s: %.1f %% of %d, %.0f posts/s", set.name, 100*share, len(set.posts), float64(len(set.posts))/took.Seconds())
		if share < set.least {
			t.Errorf("%s: %.3f are told right, want %.3f", set.name, share, set.least)
		}
	}
}

func ownShort(t *testing.T) []labelled {
	t.Helper()
	b, err := os.ReadFile("testdata/short.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	for line := range strings.Lines(string(b)) {
		if language, text, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			out = append(out, labelled{language, text})
		}
	}
	return out
}

// cutPosts are the first words of posts of the data sets, two to six in turns,
// without handles and links.
func cutPosts(t *testing.T) []labelled {
	t.Helper()
	sets := map[string]string{"en_tweeteval": "en", "de_xlmt": "de", "fr_xlmt": "fr", "es_xlmt": "es", "it_xlmt": "it", "pt_xlmt": "pt",
		"ar_xlmt": "ar", "id_smsa": "id", "ru_sentirueval": "ru", "sw_afrisenti": "sw", "hi_xlmt": "hi", "en_airline": "en"}
	var out []labelled
	for _, set := range slices.Sorted(maps.Keys(sets)) {
		f, err := os.Open(filepath.Join("../../../shared/sentiment", set, "val.tsv"))
		if err != nil {
			t.Logf("%s is not here: %v", set, err)
			return nil
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for n := 0; lines.Scan() && n < 500; n++ {
			_, text, _ := strings.Cut(lines.Text(), "\t")
			words := slices.DeleteFunc(strings.Fields(text), func(w string) bool {
				return strings.HasPrefix(w, "@") || strings.HasPrefix(w, "http") || strings.HasPrefix(w, "#") || w == "RT" || w == "user"
			})
			if want := 2 + n%5; len(words) >= want {
				out = append(out, labelled{sets[set], strings.Join(words[:want], " ")})
			}
		}
	}
	return out
}
