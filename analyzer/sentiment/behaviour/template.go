package behaviour

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/social"
)

// template is one line of a test: a base text and its variations.
type template struct {
	texts [][]piece
	slots []slot
	// star is the list all of whose words make one case, "" for none.
	star string
}

// slot is a place that a word is chosen for.
type slot struct {
	name  string
	words []string
	// apart is the slot whose word this one differs from, -1 for none.
	apart int
}

// piece is a stretch of a template: literal text, or a slot's word.
type piece struct {
	literal string
	slot    int // -1 for literal text
	listed  bool
	form    int // of the word of a list, from 0
	star    bool
	capital bool
	brand   bool
	article bool // "a" or "an" before the word
}

// formMark stands between the forms of a word.
const formMark = "/"

// typoVariation stands for the base text with a typo.
const typoVariation = "~"

func parseTemplate(line string, lists map[string][]string) (template, error) {
	var t template
	for _, text := range strings.Split(line, "=>") {
		text = strings.TrimSpace(text)
		if text == typoVariation {
			t.texts = append(t.texts, nil)
			continue
		}
		pieces, err := t.pieces(text, lists)
		if err != nil {
			return t, err
		}
		if len(pieces) == 0 {
			return t, fmt.Errorf("an empty text")
		}
		t.texts = append(t.texts, pieces)
	}
	if t.texts[0] == nil {
		return t, fmt.Errorf("the base text is a typo")
	}
	if t.star != "" && len(t.texts) > 1 {
		return t, fmt.Errorf("{%s*} makes the variations itself", t.star)
	}
	return t, nil
}

// pieces cuts one text at its braces.
func (t *template) pieces(text string, lists map[string][]string) (out []piece, err error) {
	for text != "" {
		literal, rest, open := strings.Cut(text, "{")
		if literal != "" {
			if strings.Contains(literal, "}") {
				return nil, fmt.Errorf("} without {")
			}
			out = append(out, piece{literal: literal, slot: -1})
		}
		if !open {
			return out, nil
		}
		inner, after, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, fmt.Errorf("{ without }")
		}
		p, err := t.place(inner, lists)
		if err != nil {
			return nil, err
		}
		out, text = append(out, p), after
	}
	return out, nil
}

// place is the piece for what stands in braces.
func (t *template) place(inner string, lists map[string][]string) (piece, error) {
	if strings.Contains(inner, "|") {
		t.slots = append(t.slots, slot{words: strings.Split(inner, "|"), apart: -1})
		return piece{slot: len(t.slots) - 1}, nil
	}
	var p piece
	inner, p.capital = strings.CutPrefix(inner, "^")
	inner, p.article = strings.CutPrefix(inner, "a ")
	inner, p.star = strings.CutSuffix(inner, "*")
	inner, form, formed := strings.Cut(inner, ".")
	name, _, second := strings.Cut(inner, "#")
	words := lists[name]
	if len(words) == 0 {
		return p, fmt.Errorf("no list %q", name)
	}
	if formed {
		n, err := strconv.Atoi(form)
		if err != nil || n < 1 || n > strings.Count(words[0], formMark)+1 {
			return p, fmt.Errorf("list %s has no form %q", name, form)
		}
		p.form = n - 1
	}
	p.listed, p.brand = true, name == brandSlot
	if p.star {
		if second || t.star != "" && t.star != name || len(words) < 2 {
			return p, fmt.Errorf("{%s*} is a list of two words or more, one a template", inner)
		}
		t.star, p.slot = name, -1
		return p, nil
	}
	apart := -1
	if second {
		if apart = t.slot(name, words, -1); len(words) < 2 {
			return p, fmt.Errorf("{%s} of a list of one word", inner)
		}
	}
	p.slot = t.slot(inner, words, apart)
	return p, nil
}

// slot is the index of the slot named so, added where it is new.
func (t *template) slot(name string, words []string, apart int) int {
	if i := slices.IndexFunc(t.slots, func(s slot) bool { return s.name == name }); i >= 0 {
		return i
	}
	t.slots = append(t.slots, slot{name, words, apart})
	return len(t.slots) - 1
}

// text writes pieces with the words chosen for the slots, and star for the list that
// is varied.
func (t *template) text(pieces []piece, chosen []string, star, language string) Text {
	var out strings.Builder
	var names []social.TextSpan
	for _, p := range pieces {
		word := p.literal
		switch {
		case p.star:
			word = star
		case p.slot >= 0:
			word = chosen[p.slot]
		}
		if p.listed {
			word = strings.Split(word, formMark)[p.form]
		}
		if p.article {
			word = article(word) + " " + word
		}
		if p.capital {
			word = capitalise(word, language)
		}
		if p.brand {
			names = append(names, social.TextSpan{Start: out.Len(), End: out.Len() + len(word)})
		}
		out.WriteString(word)
	}
	return Text{out.String(), names}
}

func capitalise(word, language string) string {
	r, n := utf8.DecodeRuneInString(word)
	if language == "tr" {
		return string(unicode.TurkishCase.ToUpper(r)) + word[n:]
	}
	return string(unicode.ToUpper(r)) + word[n:]
}

// article is the indefinite article of an English word: "a" where it begins with a
// consonant's sound.
func article(word string) string {
	for _, sound := range []string{"us", "uni", "eu", "Eu", "one"} {
		if strings.HasPrefix(word, sound) {
			return "a"
		}
	}
	if strings.ContainsAny(word[:1], "aeiouAEIOU") {
		return "an"
	}
	return "a"
}
