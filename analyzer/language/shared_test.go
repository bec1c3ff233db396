package language

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// perSet is how many posts of a set are told.
const perSet = 1000

// least is the share of them, in percent, that is told right in every set.
const least = 85

// TestSharedSets prints the accuracy on datasets of labelled posts, where these
// are beside the repository.
func TestSharedSets(t *testing.T) {
	sets := map[string]string{
		"en_tweeteval": "en", "zh_weibo2018": "zh", "de_xlmt": "de", "fr_xlmt": "fr", "es_xlmt": "es", "it_xlmt": "it",
		"pt_xlmt": "pt", "ar_xlmt": "ar", "th_wisesight": "th", "id_smsa": "id", "ru_sentirueval": "ru", "ja_amazon": "ja",
		"sw_afrisenti": "sw", "ms_malaya": "id", "pt_afrisenti": "pt", "zh_shopping": "zh", "en_airline": "en",
	}
	d := New()
	all, right := 0, 0
	var took time.Duration
	for set, want := range sets {
		f, err := os.Open(filepath.Join("../../../shared/sentiment", set, "val.tsv"))
		if err != nil {
			t.Logf("%s is not here: %v", set, err)
			return
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		seen, hits := 0, 0
		wrong := map[string]int{}
		for lines.Scan() && seen < perSet {
			_, text, _ := strings.Cut(lines.Text(), "\t")
			start := time.Now()
			got := d.Detect(text, "", nil)
			took += time.Since(start)
			seen++
			if got == want {
				hits++
			} else {
				wrong[got]++
			}
		}
		all, right = all+seen, right+hits
		if hits*100 < seen*least {
			t.Errorf("%s: %d of %d posts are told right", set, hits, seen)
		}
		t.Logf("%s: %.1f %% of %d posts, taken for %v", set, 100*float64(hits)/float64(seen), seen, wrong)
	}
	t.Logf("all: %.1f %%, %.0f posts/s", 100*float64(right)/float64(all), float64(all)/took.Seconds())
	if right*100 < all*98 {
		t.Errorf("%d of %d posts are told right", right, all)
	}
}
