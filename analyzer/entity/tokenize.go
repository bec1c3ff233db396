package entity

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/vocabulary"
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
			case '\n', '!', '?', '…', '。', '！', '？', '|', '•':
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

var abbreviations = setOf("Mr Mrs Ms Dr Prof St Sr Sra Jr Inc Ltd Co Corp vs No Mme Mlle Sig Dott Hr Fr bzw z.B ca")

// word is a word of a sentence, without the punctuation around it.
type word struct {
	text string
	// at is its offset in the whole text.
	at int
	// opens: it begins a sentence, or follows a mark, handle, tag or link, where its
	// capital is no evidence.
	opens bool
	// endsName: a character other than white space follows, so no name continues.
	endsName bool
	// hasCapital: it has a capital anywhere.
	hasCapital bool
	// lower is text in lower case; class and english are what the vocabularies of the
	// language and of English say of it. They are set of words with capitals.
	lower          string
	class, english vocabulary.Class
}

func (w word) end() int { return w.at + len(w.text) }

// isCapital reports a word that begins with a capital.
func (w word) isCapital() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r)
}

// isCased reports a character of a script with capitals.
func isCased(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return r < 0x600 && unicode.IsLetter(r) || r >= 0x1E00 && r < 0x2000 && unicode.IsLetter(r)
}

// tokenizer splits sentences into words.
type tokenizer struct {
	language string
	c        *collector
}

// words splits a sentence that begins at an offset into words, which it appends, and
// adds its handles.
func (t tokenizer) words(text string, at int, words []word) []word {
	opens := true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == ' ':
			i++
		case r == '@' || r == '#' || (r == 'h' || r == 'w') && isLink(text[i:]):
			n := t.skipMarked(text, i, at)
			endName(words)
			opens, i = true, i+n
		case isCased(r) || r >= '0' && r <= '9':
			w := t.word(text, i, at)
			w.opens, opens = opens, false
			words = append(words, w)
			i = w.end() - at
			if w.endsName && strings.HasPrefix(text[i:], "'") {
				i++
			}
		default:
			if r != '&' && !(r == '.' && len(words) > 0 && isAbbreviation(" "+words[len(words)-1].text)) {
				endName(words)
			}
			switch {
			case strings.ContainsRune("\"“„«»‘(/[-–—*~", r), r > 0x2190:
				opens = true
			}
			i += size
		}
	}
	return words
}

func isLink(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")
}

func endName(words []word) {
	if len(words) > 0 {
		words[len(words)-1].endsName = true
	}
}

// skipMarked is the length of the handle, tag or link at i; a handle is a name.
func (t tokenizer) skipMarked(text string, i, at int) int {
	mark := text[i]
	n := 1 + markedLength(text[i+1:], mark)
	if before, _ := utf8.DecodeLastRuneInString(text[:i]); mark == '@' && n >= 4 && t.c.handles < MaxHandles && !unicode.IsLetter(before) {
		t.c.handles++
		t.c.add(strings.TrimRight(text[i:i+n], ".-@"), at+i)
	}
	return n
}

// markedLength is the length of a handle, a tag or a link after its first byte,
// mark. Behind an ASCII handle a server may follow: "@ana@host.example".
func markedLength(s string, mark byte) int {
	ascii, servers := true, 0
	for i, r := range s {
		switch {
		case mark != '@' && mark != '#':
			if unicode.IsSpace(r) || r >= 0x2E80 {
				return i
			}
		case r == '@' && mark == '@' && ascii && servers == 0:
			servers++
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.-", r):
			return i
		case r >= utf8.RuneSelf:
			ascii = false
		}
	}
	return len(s)
}

// word returns the word at i of a sentence at an offset, without an elided article
// before it or an ending after an apostrophe.
func (t tokenizer) word(text string, i, at int) word {
	end, hasCapital := i, false
	for end < len(text) {
		if c := text[end]; c >= 'a' && c <= 'z' {
			end++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[end:])
		if isCased(r) || r >= '0' && r <= '9' || unicode.IsMark(r) && r < 0x600 {
			hasCapital = hasCapital || unicode.IsUpper(r)
			end += size
			continue
		}
		if end == i || !joins(text[i:end], r, text[end+size:]) {
			break
		}
		if r == '\'' || r == '’' {
			if t.elides(text[i:end]) {
				i, end = end+size, end+size
				continue
			}
		}
		end += size
	}
	w := word{text: text[i:end], at: at + i, hasCapital: hasCapital}
	if stripped := stripPossessive(w.text); stripped != w.text {
		w.text, w.endsName = stripped, true
	}
	return w
}

// joins reports whether a mark joins the parts of a word before and after it:
// "O'Brien", "Jean-Luc", "AT&T", "J.R".
func joins(before string, mark rune, after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	if !isCased(r) && !(r >= '0' && r <= '9') {
		return false
	}
	switch mark {
	case '\'', '’', '-':
		return true
	case '&': // "AT&T", not "AT&amp;T"
		return unicode.IsUpper(r) || r >= '0' && r <= '9'
	case '.': // a missing space after a sentence joins nothing
		part := before[strings.LastIndexByte(before, '.')+1:]
		return unicode.IsLower(r) || utf8.RuneCountInString(part) == 1 || before[len(before)-1] <= '9'
	}
	return false
}

// elides reports whether the part of a word before an apostrophe is an article or a
// preposition: "l'Europe", "dell'Italia".
func (t tokenizer) elides(before string) bool {
	switch t.language {
	case "fr", "it", "es", "pt":
		return elided[strings.ToLower(before)]
	}
	return false
}

var elided = setOf("l d j n s m t c qu jusqu lorsqu puisqu quoiqu quelqu un dell nell all dall sull coll dov com cos quest quell anch senz c'")

// stripPossessive is the word without a possessive ending.
func stripPossessive(w string) string {
	if w[len(w)-1]|0x20 != 's' {
		return w
	}
	for _, ending := range [...]string{"'s", "’s", "'S", "’S"} {
		if rest, ok := strings.CutSuffix(w, ending); ok {
			return rest
		}
	}
	return w
}
