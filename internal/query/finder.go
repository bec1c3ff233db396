package query

import "strings"

// Finder finds the places of many terms in one pass over a text. It is immutable
// and safe for concurrent use.
type Finder struct {
	// words are those terms whose first word has no wildcard, by that word; wild are
	// the others, by the first two letters, see PrefixKey.
	words, wild map[string][]placed
	// tags and handles hold every hashtag and handle that is looked for.
	tags    []placedTag
	handles []placedHandle
}

type placed struct {
	words Words
	term  int
}

type placedTag struct {
	Tag
	term int
}

type placedHandle struct {
	Handle
	term int
}

// NewFinder returns a Finder of terms: Words, Tag and Handle. Other nodes are found
// nowhere.
func NewFinder(terms []Node) *Finder {
	f := &Finder{words: map[string][]placed{}, wild: map[string][]placed{}}
	for i, n := range terms {
		switch n := n.(type) {
		case Words:
			if len(n) == 0 {
				continue
			}
			if n[0].Wild {
				// The language asks for two letters before a wildcard, so there are two here.
				start, _ := PrefixKey(n[0].prefix())
				f.wild[start] = append(f.wild[start], placed{n, i})
				continue
			}
			f.words[n[0].Text] = append(f.words[n[0].Text], placed{n, i})
		case Tag:
			f.tags = append(f.tags, placedTag{n, i})
		case Handle:
			f.handles = append(f.handles, placedHandle{n, i})
		}
	}
	return f
}

// Find yields every place of a term in the text of d, as the index of the term and
// the part of the text. Places of one term are in order; those of several may
// overlap.
func (f *Finder) Find(d *Document, yield func(term int, at Span)) {
	for i, t := range d.list {
		text := d.text(i)
		f.find(d, text, i, yield)
		if t.class == classLetter {
			eachStem(text, func(stem string) bool {
				f.find(d, stem, i, yield)
				return true
			})
		}
	}
	for _, m := range d.tags {
		for _, t := range f.tags {
			if matchName(t.Name, t.Wild, plainName(m.name)) {
				yield(t.term, Span{Start: m.start, End: m.end})
			}
		}
	}
	for _, m := range d.handles {
		for _, h := range f.handles {
			if matchHandle(h.Handle, m.name) {
				yield(h.term, Span{Start: m.start, End: m.end})
			}
		}
	}
}

// find yields the places of terms that begin with token i, read as text.
func (f *Finder) find(d *Document, text string, i int, yield func(term int, at Span)) {
	for _, p := range f.words[text] {
		d.place(p, i, yield)
	}
	if len(f.wild) == 0 || d.list[i].class != classLetter {
		return
	}
	if start, ok := PrefixKey(text); ok {
		for _, p := range f.wild[start] {
			if matchWildcard(p.words[0].Text, text) {
				d.place(p, i, yield)
			}
		}
	}
}

// place yields the place of words that begins at token i, if there is one.
func (d *Document) place(p placed, i int, yield func(term int, at Span)) {
	if last := d.matchFrom(p.words, i); last >= 0 {
		yield(p.term, d.spanOf(p.words, span{i, last}))
	}
}

// Phrase returns the words of a text in a row, as a quoted phrase of a query has
// them, but for wildcards: a star is no sign here. It is nil for a text without a
// word, or with more than MaxPhraseWords.
func Phrase(text string) Words {
	text = strings.TrimSpace(text)
	t := tokenize(text)
	if len(t.list) == 0 || len(t.list) > MaxPhraseWords {
		return nil
	}
	out := make(Words, len(t.list))
	at := make([]int, len(t.list))
	for i, tok := range t.list {
		out[i] = Word{Text: t.text(i), Adjacent: tok.adjacent, symbol: tok.class == classSymbol}
		at[i] = i
	}
	out.addSigns(text, t, at)
	return out
}

// TextDocument prepares a text for matching, of which nothing else is known. It
// takes less than NewDocument does.
func TextDocument(text string) Document {
	d := Document{tokens: tokenize(CutText(text, MaxMatchedBytes))}
	d.index()
	return d
}

// Judged returns d with what an analysis says of it, for a document that was made
// before the analysis.
func (d Document) Judged(language, sentiment string) Document {
	d.language, d.sentiment = language, sentiment
	return d
}
