package feature

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"earshot/analyzer/sentiment/lexicon"
)

// valence counts the listed words and signs of a text, turned around where they
// are negated. How many praise and how many blame says more of words that few
// texts have than their own weights do (Hutto, Gilbert 2014, "VADER").
type valence struct {
	listed
	praise, blame int
	last          int8
	// praised and blamed are where the last word of each kind stands.
	praised, blamed Span
}

// listed are the words of a language, by the state of their hash, and the signs
// of all, 1 for praise and -1 for blame.
type listed struct{ words, signs map[uint64]int8 }

// lists are the listed words by language. Languages written without spaces have
// none: it takes n-grams to find words there, and those have weights of their own.
var lists = sync.OnceValue(func() map[string]listed {
	all, err := lexicon.Read()
	if err != nil {
		panic(err) // the lists are part of the program and its tests read them
	}
	signs := polarities(all[lexicon.Signs])
	out := map[string]listed{lexicon.Signs: {signs: signs}}
	for language, entries := range all {
		switch {
		case language == lexicon.Signs:
		case slices.ContainsFunc(entries, func(e lexicon.Entry) bool { return IsDense(e.Text) }):
			out[language] = listed{}
		default:
			out[language] = listed{polarities(entries), signs}
		}
	}
	return out
})

// listedIn are the words counted in a text of a language; of one without a list,
// the signs alone.
func listedIn(language string) listed {
	all := lists()
	if l, ok := all[language]; ok {
		return l
	}
	return all[lexicon.Signs]
}

func polarities(entries []lexicon.Entry) map[uint64]int8 {
	out := make(map[uint64]int8, len(entries))
	for _, e := range entries {
		if strings.Contains(e.Text, "_") {
			continue
		}
		state := hashWord(folded(e.Text))
		if IsPicture(e.Text) {
			sign, _ := utf8.DecodeRuneInString(e.Text)
			state = uint64(sign)
		}
		out[state] = polarity(e.Positive)
	}
	return out
}

func polarity(positive bool) int8 {
	if positive {
		return 1
	}
	return -1
}

func (v *valence) count(polarity int8, span Span) {
	switch {
	case polarity > 0:
		v.praise, v.praised = v.praise+1, span
	case polarity < 0:
		v.blame, v.blamed = v.blame+1, span
	default:
		return
	}
	v.last = polarity
}

// mostListed is from how many listed words on their number does not matter.
const mostListed = 4

// addValence adds what was counted: how many listed words praise, how many
// blame, the difference, and the difference with what comes last. They are put
// down to the last word of the kind that prevails.
func (x *Extractor) addValence() {
	v := &x.valence
	if v.praise+v.blame == 0 {
		return
	}
	span := v.blamed
	if v.praise > v.blame || v.praise == v.blame && v.last > 0 {
		span = v.praised
	}
	difference := uint64(max(min(v.praise-v.blame, mostListed), -mostListed) + mostListed)
	x.addWord(valenceKey(0, uint64(min(v.praise, mostListed))), span)
	x.addWord(valenceKey(1, uint64(min(v.blame, mostListed))), span)
	x.addWord(valenceKey(2, difference), span)
	x.addWord(valenceKey(3, difference<<1|uint64(v.last+1)>>1), span)
}

func valenceKey(kind, value uint64) uint32 { return key(step(step(kindValence, kind), value)) }
