package sample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// author is somebody who posts. An author without a domain lives on the
// server that first shows them.
type author struct {
	number int
	user   string
	name   string
	domain string // fediverse server; empty on other platforms
	place  place
	joined int // days before the story begins
}

// fediverseDomains are the home servers of remote fediverse authors.
var fediverseDomains = []string{
	"brew.example", "slowpour.example", "kaffeekreis.example", "crema.example",
	"cafezinho.example", "kissaten.example", "morningcup.example", "bohne.example",
}

// crowd is the people of one language in one place; a few post much, most seldom.
type crowd struct {
	people []*author
}

func (c *crowd) pick(rng *rand.Rand) *author {
	// A power of a uniform number: the first tenth of the crowd writes about
	// half of the posts.
	return c.people[int(float64(len(c.people))*math.Pow(rng.Float64(), 3.2))]
}

// newCrowd makes size people with names of the language. Lines of "name first"
// and "name last" may give a Latin spelling for the handle after a slash.
func newCrowd(rng *rand.Rand, lex *lexicon, lang string, at place, size, from int) *crowd {
	first, last := lex.sections["name first"], lex.sections["name last"]
	c := &crowd{}
	for i := range size {
		f, fUser := spelling(first[rng.IntN(len(first))])
		l, lUser := spelling(last[rng.IntN(len(last))])
		a := &author{number: from + i, place: at, joined: 30 + rng.IntN(1500)}
		switch lang {
		case "zh", "ja":
			a.name = l + f
		default:
			a.name = f + " " + l
		}
		a.user = handle(rng, fUser, lUser, a.number)
		if at.fediverse() {
			a.domain = fediverseDomains[rng.IntN(len(fediverseDomains))]
		}
		c.people = append(c.people, a)
	}
	return c
}

func spelling(s string) (shown, latin string) {
	shown, latin, found := strings.Cut(s, "/")
	if !found {
		latin = shown
	}
	return shown, slug(latin)
}

// handle makes a user name; the number keeps two people of one name apart.
func handle(rng *rand.Rand, first, last string, number int) string {
	switch rng.IntN(5) {
	case 0:
		return fmt.Sprintf("%s%d", first, number)
	case 1:
		return fmt.Sprintf("%s_%s%d", first, last, number%100+number/100*100)
	case 2:
		return fmt.Sprintf("%c%s%d", first[0], last, number)
	case 3:
		return fmt.Sprintf("%s_brews%d", first, number)
	default:
		return fmt.Sprintf("%s%s%d", last, first[:1], number)
	}
}

// slug keeps the ASCII letters of a name, accents folded.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case strings.ContainsRune("áàâãä", r):
			b.WriteByte('a')
		case strings.ContainsRune("éèêë", r):
			b.WriteByte('e')
		case strings.ContainsRune("íìîï", r):
			b.WriteByte('i')
		case strings.ContainsRune("óòôõö", r):
			b.WriteByte('o')
		case strings.ContainsRune("úùûü", r):
			b.WriteByte('u')
		case r == 'ç':
			b.WriteByte('c')
		case r == 'ñ':
			b.WriteByte('n')
		}
	}
	if b.Len() == 0 {
		return "reader"
	}
	return b.String()
}

// pareto draws a count from a heavy-tailed distribution: mostly small, rarely
// enormous, as engagement is.
func pareto(rng *rand.Rand, scale, shape float64) int64 {
	return int64(min(scale*(math.Pow(1-rng.Float64(), -1/shape)-1), 4000))
}
