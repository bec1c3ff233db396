package aspect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxWords is how many words of a text are looked at for things.
	maxWords = 400
	// maxDegrees is how many words may stand between a copula and an opinion
	// ("was not really that good").
	maxDegrees = 4
)

// token is a word of a text.
type token struct {
	span
	class class
	// parted: something other than white space stands before it.
	parted bool
	// capital: it begins with a capital letter.
	capital bool
}

// tokens cuts a text into words and looks them up.
func (g grammar) tokens(text string) []token {
	out := make([]token, 0, 32)
	parted := true
	for i := 0; i < len(text) && len(out) < maxWords; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '@' || r == '#':
			i += size
			i += wordLength(text[i:])
			parted = true
			continue
		case unicode.IsSpace(r):
			i += size
			parted = parted || r == '\n'
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			i += size
			parted = true
			continue
		}
		n := wordLength(text[i:])
		w := token{span: span{i, i + n}, parted: parted, capital: unicode.IsUpper(r)}
		w.class = g.words[strings.ToLower(text[i:i+n])]
		out = append(out, w)
		i += n
		parted = false
	}
	return out
}

// wordLength is the length of the letters and digits that s begins with, signs
// inside a word included.
func wordLength(s string) int {
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '_' {
			continue
		}
		if r == '-' || r == '\'' || r == '’' {
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); i > 0 && unicode.IsLetter(next) {
				continue
			}
		}
		return i
	}
	return len(s)
}

// nouns finds the things that a text in a language judges by the patterns in
// which people judge: "the hinge is flimsy", "flimsy hinge", "love the hinge",
// "disappointed with the hinge", "una bisagra frágil".
func (g grammar) nouns(text string, found func(at, end int)) {
	p := phrases{grammar: g, text: text, words: g.tokens(text), found: found}
	for i, w := range p.words {
		switch {
		case w.class&copula != 0 && p.opinionAfter(i):
			p.before(i)
		case w.class&liking != 0 && p.after(p.articles(i+1)):
		case w.class&opinion != 0:
			if !(g.shape.before && p.after(i+1)) && g.shape.after && !w.parted {
				p.described(i)
			}
			p.object(i + 1)
		}
	}
}

// phrases finds the nouns around a place.
type phrases struct {
	grammar
	text  string
	words []token
	found func(at, end int)
}

// opinionAfter tells whether an opinion follows the copula at i.
func (p phrases) opinionAfter(i int) bool {
	for j := i + 1; j < len(p.words) && j <= i+1+maxDegrees && !p.words[j].parted; j++ {
		switch c := p.words[j].class; {
		case c&opinion != 0:
			return true
		case c&(degree|copula) == 0:
			return false
		}
	}
	return false
}

// object takes the thing that hangs on an opinion by a preposition.
func (p phrases) object(i int) {
	if i+1 < len(p.words) && p.words[i].class&preposition != 0 && !p.words[i].parted {
		if j := p.articles(i + 1); j > i+1 {
			p.after(j)
		}
	}
}

// articles is where the words after the articles at i begin; -1 without any.
func (p phrases) articles(i int) int {
	j := i
	for j < len(p.words) && !p.words[j].parted && p.words[j].class&(article|opinion) != 0 {
		j++
	}
	if j == i || p.words[i].class&article == 0 {
		return -1
	}
	return j
}

// after takes the noun that begins at i, and tells whether there is one.
func (p phrases) after(i int) bool {
	if i < 0 {
		return false
	}
	end := i
	for end < len(p.words) && p.names(end) && !p.words[end].parted {
		end++
	}
	return p.take(i, end)
}

// described takes the noun with an article, or an ending that says as much, that
// an adjective at i follows.
func (p phrases) described(i int) {
	for i > 0 && p.words[i-1].class&degree != 0 && p.words[i-1].class&article == 0 && !p.words[i].parted {
		i--
	}
	if i < 1 || p.words[i].parted || !p.names(i-1) {
		return
	}
	if p.ending != "" || i > 1 && p.words[i-2].class&article != 0 && !p.words[i-1].parted {
		p.take(i-1, i)
	}
}

// before takes the noun that ends before i: the head of one that hangs on
// another by a preposition ("the staff at the desk").
func (p phrases) before(i int) {
	start := i
	for start > 0 && p.names(start-1) && !p.words[start].parted {
		start--
	}
	if start == i || p.words[start].parted || start == 0 {
		p.take(start, i)
		return
	}
	at := start - 1
	for at > 0 && p.words[at].class&article != 0 && !p.words[at].parted {
		at--
	}
	if at > 0 && p.words[at].class&preposition != 0 && !p.words[at].parted {
		head := at
		for head > 0 && p.names(head-1) && !p.words[head].parted {
			head--
		}
		if p.take(head, at) {
			return
		}
	}
	if p.words[start-1].class != 0 {
		p.take(start, i)
	}
}

// names tells whether the word at i may be part of a thing's name.
func (p phrases) names(i int) bool {
	w := p.words[i]
	text := p.text[w.start:w.end]
	switch {
	case w.class&noun != 0:
		return true
	case w.class&^empty != 0, p.capital && !w.capital, !strings.HasSuffix(text, p.ending), strings.ContainsAny(text, "'’_"):
		return false
	case p.most == longest && len(text) > 4 && (strings.HasSuffix(text, "ly") || strings.HasSuffix(text, "ing") || strings.HasSuffix(text, "ed")):
		return false // an English adverb or verb, by its ending
	case text[0] >= '0' && text[0] <= '9':
		return false
	}
	letters := 0
	for _, r := range text {
		if unicode.IsDigit(r) || unicode.IsUpper(r) {
			letters++
		}
		letters++
	}
	return letters > 2 && strings.IndexFunc(text, unicode.IsLetter) >= 0
}

// take reports the words from start to end as a thing, where they are not too
// many and not empty.
func (p phrases) take(start, end int) bool {
	if end <= start || end-start > p.most || p.words[end-1].class&empty != 0 {
		return false
	}
	p.found(p.words[start].start, p.words[end-1].end)
	return true
}
