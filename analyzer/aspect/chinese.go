package aspect

import (
	"slices"
	"strings"
	"unicode"
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
	// listed are the terms of terms.txt.
	listed map[string]bool
	// others lists words that are no nouns.
	others vocabulary.Vocabulary
	// triggers are the degree and opinion words, and those that say how something
	// did, by their first character.
	triggers map[rune][]string
}

func newChinese(segment func(run string) []string, g grammar) chinese {
	c := chinese{segment: segment, words: g.words, others: g.vocabulary, triggers: map[rune][]string{}}
	for word, class := range g.words {
		if class&(degreeWord|opinion|verdict) != 0 {
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

// nouns finds the nouns of a text outside of names. It returns where the words of
// opinion are.
func (c chinese) nouns(text string, names []social.TextSpan, found func(at, end int)) (opinions []int, judges bool) {
	begin := 0 // start of the current run of Han characters
	// doubtful are nouns that are things that a text judges only if it judges one of
	// those that people judge.
	var doubtful []span
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
		n, class := c.trigger(text, i, r, i > begin)
		if n == 0 {
			i += size
			continue
		}
		opinions = append(opinions, i)
		if class&(degreeWord|opinion) == 0 {
			i += n
			continue
		}
		if i > begin {
			if at, end, sure := c.nounBefore(text, begin, i); end > 0 {
				switch {
				case sure || c.isPlain(text[i:i+n]) || class&degreeWord != 0 && c.plainFollows(text[i+n:]):
					judges = true
					found(at, end)
				default:
					doubtful = append(doubtful, span{at, end})
				}
			}
		}
		i += n
		begin = i
	}
	if judges {
		for _, s := range doubtful {
			found(s.start, s.end)
		}
	}
	return opinions, judges
}

// vague are words of opinion that are said of people, days and acts as well.
var vague = setOf("一般 不好 不行 舒服 可爱 满意 完美 漂亮 方便 糟糕 模糊 清晰")

// isPlain reports a word of opinion that is said of things alone.
func (c chinese) isPlain(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	return c.words[word]&opinion != 0 && (len(word) > size || word == "贵") && !vague[word]
}

// plainFollows reports whether such a word follows a word of degree.
func (c chinese) plainFollows(rest string) bool {
	first, _ := utf8.DecodeRuneInString(rest)
	return slices.ContainsFunc(c.triggers[first], func(word string) bool {
		return strings.HasPrefix(rest, word) && c.isPlain(word)
	})
}

// trigger is the length and class of the longest trigger that the text behind at,
// whose first character is r, begins with; 0 for none. joined: what precedes it may be
// of the same word.
func (c chinese) trigger(text string, at int, r rune, joined bool) (longest int, of class) {
	rest := text[at:]
	for _, word := range c.triggers[r] {
		if len(word) > longest && strings.HasPrefix(rest, word) {
			longest, of = len(word), c.words[word]
		}
	}
	switch {
	case longest == 0:
	case of&degreeWord != 0 && wantsOrHas(rest[longest:]):
		return 0, 0
	case of&opinion != 0 && longest == utf8.RuneLen(r) && joined:
		if _, ends := c.borders(text, at, at+longest); !ends { // "差距", "吵架"
			return 0, 0
		}
	}
	return longest, of
}

// isWhole reports whether a listed term is one where it stands: "口感" is none in
// "登机口感觉", nor "设计" in "设计图".
func (c chinese) isWhole(text string, at, end int) bool {
	begins, ends := c.borders(text, at, end)
	return begins && ends
}

// wantsOrHas reports that what follows a word of degree says what somebody wants or
// has, not how something is: "太想", "太没技巧", "太多".
func wantsOrHas(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("没想要会能爱怕像多喜", r)
}

// wholeContext is the number of characters on either side of a word that are
// segmented to tell whether it is one.
const wholeContext = 3

// borders reports whether the characters from at to end begin and end where words do:
// "差" in "太差了", not in "差距".
func (c chinese) borders(text string, at, end int) (begins, ends bool) {
	from, to := at, end
	for n := 0; n < wholeContext && from > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		if !unicode.Is(unicode.Han, r) {
			break
		}
		from -= size
	}
	for n := 0; n < wholeContext && to < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[to:])
		if !unicode.Is(unicode.Han, r) {
			break
		}
		to += size
	}
	begins, ends = from == at, to == end
	for _, word := range c.segment(text[from:to]) {
		begins = begins || from == at
		from += len(word)
		ends = ends || from == end
	}
	return begins, ends
}

// nounBefore is the noun that ends at a trigger or a few words before it; its end is 0
// for none. sure reports a noun that is one of the things that people judge.
func (c chinese) nounBefore(text string, begin, end int) (at, ends int, sure bool) {
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
		case class&^(noun|thing) != 0 || !c.mayBeNoun(word), k > 0 && (words[k-1] == "对" || words[k-1] == "对于"): // "对车体不好"
			return 0, 0, false
		default:
			start := end
			// "速度" of what: "送餐速度".
			if k > 0 && class&noun != 0 && c.mayBeNoun(words[k-1]) && c.words[words[k-1]]&^(noun|thing) == 0 {
				start -= len(words[k-1])
			}
			return start, end + len(word), c.isThing(word)
		}
	}
	return 0, 0, false
}

// isThing reports a word that names a thing that people judge, perhaps with characters
// before it: "外包装".
func (c chinese) isThing(word string) bool {
	const two = 2 * 3 // bytes of two characters
	return c.words[word]&(noun|thing) != 0 || c.listed[word] || len(word) > two && (c.words[word[len(word)-two:]]&(noun|thing) != 0 || c.listed[word[len(word)-two:]])
}

// nonNounInitials are characters that begin no name of a thing: numbers,
// pronouns, adverbs.
const nonNounInitials = "一二两三四五六七八九十几这那哪每各某不没还就很太真好更最我你他她它您有是会能要想吃喝买去看说做玩"

// mayBeNoun reports whether a word may name a thing, or be part of a name.
func (c chinese) mayBeNoun(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	switch {
	case c.words[word]&(noun|thing) != 0 && size < len(word):
		return true
	case size == len(word) || strings.ContainsRune(nonNounInitials, first) || isVerbal(word) || vocabulary.IsDrawnOut(word):
		return false
	default:
		return c.others.Class(word) == vocabulary.Unlisted
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
