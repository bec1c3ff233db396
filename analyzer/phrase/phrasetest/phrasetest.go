// Package phrasetest holds the posts that emotions and intents are measured on.
//
//   - Invented: 600 posts in ten languages and mixed, written as people write
//     before the tables were looked at; the author of both is the same. The tables
//     were mended with the mistakes in dev.tsv, held.tsv was only counted.
//   - Shared: 722 posts that others wrote, in eleven languages, of labelled sets
//     (../shared/sentiment). Their texts may not be copied: shared.tsv (476 drawn at
//     random from thirteen sets) and named.tsv (the rest, drawn where an early state
//     of the tables said something, for what is rare) name set and line, with our own
//     reading of it, of the first without the tables' answers. The tables were mended
//     with every other post only.
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

// Post is a post and what it shows.
type Post struct {
	Text string
	// Emotions are those it may be said to show, EmotionNone among them where
	// it may show none.
	Emotions []social.Emotion
	// Intents must be found, Doubtful ones may.
	Intents, Doubtful []social.Intent
}

// Half is a part of the posts that is measured apart.
type Half struct {
	Name string
	// Held: the tables were not mended with it. Shared: others wrote it.
	Held, Shared bool
	Posts        []Post
}

// Halves returns the invented halves and, where the shared sets are beside the
// repository, which root leads to, those of the shared posts.
func Halves(t testing.TB, root string) []Half {
	t.Helper()
	out := []Half{{Name: "invented, dev"}, {Name: "invented, held", Held: true}}
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
	others := []Half{{Name: "shared, dev", Shared: true}, {Name: "shared, held", Held: true, Shared: true}}
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

// Count compares what was said of posts with what they show.
type Count struct{ Right, Said, Missed int }

// Add counts one post of which a class was said or not. A class that is only
// allowed is right when it is said and not missed when it is not.
func (c *Count) Add(said, required, allowed bool) {
	switch {
	case said && (required || allowed):
		c.Right, c.Said = c.Right+1, c.Said+1
	case said:
		c.Said++
	case required:
		c.Missed++
	}
}

// Precision and Recall are in percent; of nothing they are 0.
func (c Count) Precision() float64 { return 100 * float64(c.Right) / float64(max(c.Said, 1)) }

// Recall counts those found that had to be or were allowed.
func (c Count) Recall() float64 { return 100 * float64(c.Right) / float64(max(c.Right+c.Missed, 1)) }

// F1 is their harmonic mean.
func (c Count) F1() float64 {
	if c.Right == 0 {
		return 0
	}
	p, r := c.Precision(), c.Recall()
	return 2 * p * r / (p + r)
}
