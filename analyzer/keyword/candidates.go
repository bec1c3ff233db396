package keyword

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/normalize"
	"earshot/internal/query"
)

// candidate is a candidate keyword, a word or phrase, with its score.
type candidate struct {
	text   string
	weight float32
	count  int
	// whole is the phrase that contains the word; the word is dropped in its
	// favour.
	whole string
	// first is the length of the first of the two words of a phrase that counts only if
	// it is repeated.
	first int
}

// word is a content word as written and in lower case.
type word struct{ text, lower string }

// collector collects the candidates of one post at a time.
type collector struct {
	e        *Extractor
	stop     map[string]bool
	language string
	list     []candidate
	index    map[string]int
	// phrase holds the consecutive content words read last.
	phrase []word
	// noun is the current noun of a Japanese text, in kanji or katakana.
	noun string
}

// reset prepares c for a post in language.
func (c *collector) reset(language string) {
	c.language, c.stop = language, c.e.stop[language]
	if c.stop == nil {
		c.stop = c.e.stop["en"]
	}
	clear(c.list) // releases the text of the last post
	clear(c.phrase[:cap(c.phrase)])
	clear(c.index)
	c.list, c.phrase, c.noun = c.list[:0], c.phrase[:0], ""
}

func (c *collector) add(r token) {
	if r.afterBreak || r.kind != spaced {
		c.endPhrase()
	}
	switch {
	case c.noun == "":
	case r.kind == hiragana && r.adjacent:
		c.endNoun(r.text)
	case (r.kind == han || r.kind == katakana) && r.adjacent:
		// A noun may continue in the other script: "楽天モバイル".
		if c.isStop(c.noun) { // "昨日スターバックス"
			c.noun = ""
		}
		c.noun += r.text
		return
	default:
		c.endNoun("")
	}
	switch r.kind {
	case spaced:
		c.addWord(r.text)
	case han:
		c.addHan(r.text)
	case katakana:
		if c.language == "ja" {
			c.noun = r.text // as noun are, see addHan
			return
		}
		if n := utf8.RuneCountInString(r.text); n >= 2 {
			c.addCandidate(r.text, 1.5)
		}
	case hangul:
		c.addKorean(r.text)
	case thai:
		c.addThai(r.text)
	}
}

// addWord adds a word of a script with spaces to the current phrase, or ends the
// phrase if it is a stop word.
func (c *collector) addWord(text string) {
	text = stripClitic(text)
	if len(text) < 3 || text == normalize.URLToken || len(text) > maxBytesWord || !strings.ContainsFunc(text, unicode.IsLetter) {
		c.endPhrase()
		return
	}
	lower := strings.ToLower(text)
	if c.isStop(lower) || isOrdinal(lower) {
		c.endPhrase()
		return
	}
	c.phrase = append(c.phrase, word{text, lower})
}

// isOrdinal reports an English ordinal: "2nd".
func isOrdinal(lower string) bool {
	if lower[0] < '0' || lower[0] > '9' {
		return false
	}
	switch strings.TrimLeft(lower, "0123456789") {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// stripClitic is the word without what an apostrophe attaches to it:
// "northwind's", "l'équipe".
func stripClitic(word string) string {
	for i, r := range word {
		if r == '\'' || r == '’' {
			if before, after := word[:i], word[i+utf8.RuneLen(r):]; len(before) < 3 && len(after) > len(before) {
				return stripClitic(after)
			}
			return word[:i]
		}
	}
	return word
}

func (c *collector) isStop(lower string) bool {
	if c.stop[lower] {
		return true
	}
	for i := range len(lower) {
		if lower[i] >= utf8.RuneSelf {
			return c.stop[strings.TrimSpace(query.FoldText(lower))]
		}
	}
	return false
}

// endPhrase turns the consecutive content words into candidates.
func (c *collector) endPhrase() {
	words := c.phrase
	c.phrase = c.phrase[:0]
	if len(words) == 2 {
		c.addPhrase(words, 1.6)
		return
	}
	for i := 0; i < len(words); {
		n := capitalisedPrefix(words[i:])
		if n >= 2 && n <= maxPhrase {
			c.addPhrase(words[i:i+n], 2)
			i += n
			continue
		}
		for range max(n, 1) {
			c.addCandidate(words[i].lower, wordWeight(words[i].text))
			if i++; i < len(words) {
				// Two adjacent words of a longer sequence are a phrase only if they
				// are repeated.
				c.addPair(words[i-1].lower+" "+words[i].lower, len(words[i-1].lower))
			}
		}
	}
}

// capitalisedPrefix counts the capitalised words at the start of words.
func capitalisedPrefix(words []word) int {
	for i, w := range words {
		if r, _ := utf8.DecodeRuneInString(w.text); !unicode.IsUpper(r) {
			return i
		}
	}
	return len(words)
}

// wordWeight weights capitalised and longer words higher.
func wordWeight(word string) float32 {
	weight := 1 + float32(min(utf8.RuneCountInString(word), 10))/20
	if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
		weight += 0.3
	}
	return weight
}

func (c *collector) addPhrase(words []word, weight float32) {
	whole := words[0].lower
	for _, w := range words[1:] {
		whole += " " + w.lower
	}
	c.addCandidate(whole, weight)
	for _, w := range words {
		c.addCandidate(w.lower, wordWeight(w.text)*0.9)
		c.list[c.index[w.lower]].whole = whole
	}
}

// addPair counts two neighbouring words, the first of which has a length in bytes.
// They are a phrase only if they are repeated.
func (c *collector) addPair(words string, first int) {
	c.addCandidate(words, 0)
	if i, ok := c.index[words]; ok {
		c.list[i].first = first
	}
}

// addCandidate counts a candidate; the greatest of its weights is kept.
func (c *collector) addCandidate(text string, weight float32) {
	if len(text) > maxBytesWord {
		return
	}
	i, ok := c.index[text]
	if !ok {
		i = len(c.list)
		c.index[text] = i
		c.list = append(c.list, candidate{text: text})
	}
	c.list[i].count++
	c.list[i].weight = max(c.list[i].weight, weight)
}

// top returns the candidates with the highest scores.
func (c *collector) top() []string {
	for i := range c.list {
		k := &c.list[i]
		if k.weight == 0 && k.count > 1 { // a repeated pair
			k.weight = 1.5
			for _, part := range []string{k.text[:k.first], strings.TrimPrefix(k.text[k.first:], " ")} {
				c.list[c.index[part]].whole = k.text
			}
		}
	}
	list := make([]candidate, 0, len(c.list))
	for _, k := range c.list {
		if k.weight > 0 && (k.whole == "" || c.list[c.index[k.whole]].count < k.count) {
			list = append(list, k)
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.score(), a.score()) })
	var out []string
	for _, k := range list[:min(len(list), MaxKeywords)] {
		out = append(out, k.text)
	}
	return out
}

// score rises with the count of a candidate, up to five times.
func (k candidate) score() float32 {
	return k.weight * (1 + float32(min(k.count-1, 4))*0.5)
}
