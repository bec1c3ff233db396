package keyword

import (
	"strings"
	"unicode/utf8"
)

func (c *collector) addHan(text string) {
	if c.language == "ja" {
		c.noun = text // the text that follows decides, see endNoun
		return
	}
	var single []string
	before := "" // the word right before, if it is a candidate
	endSingles := func() {
		// Consecutive characters that are no word of the dictionary are likely a name.
		if len(single) >= 2 && len(single) <= 3 {
			c.addCandidate(strings.Join(single, ""), 0.9)
		}
		single = single[:0]
	}
	for _, p := range c.e.chinese().segment(text) {
		switch n := utf8.RuneCountInString(p.text); {
		case c.stop[p.simplified] || p.idf < 3.5 || n == 2 && strings.ContainsAny(p.simplified[:len("一")], "一二两三四五六七八九十几每半"):
			// A function word, or a number with its measure word ("一杯").
			endSingles()
		case n == 2 && strings.ContainsAny(p.simplified[:len("一")], "很太更最"): // "很好"
			endSingles()
		case n == 1 && p.idf > 5.5:
			single = append(single, p.text)
		case n == 1:
			endSingles()
		default:
			endSingles()
			c.addCandidate(p.text, p.idf/8)
			if before != "" {
				c.addPair(before+p.text, len(before))
			}
			before = p.text
			continue
		}
		before = ""
	}
	endSingles()
}

// nounFollowers are the Hiragana that begin what follows a Japanese noun:
// particles, the copula and forms of "suru". Any other ends a verb or an
// adjective, whose stem is the last character before it.
const nounFollowers = "はがをにでともへやかのしすさせだなまよね"

// maxNoun is the longest Japanese noun, in characters; those in katakana are
// long.
const maxNoun = 12

// endNoun adds the current noun; next is the text that follows it directly, or
// "".
func (c *collector) endNoun(next string) {
	text := c.noun
	c.noun = ""
	last, size := utf8.DecodeLastRuneInString(text)
	if r, _ := utf8.DecodeRuneInString(next); text != "" && next != "" && kindOf(last) == han && !strings.ContainsRune(nounFollowers, r) {
		text = text[:len(text)-size]
	}
	if n := utf8.RuneCountInString(text); n >= 2 && n <= maxNoun && !c.isStop(text) {
		c.addCandidate(text, 1.4)
	}
}

// particles are written onto Korean nouns; longer ones are tried first.
var particles = []string{"에서는", "으로는", "에서", "으로", "에게", "까지", "부터", "한테", "이랑", "은", "는", "이", "가", "을", "를", "에", "의", "로", "와", "과", "도", "만", "랑"}

func (c *collector) addKorean(word string) {
	for _, p := range particles {
		if stem, ok := strings.CutSuffix(word, p); ok && utf8.RuneCountInString(stem) >= 2 {
			word = stem
			break
		}
	}
	if n := utf8.RuneCountInString(word); n >= 2 && n <= 10 && !c.stop[word] {
		c.addCandidate(word, 1+float32(n)/10)
	}
}

// auxiliaries are Thai auxiliary verbs, written onto the word they go with.
var auxiliaries = []string{"น่าจะ", "จะ", "ไม่", "ได้", "ให้", "ใช้"}

// addThai adds what is between stop words.
func (c *collector) addThai(text string) {
	start := 0
	flush := func(end int) {
		for _, p := range auxiliaries {
			if rest, ok := strings.CutPrefix(text[start:end], p); ok && startsThai(rest) {
				start += len(p)
			}
		}
		for start < end && (!startsThai(text[start:]) || strings.HasPrefix(text[start:], repetition)) {
			_, size := utf8.DecodeRuneInString(text[start:])
			start += size
		}
		if n := utf8.RuneCountInString(text[start:end]); n >= 3 && n <= 14 {
			c.addCandidate(text[start:end], 1)
		}
	}
	for i := 0; i < len(text); {
		if n := c.stopWordAt(text[i:]); n > 0 {
			flush(i)
			i += n
			start = i
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	flush(len(text))
}

// startsThai reports whether a word may begin with s: not with a vowel or tone
// mark that belongs to the consonant before.
func startsThai(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < 0x0E30 || r >= 0x0E40 && r <= 0x0E44 || r == 0x0E46 || r > 0x0E4E
}

// repetition is the Thai sign that repeats the word before it.
const repetition = "ๆ"

// maxStopWord is the longest Thai stop word, in characters.
const maxStopWord = 10

// stopWordAt is the length of the longest stop word that text begins with, of
// those of three characters or more; 0 for none.
func (c *collector) stopWordAt(text string) int {
	longest, n := 0, 0
	for i := range text {
		if n > 2 && n <= maxStopWord && c.stop[text[:i]] && startsThai(text[i:]) {
			longest = i
		}
		if n++; n > maxStopWord+1 {
			return longest
		}
	}
	if n <= maxStopWord && c.stop[text] {
		return len(text)
	}
	return longest
}
