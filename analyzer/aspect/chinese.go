package aspect

import (
	"strings"
	"unicode/utf8"

	"earshot/analyzer/vocabulary"
	"earshot/internal/social"
)

// chinese finds the things that a Chinese text judges: the noun before a degree
// word or an opinion word ("房间很干净", "味道不错").
type chinese struct {
	// segment splits a run of Han characters into words.
	segment func(run string) []string
	// words are those of grammar.txt for Chinese.
	words map[string]class
	// others lists words that are no nouns.
	others vocabulary.Vocabulary
	// triggers are the degree and opinion words by their first character.
	triggers map[rune][]string
}

func newChinese(segment func(run string) []string, g grammar) chinese {
	c := chinese{segment: segment, words: g.words, others: g.vocabulary, triggers: map[rune][]string{}}
	for word, class := range g.words {
		if class&(degreeWord|opinion) != 0 {
			first, _ := utf8.DecodeRuneInString(word)
			c.triggers[first] = append(c.triggers[first], word)
		}
	}
	return c
}

// maxContext is the number of characters before a trigger that are segmented,
// maxSkipped the most words between it and the noun ("房间真的也很小").
const (
	maxContext = 8
	maxSkipped = 2
)

// nouns finds the nouns of a text outside of names.
func (c chinese) nouns(text string, names []social.TextSpan, found func(at, end int)) {
	begin := 0 // start of the current run of Han characters
	for i := 0; i < len(text); {
		if s, ok := social.SpanAt(names, i); ok {
			i, begin = s.End, s.End
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < 0x3400 || r > 0x9FFF {
			i += size
			begin = i
			continue
		}
		n := c.triggerLength(text[i:], r)
		if n == 0 {
			i += size
			continue
		}
		if i > begin {
			c.nounBefore(text, begin, i, found)
		}
		i += n
		begin = i
	}
}

// triggerLength is the length of the longest trigger that text, whose first
// character is r, begins with; 0 for none.
func (c chinese) triggerLength(text string, r rune) int {
	longest := 0
	for _, word := range c.triggers[r] {
		if len(word) > longest && strings.HasPrefix(text, word) {
			longest = len(word)
		}
	}
	return longest
}

// nounBefore reports the noun that ends at a trigger or a few words before it.
func (c chinese) nounBefore(text string, begin, end int, found func(at, end int)) {
	for n := utf8.RuneCountInString(text[begin:end]); n > maxContext; n-- {
		_, size := utf8.DecodeRuneInString(text[begin:])
		begin += size
	}
	words := c.segment(text[begin:end])
	skipped := 0
	for k := len(words) - 1; k >= 0; k-- {
		word := words[k]
		end -= len(word)
		switch class := c.words[word]; {
		case class&other != 0 && skipped < maxSkipped:
			skipped++
		case class&^noun != 0 || !c.mayBeNoun(word):
			return
		default:
			start := end
			// "速度" of what: "送餐速度".
			if k > 0 && class&noun != 0 && c.mayBeNoun(words[k-1]) && c.words[words[k-1]]&^noun == 0 {
				start -= len(words[k-1])
			}
			found(start, end+len(word))
			return
		}
	}
}

// nonNounInitials are characters that begin no name of a thing: numbers,
// pronouns, adverbs.
const nonNounInitials = "一二两三四五六七八九十几这那哪每各某不没还就很太真好更最我你他她它您有是会能要想"

// mayBeNoun reports whether a word may name a thing, or be part of a name.
func (c chinese) mayBeNoun(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	switch {
	case size == len(word) || strings.ContainsRune(nonNounInitials, first) || isVerbal(word) || isDrawnOut(word):
		return false
	default:
		return c.words[word]&noun != 0 || c.others.Class(word) == vocabulary.Unlisted
	}
}

// isVerbal reports a word with the ending of a verb or an adjective: "听得", "吃过",
// "逼出来", "辣辣的", "越来越".
func isVerbal(word string) bool {
	for _, ending := range [...]string{"得", "过", "的", "了", "着", "出来", "起来", "下来", "上来", "过来", "下去", "进去", "到", "掉", "完"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return strings.HasPrefix(word, "越")
}
