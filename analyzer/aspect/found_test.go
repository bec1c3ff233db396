package aspect_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/analyzer/aspect"
	"earshot/analyzer/keyword"
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// TestFoundInSharedSentences measures which things are found, without configured
// ones, in sentences in which people marked all judged things. The datasets are
// used for evaluation only. A found thing is right when it is a marked one, or
// part of one, or extends one by a word ("battery" in "battery life").
func TestFoundInSharedSentences(t *testing.T) {
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := aspect.New(m, keyword.New().SegmentChinese)
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]social.Label{"-1": social.Negative, "0": social.Neutral, "1": social.Positive}
	for set, floor := range map[string]struct{ precision, recall float64 }{"en_absa_rest14": {87, 35}, "en_absa_lap14": {77, 24}} {
		data, err := os.ReadFile(filepath.Join("../../../shared/sentiment", set, "train.tsv"))
		if err != nil {
			t.Logf("no labelled sets: %v", err)
			continue
		}
		marked := map[string]map[string]social.Label{}
		things, judged := 0, 0
		for line := range strings.Lines(string(data)) {
			fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			if marked[fields[1]] == nil {
				marked[fields[1]] = map[string]social.Label{}
			}
			marked[fields[1]][strings.ToLower(fields[2])] = labels[fields[0]]
			things++
			if labels[fields[0]] != social.Neutral {
				judged++
			}
		}
		found, exact, near, right := 0, 0, 0, 0
		junk := map[string]int{}
		for text, terms := range marked {
			hit := map[string]bool{}
			for _, a := range f.Find(text, "en", m.Classify(text, "en", nil), nil, nil) {
				found++
				best := ""
				for term := range terms {
					if term == a.Term || best == "" && !hit[term] && (within(term, a.Term) || within(a.Term, term)) {
						best = term
					}
				}
				switch {
				case best == "":
					junk[a.Term]++
					continue
				case best == a.Term:
					exact++
				}
				near++
				hit[best] = true
				if terms[best] == a.Label {
					right++
				}
			}
		}
		percent := func(part, of int) float64 { return 100 * float64(part) / float64(max(of, 1)) }
		t.Logf("%s: %d found in %d sentences: precision %.1f (%.1f word for word), recall %.1f of %d things, %.1f of the %d judged; judged right %.1f",
			set, found, len(marked), percent(near, found), percent(exact, found), percent(near, things), things, percent(near, judged), judged, percent(right, near))
		for term, n := range junk {
			if n > 2 {
				t.Logf("%s: not marked: %s (%d)", set, term, n)
			}
		}
		if percent(near, found) < floor.precision || percent(near, things) < floor.recall {
			t.Errorf("%s: precision %.1f and recall %.1f, want %+v", set, percent(near, found), percent(near, things), floor)
		}
	}
}

// within tells whether a term is made of words of a longer one.
func within(term, whole string) bool {
	return strings.Contains(" "+whole+" ", " "+term+" ")
}
