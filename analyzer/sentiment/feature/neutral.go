package feature

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/sentiment/lexicon"
	"earshot/internal/social"
)

// neutralWords holds the words of a language that bear no sentiment, whatever the
// training texts say of them: nations, religions, orientations, places, first
// names. They have no features, nor has anything that contains one of them, so a
// text keeps its scores when one takes the place of another.
type neutralWords struct {
	// spaced has the hash of each word, words the kind of each, by its hash; most words
	// of a text are settled by the first.
	spaced bitmap
	words  map[uint64]string
	// pairs are neutral words of two, by both hashes; firsts are the first of them.
	pairs  map[[2]uint64]bool
	firsts map[uint64]bool
	// unspaced and prefixes do the same for the beginnings of words of scripts
	// written without spaces, of two characters and more; a value is true where a
	// word ends.
	unspaced bitmap
	prefixes map[uint64]bool
}

// bitmap is a Bloom filter of hashes: a set with few false positives, each hash being
// two bits of one word.
type bitmap [1 << 12]uint64

func (b *bitmap) add(state uint64) { b[state>>52] |= bitsOf(state) }

func (b *bitmap) has(state uint64) bool {
	bits := bitsOf(state)
	return b[state>>52]&bits == bits
}

func bitsOf(state uint64) uint64 { return 1<<(state>>46&63) | 1<<(state>>40&63) }

// neutral returns the neutral words by language. Names and places in English are
// known in every language.
var neutral = sync.OnceValue(func() map[string]*neutralWords {
	all, err := lexicon.Neutral()
	if err != nil {
		panic(err) // the word lists are embedded, and tests read them
	}
	out := make(map[string]*neutralWords, len(all))
	for language, kinds := range all {
		n := &neutralWords{words: map[uint64]string{}, pairs: map[[2]uint64]bool{}, firsts: map[uint64]bool{}, prefixes: map[uint64]bool{}}
		for _, kind := range [...]string{lexicon.Word, lexicon.Name, lexicon.Place, lexicon.People} {
			n.add(kind, kinds[kind])
		}
		n.add(lexicon.Place, all["en"][lexicon.Place])
		n.add(lexicon.Name, all["en"][lexicon.Name])
		out[language] = n
	}
	return out
})

// neutralOf returns the neutral words of a language; of one without a list, those
// in English.
func neutralOf(language string) *neutralWords {
	all := neutral()
	if n, ok := all[language]; ok {
		return n
	}
	return all["en"]
}

func (n *neutralWords) add(kind string, words []string) {
	for _, word := range words {
		if first, second, ok := strings.Cut(word, "_"); ok {
			state := hashWord(folded(first))
			n.spaced.add(state)
			n.firsts[state], n.pairs[[2]uint64{state, hashWord(folded(second))}] = true, true
			continue
		}
		letters := folded(word)
		switch {
		case len(letters) < 2:
		case IsUnspaced(word):
			state := step(kindUnspaced, uint64(letters[0]))
			for i, r := range letters[1:] {
				state = step(state, uint64(r))
				if i == 0 {
					n.unspaced.add(state)
				}
				n.prefixes[state] = n.prefixes[state] || i == len(letters)-2
			}
		default:
			state := hashWord(letters)
			n.spaced.add(state)
			if known := n.words[state]; known == "" || known == lexicon.Word {
				n.words[state] = kind
			}
		}
	}
}

// has reports whether a word is neutral wherever it stands, by its hash.
func (n *neutralWords) has(state uint64) bool {
	kind := n.kind(state)
	return kind != "" && kind != lexicon.Word
}

// kind is the kind of a word, by its hash, "" for one that is not neutral.
func (n *neutralWords) kind(state uint64) string {
	if n == nil || !n.spaced.has(state) {
		return ""
	}
	return n.words[state]
}

// isNeutral reports whether the word at a piece of the text, of that hash, is
// neutral.
func (x *Extractor) isNeutral(state uint64, s Span) bool {
	switch x.neutral.kind(state) {
	case "":
		return false
	case lexicon.Word:
		if !x.isWrittenAsName(s) {
			return false
		}
		x.Named = append(x.Named, social.TextSpan{Start: int(s.Start), End: int(s.End)})
		return true
	default:
		return true
	}
}

// isWrittenAsName reports whether a word that may be a name is one: where its first
// letter alone is a capital, inside a sentence or before what people do ("Grace is").
func (x *Extractor) isWrittenAsName(s Span) bool {
	first, size := utf8.DecodeRuneInString(x.text[s.Start:])
	if !unicode.IsUpper(first) || strings.IndexFunc(x.text[int(s.Start)+size:s.End], unicode.IsUpper) >= 0 {
		return false
	}
	before := strings.TrimRight(x.text[:s.Start], " \t\"'(\u201c\u2018")
	if before != "" && !strings.ContainsRune(".!?:\n\u2026", rune(before[len(before)-1])) {
		return true
	}
	return startsDoing(x.text[s.End:])
}

// doings are what follows the name of a person who begins a sentence.
var doings = [...]string{
	"is", "was", "has", "had", "works", "lives", "says", "said", "thinks", "told", "took", "went", "came", "saw", "got", "bought",
	"es", "fue", "é", "est", "è", "bir", "adalah",
}

// startsDoing reports whether a text goes on as one does after the name of a person:
// "'s", one of doings, or an English verb in the past.
func startsDoing(rest string) bool {
	if strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "\u2019s ") {
		return true
	}
	if !strings.HasPrefix(rest, " ") {
		return false
	}
	word, _, _ := strings.Cut(rest[1:], " ")
	return slices.Contains(doings[:], word) || len(word) > 4 && strings.HasSuffix(word, "ed")
}

// pair returns the length in bytes of what makes a word, by its hash, and the one
// that follows after a space or hyphen in rest neutral words together; 0 for none.
func (n *neutralWords) pair(state uint64, rest string) int {
	if n == nil || !n.spaced.has(state) || !n.firsts[state] || len(rest) < 2 || rest[0] != ' ' && rest[0] != '-' {
		return 0
	}
	next := kindWord
	end := 1
	for i, r := range rest[1:] {
		r, kind := lookup(r)
		if kind != letter {
			break
		}
		next = step(next, uint64(r))
		end = i + 1 + utf8.RuneLen(r)
	}
	if !n.pairs[[2]uint64{state, next}] {
		return 0
	}
	return end
}

// longest returns the length of the longest neutral word that run begins with, in
// characters, 0 for none.
func (n *neutralWords) longest(run []rune) int {
	if len(run) < 2 {
		return 0
	}
	state := step(step(kindUnspaced, uint64(run[0])), uint64(run[1]))
	if !n.unspaced.has(state) {
		return 0
	}
	length := 0
	for i := 2; ; i++ {
		ends, known := n.prefixes[state]
		if !known {
			return length
		}
		if ends {
			length = i
		}
		if i == len(run) {
			return length
		}
		state = step(state, uint64(run[i]))
	}
}

// silent stands in a run for a character of a neutral word or of a brand's name.
const silent = 0xe000 // of the private use area

// silence replaces the neutral words and names of the current run.
func (x *Extractor) silence() {
	if x.neutral != nil {
		for i := 0; i < len(x.run); {
			n := x.neutral.longest(x.run[i:])
			for j := range n {
				x.run[i+j], x.Silent = silent, true
			}
			i += max(n, 1)
		}
	}
	for i := range x.run {
		if len(x.names) > 0 && x.inName(x.runSpans[i]) {
			x.run[i], x.Silent = silent, true
		}
	}
}

// inName reports whether a piece of the text is part of a brand's name.
func (x *Extractor) inName(s Span) bool {
	for _, name := range x.names {
		if int(s.Start) < name.End && name.Start < int(s.End) {
			return true
		}
	}
	return false
}

// isNumber reports whether a word is all digits.
func isNumber(word []rune) bool {
	for _, r := range word {
		if !isDigit(r) {
			return false
		}
	}
	return true
}

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= 0x660 && r <= 0x669 || r >= 0x6f0 && r <= 0x6f9 || r >= 0x966 && r <= 0x96f
}

// isRating reports whether the number at a piece of the text is a mark: "5/10",
// "1 star", "3星". Any other number counts as any other.
func (x *Extractor) isRating(s Span) bool {
	if s.Start > 0 && x.text[s.Start-1] == '/' {
		return true
	}
	rest := x.text[s.End:]
	if len(rest) > 0 && (rest[0] == ' ' || rest[0] == '-') {
		rest = rest[1:]
	}
	for _, unit := range [...]string{"/", "star", "stern", "stelle", "estrel", "étoil", "звезд", "bintang", "yıldız", "星", "分", "颗星", "점"} {
		if hasPrefixFold(rest, unit) {
			return true
		}
	}
	return false
}

// IsNeutral reports whether a word of a script written with spaces is one of the
// neutral words of a language.
func IsNeutral(word, language string) bool { return neutralOf(language).has(hashWord(folded(word))) }
