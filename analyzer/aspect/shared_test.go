package aspect_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/analyzer/aspect"
	"earshot/analyzer/keyword"
	"earshot/analyzer/language"
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// TestSharedAspects measures the sentiment of aspects on sentences that people
// labelled, where these are beside the repository: they are used for evaluation
// only.
func TestSharedAspects(t *testing.T) {
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := aspect.New(m, keyword.New().SegmentChinese)
	if err != nil {
		t.Fatal(err)
	}
	d := language.New()
	labels := map[string]social.Label{"-1": social.Negative, "0": social.Neutral, "1": social.Positive}
	for set, floor := range map[string]float64{"en_absa_rest14": 60, "en_absa_lap14": 55} {
		data, err := os.ReadFile(filepath.Join("../../../shared/sentiment", set, "train.tsv"))
		if err != nil {
			t.Logf("no labelled sets: %v", err)
			continue
		}
		all, right, whole, named := 0, 0, 0, 0
		var hit, there [3]int
		for line := range strings.Lines(string(data)) {
			fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			want := labels[fields[0]]
			lang := d.Detect(fields[1], "", nil)
			overall := m.Classify(fields[1], lang, nil)
			all++
			k := strings.Index("-01", fields[0][:1])
			there[k]++
			if overall.Label == want {
				whole++
			}
			for _, a := range f.Find(fields[1], lang, overall, nil, []string{fields[2]}) {
				if a.Term != fields[2] {
					continue
				}
				named++
				if a.Label == want {
					right++
					hit[k]++
				}
			}
		}
		share := 100 * float64(right) / float64(all)
		t.Logf("%s: %.1f %% of %d things right (%d found); by the whole sentence %.1f %%; recalls %d/%d %d/%d %d/%d", set, share, all, named, 100*float64(whole)/float64(all), hit[0], there[0], hit[1], there[1], hit[2], there[2])
		if share < floor {
			t.Errorf("%s: %.1f %% right, want %.0f", set, share, floor)
		}
	}
}
