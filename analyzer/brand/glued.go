package brand

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/vocabulary"
	"earshot/internal/query"
	"earshot/internal/social"
)

const (
	// leastGlued is the least number of letters of a brand's words that are looked for in
	// text whose blanks are removed: shorter ones stand in too many words.
	leastGlued = 5
	// leastPiece is the least number of letters of a word beside them.
	leastPiece = 3
	// mostGluedBytes bounds what is read of one text, mostPiece what is parted into words.
	mostGluedBytes = 16 << 10
	mostPiece      = 40
)

// gluedTerms are the words of brands as they are written without blanks, by their first
// leastGlued letters.
type gluedTerms struct {
	byStart map[string][]gluedTerm
	words   *wordLists
}

// gluedTerm is a word or phrase of a brand: "northwind" of "north wind".
type gluedTerm struct{ compact, words string }

func newGluedTerms(brands []social.Brand) gluedTerms {
	g := gluedTerms{byStart: map[string][]gluedTerm{}, words: &wordLists{}}
	functionWords := functionWords()
	for _, b := range brands {
		for _, t := range termsOf(b, functionWords) {
			if words, ok := t.node.(query.Words); ok && !t.capital {
				g.add(words)
			}
		}
	}
	return g
}

// add adds a term of letters alone: signs and wildcards mean nothing without blanks, and
// scripts without spaces have none.
func (g gluedTerms) add(words query.Words) {
	var compact, plain []string
	for _, w := range words {
		isPlain := !w.Wild && w.Before == "" && w.After == "" && !strings.ContainsFunc(w.Text, func(r rune) bool {
			return query.IsUnspaced(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r)
		})
		if !isPlain {
			return
		}
		compact, plain = append(compact, w.Text), append(plain, w.Text)
	}
	t := gluedTerm{strings.Join(compact, ""), strings.Join(plain, " ")}
	if utf8.RuneCountInString(t.compact) < leastGlued {
		return
	}
	start := startOf(t.compact)
	if !slices.Contains(g.byStart[start], t) {
		g.byStart[start] = append(g.byStart[start], t)
	}
}

// startOf are the first leastGlued letters.
func startOf(text string) string {
	n := 0
	for i := range text {
		if n++; n > leastGlued {
			return text[:i]
		}
	}
	return text
}

// RunTogether returns the words of brands that stand in texts read in pictures when
// blanks are removed, which readers lose and invent ("NORTHWINDCOFFEE", "NORTH WIND"), and
// that do not stand there as they are. So that no part of another word is taken for a brand
// (apple in pineapple), the words have at least five letters, and each end of them is the end of a
// written word, a change from small to capital letters or to digits, or what is glued to
// them is made of common words of at least three letters; what is written in one is no common
// word itself; and a brand's word that is a common word, too, is found between ends and changes only.
func (m *Matcher) RunTogether(texts []string) []string {
	if len(m.glued.byStart) == 0 {
		return nil
	}
	var out []string
	for _, text := range texts {
		text = query.CutText(text, mostGluedBytes)
		folded := query.FoldText(text)
		for line := range strings.Lines(text) {
			l := newGluedLine(line)
			l.each(m.glued, func(t gluedTerm) {
				if !slices.Contains(out, t.words) && !strings.Contains(folded, " "+t.words+" ") {
					out = append(out, t.words)
				}
			})
		}
	}
	slices.Sort(out)
	return out
}

// gluedLine is a line of text without its blanks.
type gluedLine struct {
	letters []rune
	// ends tells of each place before a letter, and of that behind the last, whether a
	// written word ends or begins there, turns whether its letters change their kind.
	ends, turns []bool
}

// newGluedLine reads a line. Letters that are folded to several are given up with their word.
func newGluedLine(line string) gluedLine {
	var l gluedLine
	isEnd := true
	for _, word := range strings.FieldsFunc(line, func(r rune) bool {
		return query.IsUnspaced(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		written, folded := []rune(word), []rune(strings.TrimSpace(query.FoldText(word)))
		isEnd = true
		for i, r := range folded {
			turn := false
			if i > 0 && len(written) == len(folded) {
				before, now := written[i-1], written[i]
				turn = unicode.IsLower(before) && unicode.IsUpper(now) || unicode.IsDigit(before) != unicode.IsDigit(now)
			}
			l.letters, l.ends, l.turns = append(l.letters, r), append(l.ends, isEnd), append(l.turns, turn)
			isEnd = false
		}
	}
	l.ends, l.turns = append(l.ends, true), append(l.turns, false)
	return l
}

// each yields the terms that stand in the line.
func (l gluedLine) each(g gluedTerms, yield func(gluedTerm)) {
	for i := 0; i+leastGlued <= len(l.letters); i++ {
		for _, t := range g.byStart[string(l.letters[i:i+leastGlued])] {
			end := i + utf8.RuneCountInString(t.compact)
			if end <= len(l.letters) && string(l.letters[i:end]) == t.compact && l.stands(i, end, g.words) {
				yield(t)
			}
		}
	}
}

// stands tells whether the letters from i to end are words by themselves.
func (l gluedLine) stands(i, end int, words *wordLists) bool {
	first, last := i, end
	for !l.ends[first] {
		first--
	}
	for !l.ends[last] {
		last++
	}
	if first == i && last == end {
		return true
	}
	within := !slices.Contains(l.ends[first+1:last], true)
	if within && words.has(string(l.letters[first:last])) {
		return false
	}
	if words.has(string(l.letters[i:end])) { // in compounds (applesauce) a common word is no name
		return (first == i || l.turns[i]) && (last == end || l.turns[end])
	}
	return l.parts(first, i, words) && l.parts(end, last, words)
}

// parts tells whether the letters from i to end, a part of a written word, are themselves
// words or none, or parted from what is beside them by their kind.
func (l gluedLine) parts(i, end int, words *wordLists) bool {
	if i == end {
		return true
	}
	if l.ends[end] && l.turns[i] || l.ends[i] && l.turns[end] {
		return true
	}
	return end-i <= mostPiece && words.make(l.letters[i:end])
}

// wordLists are the common words of all languages that have a list.
type wordLists struct {
	once  sync.Once
	lists []vocabulary.Vocabulary
}

func (w *wordLists) has(word string) bool {
	w.once.Do(func() {
		for _, language := range vocabulary.Languages() {
			if v, ok := vocabulary.Of(language); ok {
				w.lists = append(w.lists, v)
			}
		}
	})
	return slices.ContainsFunc(w.lists, func(v vocabulary.Vocabulary) bool { return v.Class(word) != vocabulary.Unlisted })
}

// make tells whether letters are words of at least leastPiece letters, one behind the other.
func (w *wordLists) make(letters []rune) bool {
	reached := make([]bool, len(letters)+1)
	reached[0] = true
	for i := range letters {
		if !reached[i] {
			continue
		}
		for end := i + leastPiece; end <= len(letters); end++ {
			reached[end] = reached[end] || w.has(string(letters[i:end]))
		}
	}
	return reached[len(letters)]
}
