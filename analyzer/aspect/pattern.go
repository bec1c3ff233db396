package aspect

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/social"
)

// maxWords is the number of words of a text that are searched.
const maxWords = 400

// token is a word of a text with its roles.
type token struct {
	span
	class class
	// afterBreak: punctuation or a line break precedes it.
	afterBreak bool
	// capitalised: it begins with a capital letter.
	capitalised bool
}

// tokens tokenizes a text without names, which words before and behind do not go
// together across, and looks up the roles of its words.
func (g grammar) tokens(text string, names []social.TextSpan) []token {
	out := make([]token, 0, 32)
	afterBreak := true
	for i := 0; i < len(text) && len(out) < maxWords; {
		for len(names) > 0 && names[0].End <= i {
			names = names[1:]
		}
		until := len(text)
		if len(names) > 0 {
			if until = names[0].Start; until <= i {
				i, afterBreak = names[0].End, true
				i += genitiveLength(text[i:])
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '@' || r == '#':
			i += size
			i += wordLength(text[i:])
			afterBreak = true
			continue
		case unicode.IsSpace(r):
			i += size
			afterBreak = afterBreak || r == '\n'
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			i += size
			afterBreak = true
			continue
		}
		n := wordLength(text[i:until])
		if g.elides {
			n = elidedLength(text[i : i+n])
		}
		w := token{span: span{i, i + n}, afterBreak: afterBreak, capitalised: unicode.IsUpper(r)}
		w.class = g.words[strings.ToLower(text[i:i+n])]
		out = append(out, w)
		i += n
		if r, size := utf8.DecodeRuneInString(text[i:]); g.elides && (r == '\'' || r == '’') {
			i += size
		}
		afterBreak = false
	}
	return out
}

// elidedLength is the length of what is before an apostrophe in a word, which is an
// article or a preposition if it is short: "l'équipe". A longer word is returned
// whole.
func elidedLength(word string) int {
	if i := strings.IndexAny(word, "'’"); i > 0 && i <= len("dell") {
		return i
	}
	return len(word)
}

// genitiveLength is the length of an ending behind an apostrophe that s, the text
// behind a name, begins with: "'s".
func genitiveLength(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); (r == '\'' || r == '’') && unicode.IsLetter(next) {
		return size + wordLength(s[size:])
	}
	return 0
}

// wordLength is the length of the word that s begins with, including hyphens and
// apostrophes inside it.
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

// nouns finds the nouns that a text judges, by syntactic patterns: "the hinge is
// flimsy", "flimsy hinge", "love the hinge", "disappointed with the hinge", "una
// bisagra frágil". It returns where the words of opinion are.
func (g grammar) nouns(text string, names []social.TextSpan, found func(at, end int)) (opinions []int, judges bool) {
	p := patternMatcher{grammar: g, text: text, words: g.tokens(text, names), found: found}
	for i, w := range p.words {
		if w.class&^(thing|noun) == 0 {
			continue
		}
		if w.class&likingVerb != 0 && !p.isLiking(i) || w.class&opinion != 0 && p.isPartOfName(i) {
			continue
		}
		found := false // whether the thing that this word is about was found
		switch {
		case w.class&copula != 0 && p.opinionAfter(i):
			p.nounBefore(i)
		case w.class&copula != 0 && p.isListed(i-1) && !w.afterBreak:
			opinions = append(opinions, w.start) // "la bière était tiède": of a word not listed
		case w.class&likingVerb != 0 && p.nounAfter(p.skipArticles(i+1)):
			found = true
		case w.class&opinion != 0:
			found = p.mayPrecede(i) && p.thingAfter(i+1)
			if !found && g.shape.after && !w.afterBreak {
				p.nounBeforeAdjective(i)
			}
		}
		if w.class&(opinion|likingVerb|verdict|feeling) != 0 && !found && !p.isDesired(i) {
			opinions = append(opinions, w.start)
		}
		if w.class&feeling != 0 {
			p.prepositionalObject(i + 1)
		}
	}
	if p.judges {
		for _, s := range p.doubtful {
			p.report(s.start, s.end)
		}
	}
	return opinions, p.judges
}

// patternMatcher finds the nouns before and after a word.
type patternMatcher struct {
	grammar
	text  string
	words []token
	found func(at, end int)
	// judges reports that a thing that people judge was found, doubtful are words that
	// are things only in a text that judges others.
	judges   bool
	doubtful []span
}
