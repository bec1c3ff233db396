package neardup

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// corpus writes posts of random words, the commoner words more often, as posts
// about one topic share their words.
type corpus struct {
	r       *rand.Rand
	english []string
	chinese []string
}

func newCorpus(t testing.TB, seed uint64) *corpus {
	t.Helper()
	list, err := os.ReadFile("../normalize/english.txt")
	if err != nil {
		t.Fatal(err)
	}
	c := &corpus{r: rand.New(rand.NewPCG(seed, 1)), english: strings.Fields(string(list))[40:]}
	for line := range strings.Lines(gse.ZhIdf) {
		word, _, _ := strings.Cut(line, " ")
		if n := utf8.RuneCountInString(word); n >= 2 && n <= 3 && len(c.chinese) < 4000 {
			c.chinese = append(c.chinese, word)
		}
	}
	return c
}

// pick takes a word, the first ones most often.
func (c *corpus) pick(words []string) string {
	x := c.r.Float64()
	return words[int(x*x*float64(len(words)))]
}

// words are the words of a post: of 60 to 280 letters, or 22 to 100 characters.
func (c *corpus) words(isChinese bool) []string {
	var out []string
	if isChinese {
		for range 11 + c.r.IntN(30) {
			out = append(out, c.pick(c.chinese))
		}
		return out
	}
	for length, want := 0, 60+c.r.IntN(220); length < want; {
		w := c.pick(c.english)
		out = append(out, w)
		length += len(w) + 1
	}
	return out
}

func join(words []string, isChinese bool) string {
	if isChinese {
		return strings.Join(words, "")
	}
	return strings.Join(words, " ")
}

// edits change less than a tenth of a post, each in its own way; some change
// only how it is written.
var edits = []struct {
	name string
	edit func(c *corpus, words []string, isChinese bool) string
}{
	{"typo", func(c *corpus, words []string, isChinese bool) string {
		runes := []rune(join(words, isChinese))
		i := c.r.IntN(len(runes) - 1)
		runes[i], runes[i+1] = runes[i+1], runes[i]
		return string(runes)
	}},
	{"letter lost", func(c *corpus, words []string, isChinese bool) string {
		runes := []rune(join(words, isChinese))
		i := c.r.IntN(len(runes))
		return string(append(runes[:i:i], runes[i+1:]...))
	}},
	{"words swapped", func(c *corpus, words []string, isChinese bool) string {
		out := slices.Clone(words)
		i := c.r.IntN(len(out) - 1)
		out[i], out[i+1] = out[i+1], out[i]
		return join(out, isChinese)
	}},
	{"word replaced", func(c *corpus, words []string, isChinese bool) string {
		out := slices.Clone(words)
		i := 0
		for k, w := range out { // the shortest, as a tenth would be too much
			if len(w) < len(out[i]) || len(w) == len(out[i]) && c.r.IntN(2) == 0 {
				i = k
			}
		}
		if isChinese {
			out[i] = c.pick(c.chinese)
		} else {
			out[i] = c.pick(c.english)
		}
		return join(out, isChinese)
	}},
	{"cut short", func(c *corpus, words []string, isChinese bool) string {
		runes := []rune(join(words, isChinese))
		return string(runes[:len(runes)-len(runes)*c.r.IntN(10)/100]) + "…"
	}},
	{"hashtag and link added", func(_ *corpus, words []string, isChinese bool) string {
		return join(words, isChinese) + " #coffee #nw https://x.example/a?b=1"
	}},
	{"emoji added", func(_ *corpus, words []string, isChinese bool) string {
		return "🔥🔥 " + join(words, isChinese) + " 😂"
	}},
	{"other case", func(_ *corpus, words []string, isChinese bool) string { return strings.ToUpper(join(words, isChinese)) }},
	{"reposted", func(_ *corpus, words []string, isChinese bool) string { return "RT @ana: " + join(words, isChinese) }},
}
