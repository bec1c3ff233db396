package brand

import (
	"strings"
	"unicode"

	"earshot/analyzer/stopword"
	"earshot/internal/query"
	"earshot/internal/social"
)

// brandTerm is a word, phrase, hashtag or handle of a brand.
type brandTerm struct {
	node    query.Node
	capital bool
}

// termsOf returns the terms that name a brand:
//
//   - its name as it is configured;
//   - every word, phrase, hashtag and handle that alone, or with fields such as lang:
//     beside it, makes the query match: northwind and "north wind" of
//     (northwind OR "north wind") lang:en;
//   - of things that are wanted together (AND, NEAR) the one that is like the name:
//     brewline of (coffee AND brewline) for a brand named Brewline, as coffee only
//     says which Brewline is meant. Where none is like the name, and the query has no
//     term of the first two kinds, it is the first.
//
// What is under NOT names something else. A word that is a function word of some
// language ("on", "next") names a brand only as the brand's name, written with a
// capital.
func termsOf(b social.Brand, functionWords map[string]bool) []brandTerm {
	c := chooser{name: letters(query.Phrase(b.Name)), functionWords: functionWords}
	var out []brandTerm
	seen := map[string]bool{}
	add := func(n query.Node, capital bool) {
		if key := written(n); !seen[key] {
			seen[key] = true
			out = append(out, brandTerm{n, capital})
		}
	}
	name := query.Phrase(b.Name)
	if len(name) > 0 {
		add(name, c.isFunctionWord(name))
	}
	terms := c.terms(b.Query.Root(), nil)
	if len(terms) == 0 {
		c.first = true
		terms = c.terms(b.Query.Root(), nil)
	}
	for _, n := range terms {
		add(n, false)
	}
	return out
}

// functionWords are the words that say nothing by themselves, of every language.
func functionWords() map[string]bool {
	out := map[string]bool{}
	for _, words := range stopword.ByLanguage() {
		for _, w := range words {
			out[w] = true
		}
	}
	return out
}

// written is a term as a query writes it.
func written(n query.Node) string {
	switch n := n.(type) {
	case query.Words:
		return n.String()
	case query.Tag:
		return "#" + n.Name
	case query.Handle:
		return "@" + n.Name
	}
	return ""
}

// chooser chooses the terms of a query that name a brand.
type chooser struct {
	// name has the letters of the brand's name.
	name          string
	functionWords map[string]bool
	// first: of things that are wanted together the first one is chosen where none
	// is like the name.
	first bool
}

// terms appends those of n to out.
func (c chooser) terms(n query.Node, out []query.Node) []query.Node {
	switch n := n.(type) {
	case query.Or:
		for _, part := range n {
			out = c.terms(part, out)
		}
	case query.And:
		return c.together(n, out)
	case query.Near:
		return c.together([]query.Node{alternatives(n.Left), alternatives(n.Right)}, out)
	case query.Seen:
		return c.terms(n.Words, out)
	case query.Words:
		if !c.isFunctionWord(n) {
			out = append(out, n)
		}
	case query.Tag, query.Handle:
		out = append(out, n)
	}
	return out
}

// together appends the terms of that one of parts, all of which are wanted, that
// names the brand.
func (c chooser) together(parts []query.Node, out []query.Node) []query.Node {
	var best []query.Node
	most, named := float64(0), 0
	for _, part := range parts {
		terms := c.terms(part, nil)
		if len(terms) == 0 {
			continue
		}
		named++
		like := 0
		for _, t := range terms {
			if c.isLike(t) {
				like++
			}
		}
		if share := float64(like) / float64(len(terms)); best == nil || share > most {
			best, most = terms, share
		}
	}
	if named > 1 && most == 0 && !c.first {
		return out
	}
	return append(out, best...)
}

func alternatives(side []query.Words) query.Or {
	out := make(query.Or, len(side))
	for i, w := range side {
		out[i] = w
	}
	return out
}

// minLike is the least number of letters by which a term is like a name; a character
// of a script without spaces counts as two.
const minLike = 3

// isLike reports whether a term is like the name: one contains the other, without
// regard to spaces.
func (c chooser) isLike(n query.Node) bool {
	term := letters(n)
	count := 0
	for _, r := range term {
		if count++; query.IsUnspaced(r) {
			count++
		}
	}
	if count < minLike || c.name == "" {
		return false
	}
	return strings.Contains(c.name, term) || strings.Contains(term, c.name)
}

// letters has the letters and digits of a term.
func letters(n query.Node) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, written(n))
}

func (c chooser) isFunctionWord(n query.Words) bool { return len(n) == 1 && c.functionWords[n[0].Text] }
