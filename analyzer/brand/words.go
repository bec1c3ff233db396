package brand

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/query"
	"earshot/internal/social"
)

// wordFinder finds the words of brands in texts.
type wordFinder struct {
	finder *query.Finder
	// terms has for each term of finder whose it is.
	terms []term
}

// term is a term of a brand.
type term struct {
	brand int32
	// capital: only where it is written with a capital, as it is also a word of
	// everyday ("On", "Next").
	capital bool
}

// newWords gathers the words of brands; see termsOf.
func newWordFinder(brands []social.Brand) wordFinder {
	var w wordFinder
	var nodes []query.Node
	functionWords := functionWords()
	for i, b := range brands {
		for _, t := range termsOf(b, functionWords) {
			nodes = append(nodes, t.node)
			w.terms = append(w.terms, term{brand: int32(i), capital: t.capital})
		}
	}
	w.finder = query.NewFinder(nodes)
	return w
}

// Words are the places of brands' words in a text.
type Words struct {
	// Spans are the places, in order and without overlap.
	Spans  []social.TextSpan
	places []place
	brands []social.Brand
}

// place is where a word of a brand is.
type place struct {
	social.TextSpan
	brand int32
}

// Words finds the words of all brands in a text of which nothing else is known; see
// WordsIn.
func (m *Matcher) Words(text string) Words {
	if len(m.words.terms) == 0 {
		return Words{}
	}
	d := query.TextDocument(text)
	return m.WordsIn(&d, text)
}

// WordsIn finds the words of all brands in d, whose text is text, whether or not
// their queries match it. A brand's words are its name and those terms of its query
// that are its own; see the documentation of termsOf. Words that overlap are one
// place. The work is one look-up a word of the text.
func (m *Matcher) WordsIn(d *query.Document, text string) Words {
	out := Words{brands: m.brands}
	if len(m.words.terms) == 0 {
		return out
	}
	m.words.finder.Find(d, func(i int, at query.Span) {
		t := m.words.terms[i]
		if r, _ := utf8.DecodeRuneInString(text[at.Start:at.End]); t.capital && !unicode.IsUpper(r) {
			return
		}
		out.places = append(out.places, place{social.TextSpan{Start: at.Start, End: at.End}, t.brand})
	})
	if len(out.places) == 0 {
		return out
	}
	slices.SortFunc(out.places, func(a, b place) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	out.Spans = make([]social.TextSpan, 0, len(out.places))
	for _, p := range out.places {
		if n := len(out.Spans); n > 0 && p.Start < out.Spans[n-1].End {
			out.Spans[n-1].End = max(out.Spans[n-1].End, p.End)
			continue
		}
		out.Spans = append(out.Spans, p.TextSpan)
	}
	return out
}

// Of returns those of Spans that name a brand. Where its word is only part of
// another brand's ("Apple" in "Apple Music"), the place is the other's, unless there
// is no other place.
func (w Words) Of(name string) []social.TextSpan {
	brand := int32(slices.IndexFunc(w.brands, func(b social.Brand) bool { return b.Name == name }))
	var own, part []social.TextSpan
	i := 0
	for _, s := range w.Spans {
		longest, mine := 0, 0
		for ; i < len(w.places) && w.places[i].Start < s.End; i++ {
			length := w.places[i].End - w.places[i].Start
			longest = max(longest, length)
			if w.places[i].brand == brand {
				mine = max(mine, length)
			}
		}
		switch {
		case mine > 0 && mine == longest:
			own = append(own, s)
		case mine > 0:
			part = append(part, s)
		}
	}
	if own == nil {
		return part
	}
	return own
}

// Texts returns the words as the text writes them, in lower case, each once.
func (w Words) Texts(text string) []string {
	var out []string
	for _, s := range w.Spans {
		if t := strings.ToLower(strings.TrimLeft(text[s.Start:s.End], "#＃@＠")); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
