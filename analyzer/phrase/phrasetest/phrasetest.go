// Package phrasetest holds the labelled posts on which emotions and intents are
// measured.
//
//   - Invented: 600 posts in ten languages and mixed, written in the way people post,
//     before the tables were looked at; posts and tables have one author. The tables
//     were corrected with the errors on dev.tsv; held.tsv was only measured.
//   - Shared: 722 posts by others, in eleven languages, from labelled datasets
//     (../shared/sentiment). Their texts may not be copied: shared.tsv (476 drawn at
//     random from thirteen datasets) and named.tsv (the rest, drawn where an early
//     state of the tables matched, to have examples of rare classes) give dataset and
//     line, with our own labels; those of shared.tsv were given without looking at the
//     tables' answers. The tables were corrected with every other post only.
package phrasetest

import (
	_ "embed"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"earshot/internal/social"
)

var (
	//go:embed dev.tsv
	dev string
	//go:embed held.tsv
	held string
	//go:embed shared.tsv
	shared string
	//go:embed named.tsv
	named string
)

// Post is a post with its labels.
type Post struct {
	Text string
	// Emotions are the acceptable emotions, including EmotionNone where none is
	// acceptable.
	Emotions []social.Emotion
	// Intents must be found, Doubtful ones may be.
	Intents, Doubtful []social.Intent
}

// Subset is a part of the posts that is measured separately.
type Subset struct {
	Name string
	// Held: the tables were not corrected with it. Shared: others wrote the
	// posts.
	Held, Shared bool
	Posts        []Post
}

// Subsets returns the invented subsets and, where the shared datasets are beside
// the repository, whose root is root, the shared ones.
func Subsets(t testing.TB, root string) []Subset {
	t.Helper()
	out := []Subset{{Name: "invented, dev"}, {Name: "invented, held", Held: true}}
	for i, table := range []string{dev, held} {
		for line := range strings.Lines(table) {
			f := fields(t, line)
			out[i].Posts = append(out[i].Posts, post(t, f[3], f[0], f[1]))
		}
	}
	dir := filepath.Join(root, "../shared/sentiment")
	if _, err := os.Stat(dir); err != nil {
		t.Logf("only invented posts: %v", err)
		return out
	}
	others := []Subset{{Name: "shared, dev", Shared: true}, {Name: "shared, held", Held: true, Shared: true}}
	texts := map[string][]string{}
	n := 0
	for line := range strings.Lines(shared + named) {
		if strings.HasPrefix(line, "//") {
			continue
		}
		f := fields(t, line)
		if texts[f[0]] == nil {
			data, err := os.ReadFile(filepath.Join(dir, f[0], "val.tsv"))
			if err != nil {
				t.Fatal(err)
			}
			texts[f[0]] = strings.Split(string(data), "\n")
		}
		number, err := strconv.Atoi(f[1])
		if err != nil || number < 1 || number > len(texts[f[0]]) {
			t.Fatalf("%q: no line %s", line, f[1])
		}
		_, text, _ := strings.Cut(texts[f[0]][number-1], "\t")
		others[n%2].Posts = append(others[n%2].Posts, post(t, text, f[2], f[3]))
		n++
	}
	return append(out, others...)
}

func fields(t testing.TB, line string) []string {
	t.Helper()
	f := strings.Split(strings.TrimRight(line, "\n"), "\t")
	if len(f) != 4 {
		t.Fatalf("%q has %d fields, want 4", line, len(f))
	}
	return f
}

func post(t testing.TB, text, emotions, intents string) Post {
	t.Helper()
	p := Post{Text: text}
	for name := range strings.SplitSeq(emotions, ",") {
		e := social.Emotion(name)
		switch {
		case name == "none":
			e = social.EmotionNone
		case !slices.Contains(social.Emotions(), e):
			t.Fatalf("%q is no emotion", name)
		}
		p.Emotions = append(p.Emotions, e)
	}
	for name := range strings.SplitSeq(intents, ",") {
		if name == "none" {
			continue
		}
		name, doubtful := strings.CutSuffix(name, "?")
		i := social.Intent(name)
		if !slices.Contains(social.Intents(), i) {
			t.Fatalf("%q is no intent", name)
		}
		if doubtful {
			p.Doubtful = append(p.Doubtful, i)
		} else {
			p.Intents = append(p.Intents, i)
		}
	}
	return p
}

// Count counts the predictions of a class: Right ones, all that were Said, and
// those Missed.
type Count struct{ Right, Said, Missed int }

// Add counts one post for which the class was predicted or not. A class that is
// only allowed is right when predicted and not missed when not.
func (c *Count) Add(predicted, required, allowed bool) {
	switch {
	case predicted && (required || allowed):
		c.Right, c.Said = c.Right+1, c.Said+1
	case predicted:
		c.Said++
	case required:
		c.Missed++
	}
}

// Precision is in percent; 0 where nothing was predicted.
func (c Count) Precision() float64 { return 100 * float64(c.Right) / float64(max(c.Said, 1)) }

// Recall is in percent, of the required and the allowed predictions.
func (c Count) Recall() float64 { return 100 * float64(c.Right) / float64(max(c.Right+c.Missed, 1)) }

// F1 is the harmonic mean of Precision and Recall.
func (c Count) F1() float64 {
	if c.Right == 0 {
		return 0
	}
	p, r := c.Precision(), c.Recall()
	return 2 * p * r / (p + r)
}
