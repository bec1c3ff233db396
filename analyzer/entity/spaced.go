package entity

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a part of a text within which a capital is evidence of a name.
type sentence struct {
	text  string
	start int
}

// sentences splits text at line breaks and sentence-ending punctuation.
func sentences(text string) iter.Seq[sentence] {
	return func(yield func(sentence) bool) {
		start := 0
		for i, r := range text {
			end := i + utf8.RuneLen(r)
			switch r {
			case '\n', '!', '?', '…', '。', '！', '？':
			case '.', ':':
				if end < len(text) && text[end] != ' ' || isAbbreviation(text[start:i]) {
					continue
				}
			default:
				continue
			}
			if r == utf8.RuneError || !yield(sentence{text[start:end], start}) {
				return
			}
			start = end
		}
		if start < len(text) {
			yield(sentence{text[start:], start})
		}
	}
}

// isAbbreviation reports a full stop that ends no sentence: "Dr.", "J.".
func isAbbreviation(before string) bool {
	word := before[strings.LastIndexByte(before, ' ')+1:]
	return len(word) == 1 || abbreviations[word]
}

var abbreviations = setOf("Mr Mrs Ms Dr Prof St Sr Jr Inc Ltd Co Corp vs No")

// word is a word of a sentence, without the punctuation around it.
type word struct {
	text     string
	at       int
	endsName bool // a character other than white space follows, so no name continues
}

// findSpaced finds names in a sentence of a script with capitals.
func findSpaced(text string, at int, language string, c *collector) {
	c.words = tokenize(text, at, c, c.words[:0])
	words := c.words
	capitals, lower := 0, 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w.text); unicode.IsUpper(r) {
			capitals++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	isHeadline := capitals >= 4 && capitals > 2*lower // in a headline capitals are no evidence
	for i := 0; i < len(words); {
		n := nameLength(words[i:])
		if n == 0 {
			if hasInnerCapital(words[i].text) {
				c.add(words[i].text, words[i].at)
			}
			i++
			continue
		}
		for n > 1 && i == 0 && isSentenceOpener(words[0].text) { // "The Bank of England"
			i, n = i+1, n-1
		}
		last := words[i+n-1]
		name := text[words[i].at-at : last.at-at+len(last.text)]
		if !isHeadline && isName(words[i:i+n], i == 0, language) {
			c.add(name, words[i].at)
		}
		i += n
	}
}

// tokenize splits a sentence into words, which it appends, and adds its handles.
func tokenize(text string, at int, c *collector, words []word) []word {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '@' || r == '#' || strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://"):
			n := wordEnd(text[i+size:], r != '@' && r != '#')
			if before, _ := utf8.DecodeLastRuneInString(text[:i]); r == '@' && n >= 3 && c.handles < MaxHandles && !unicode.IsLetter(before) {
				c.handles++
				c.add(strings.TrimRight(text[i:i+size+n], ".-"), at+i)
			}
			if len(words) > 0 {
				words[len(words)-1].endsName = true
			}
			i += size + n
		case (unicode.IsLetter(r) || unicode.IsDigit(r)) && r < 0x2E80:
			end := i
			for end < len(text) {
				r, size := utf8.DecodeRuneInString(text[end:])
				isPart := r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
				if !isPart && !(isJoiner(r) && continues(text[end+size:])) {
					break
				}
				end += size
			}
			words = append(words, word{text: stripPossessive(text[i:end]), at: at + i})
			if len(stripPossessive(text[i:end])) < end-i {
				words[len(words)-1].endsName = true
			}
			i = end
		default:
			if len(words) > 0 && r != ' ' && r != '&' && !(r == '.' && isAbbreviation(" "+words[len(words)-1].text)) {
				words[len(words)-1].endsName = true
			}
			i += size
		}
	}
	return words
}

// isJoiner reports a character that may join the parts of a word.
func isJoiner(r rune) bool { return r == '\'' || r == '’' || r == '-' || r == '&' || r == '.' }

func continues(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// stripPossessive is the word without a possessive ending.
func stripPossessive(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

// wordEnd is the length of a handle, a hashtag or, with isLink, a URL.
func wordEnd(s string, isLink bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool {
		if isLink {
			return unicode.IsSpace(r) || r >= 0x2E80
		}
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.-@", r)
	}); i >= 0 {
		return i
	}
	return len(s)
}
