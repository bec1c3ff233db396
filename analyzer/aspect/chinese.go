package aspect

import (
	"strings"
	"unicode/utf8"
)

// chinese finds the things that a Chinese text judges: what stands before a word
// of degree or before a judgement ("房间很干净", "味道不错").
type chinese struct {
	// cut parts a run of Han characters into words.
	cut func(run string) []string
	// words are grammar.txt's for Chinese.
	words map[string]class
	// signs are the degrees and opinions by their first character.
	signs map[rune][]string
}

func newChinese(cut func(run string) []string, g grammar) chinese {
	c := chinese{cut: cut, words: g.words, signs: map[rune][]string{}}
	for word, class := range g.words {
		if class&(degree|opinion) != 0 {
			first, _ := utf8.DecodeRuneInString(word)
			c.signs[first] = append(c.signs[first], word)
		}
	}
	return c
}

// maxBefore is how many characters before a sign are cut into words, maxPassed
// how many words are passed over between it and the thing ("房间真的也很小").
const (
	maxBefore = 8
	maxPassed = 2
)

func (c chinese) nouns(text string, found func(at, end int)) {
	begin := 0 // of the run of Han characters under way
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < 0x3400 || r > 0x9FFF {
			i += size
			begin = i
			continue
		}
		n := c.sign(text[i:], r)
		if n == 0 {
			i += size
			continue
		}
		if i > begin {
			c.before(text, begin, i, found)
		}
		i += n
		begin = i
	}
}

// sign is the length of the longest sign that text, whose first character is r,
// begins with.
func (c chinese) sign(text string, r rune) int {
	longest := 0
	for _, word := range c.signs[r] {
		if len(word) > longest && strings.HasPrefix(text, word) {
			longest = len(word)
		}
	}
	return longest
}

// before reports the thing that ends where, or a few words before, a sign begins.
func (c chinese) before(text string, begin, end int, found func(at, end int)) {
	for n := utf8.RuneCountInString(text[begin:end]); n > maxBefore; n-- {
		_, size := utf8.DecodeRuneInString(text[begin:])
		begin += size
	}
	words := c.cut(text[begin:end])
	passed := 0
	for k := len(words) - 1; k >= 0; k-- {
		word := words[k]
		end -= len(word)
		switch class := c.words[word]; {
		case class&other != 0 && passed < maxPassed:
			passed++
		case class&^noun != 0 || !c.names(word):
			return
		default:
			start := end
			// "速度" of what: "送餐速度".
			if k > 0 && class&noun != 0 && c.names(words[k-1]) && c.words[words[k-1]]&^noun == 0 {
				start -= len(words[k-1])
			}
			found(start, end+len(word))
			return
		}
	}
}

// unnamed are characters that begin no thing's name: numbers, pronouns, adverbs.
const unnamed = "一二两三四五六七八九十几这那哪每各某不没还就很太真好更最我你他她它您有是会能要想"

// names tells whether a word may be a thing's name, or a part of one.
func (c chinese) names(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	return size < len(word) && !strings.ContainsRune(unnamed, first)
}
