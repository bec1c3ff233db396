package behaviour

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"earshot/internal/social"
)

// variationLimit is how many words of a list a case of {NAME*} has at most.
const variationLimit = 24

// expand makes the cases of a test: all that its templates make, or a sample of
// CaseLimit, to which templates give alike as far as they go. Name and language seed
// the sample. No two cases have the same base text and variations.
func expand(templates []template, lists map[string][]string, language, name string) []Case {
	seed := fnv.New64a()
	seed.Write([]byte(language + "/" + name))
	random := rand.New(rand.NewPCG(seed.Sum64(), 0))
	order := make([]int, len(templates))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(templates[a].size(), templates[b].size()) })
	cases, seen := make([][]Case, len(templates)), map[string]bool{}
	left := CaseLimit
	for i, at := range order {
		cases[at] = templates[at].sample(left/(len(order)-i), lists, language, random, seen)
		left -= len(cases[at])
	}
	return slices.Concat(cases...)
}

// size is how many choices of words there are, or many.
func (t *template) size() int {
	n := 1
	for _, s := range t.slots {
		if n *= len(s.words); n > 1<<20 {
			return n
		}
	}
	return n
}

// sample makes up to n cases. Each slot goes through its words in a shuffled order, so
// that all are used alike.
func (t *template) sample(n int, lists map[string][]string, language string, random *rand.Rand, seen map[string]bool) (out []Case) {
	all := t.size() <= n
	decks := make([][]string, len(t.slots))
	for try := 0; len(out) < n && try < 20*n; try++ {
		chosen := make([]string, len(t.slots))
		if all {
			if try == t.size() {
				break
			}
			at := try
			for i, s := range t.slots {
				chosen[i], at = s.words[at%len(s.words)], at/len(s.words)
			}
		} else {
			t.deal(chosen, decks, random)
		}
		if t.clash(chosen) {
			continue
		}
		c := t.makeCase(chosen, lists, language, random)
		if key := c.key(); !seen[key] {
			seen[key] = true
			out = append(out, c)
		}
	}
	return out
}

// deal chooses the next word of each slot's deck.
func (t *template) deal(chosen []string, decks [][]string, random *rand.Rand) {
	for i, s := range t.slots {
		if len(decks[i]) == 0 {
			decks[i] = slices.Clone(s.words)
			random.Shuffle(len(decks[i]), func(a, b int) { decks[i][a], decks[i][b] = decks[i][b], decks[i][a] })
		}
		chosen[i], decks[i] = decks[i][0], decks[i][1:]
	}
}

// clash reports whether two slots that are to differ have the same word.
func (t *template) clash(chosen []string) bool {
	for i, s := range t.slots {
		if s.apart >= 0 && chosen[i] == chosen[s.apart] {
			return true
		}
	}
	return false
}

func (t *template) makeCase(chosen []string, lists map[string][]string, language string, random *rand.Rand) Case {
	if t.star == "" {
		c := make(Case, 0, len(t.texts))
		for _, pieces := range t.texts {
			if pieces == nil {
				c = append(c, typo(c[0], random))
				continue
			}
			c = append(c, t.text(pieces, chosen, "", language))
		}
		return c
	}
	words := lists[t.star]
	c := make(Case, 0, variationLimit)
	for _, word := range words[:min(len(words), variationLimit)] {
		c = append(c, t.text(t.texts[0], chosen, word, language))
	}
	return c
}

func (c Case) key() string {
	var key strings.Builder
	for _, t := range c {
		key.WriteString(t.Text + "\n")
	}
	return key.String()
}

// typo swaps two neighbouring letters inside a word of five letters or more that is
// no brand's name. A text without such a word stays as it is.
func typo(t Text, random *rand.Rand) Text {
	runes := []rune(t.Text)
	var places []int
	for i, at := 0, 0; i < len(runes); i++ {
		if i > 1 && i+2 < len(runes) && !named(t.Names, at) && runes[i] != runes[i+1] && letters(runes[i-2:i+3]) {
			places = append(places, i)
		}
		at += len(string(runes[i]))
	}
	if len(places) == 0 {
		return t
	}
	i := places[random.IntN(len(places))]
	runes[i], runes[i+1] = runes[i+1], runes[i]
	return Text{string(runes), t.Names}
}

func named(names []social.TextSpan, at int) bool {
	return slices.ContainsFunc(names, func(n social.TextSpan) bool { return n.Start <= at && at < n.End })
}

func letters(runes []rune) bool {
	return !slices.ContainsFunc(runes, func(r rune) bool { return !unicode.IsLetter(r) })
}
