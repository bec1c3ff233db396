package aspect

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/vocabulary"
	"earshot/internal/social"
)

const (
	// maxWords is the number of words of a text that are searched.
	maxWords = 400
	// maxDegreeWords is the most words between a copula and an opinion ("was not
	// really that good").
	maxDegreeWords = 4
)

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
func (g grammar) nouns(text string, names []social.TextSpan, found func(at, end int)) (opinions []int) {
	p := patternMatcher{grammar: g, text: text, words: g.tokens(text, names), found: found}
	for i, w := range p.words {
		if w.class&(opinion|likingVerb) != 0 {
			opinions = append(opinions, w.start)
		}
		switch {
		case w.class&copula != 0 && p.opinionAfter(i):
			p.nounBefore(i)
		case w.class&likingVerb != 0 && p.nounAfter(p.skipArticles(i+1)):
		case w.class&opinion != 0:
			if !(g.shape.before && !p.isPredicate(i) && p.nounAfter(i+1)) && g.shape.after && !w.afterBreak {
				p.nounBeforeAdjective(i)
			}
			p.prepositionalObject(i + 1)
		}
	}
	return opinions
}

// patternMatcher finds the nouns before and after a word.
type patternMatcher struct {
	grammar
	text  string
	words []token
	found func(at, end int)
}

// opinionAfter reports whether an opinion word follows the copula at i.
func (p patternMatcher) opinionAfter(i int) bool {
	for j := i + 1; j < len(p.words) && j <= i+1+maxDegreeWords && !p.words[j].afterBreak; j++ {
		switch c := p.words[j].class; {
		case c&opinion != 0:
			return true
		case c&(degreeWord|copula) == 0:
			return false
		}
	}
	return false
}

// prepositionalObject reports the noun that depends on an opinion word through a
// preposition.
func (p patternMatcher) prepositionalObject(i int) {
	if i+1 < len(p.words) && p.words[i].class&preposition != 0 && !p.words[i].afterBreak {
		if j := p.skipArticles(i + 1); j > i+1 {
			p.nounAfter(j)
		}
	}
}

// skipArticles is the index after the articles at i; -1 where there is none.
func (p patternMatcher) skipArticles(i int) int {
	j := i
	for j < len(p.words) && !p.words[j].afterBreak && p.words[j].class&(article|opinion) != 0 {
		j++
	}
	if j == i || p.words[i].class&article == 0 {
		return -1
	}
	return j
}

// nounAfter reports the noun that begins at i; it returns whether there is one.
func (p patternMatcher) nounAfter(i int) bool {
	if i < 0 {
		return false
	}
	end := i
	for end < len(p.words) && p.mayBeNoun(end) && !p.words[end].afterBreak {
		end++
	}
	return p.report(i, end)
}

// nounBeforeAdjective reports the noun before the adjective at i, if it has an
// article, or the suffix of a judged noun.
func (p patternMatcher) nounBeforeAdjective(i int) {
	for i > 0 && p.words[i-1].class&degreeWord != 0 && p.words[i-1].class&article == 0 && !p.words[i].afterBreak {
		i--
	}
	if i < 1 || p.words[i].afterBreak || !p.mayBeNoun(i-1) {
		return
	}
	if p.ending != "" || i > 1 && p.words[i-2].class&article != 0 && !p.words[i-1].afterBreak {
		p.report(i-1, i)
	}
}

// nounBefore reports the noun that ends before i, or its head where it depends
// on another noun through a preposition ("the staff at the desk").
func (p patternMatcher) nounBefore(i int) {
	start := i
	for start > 0 && p.mayBeNoun(start-1) && !p.words[start].afterBreak {
		start--
	}
	if start == i || p.words[start].afterBreak || start == 0 {
		p.report(start, i)
		return
	}
	at := start - 1
	for at > 0 && p.words[at].class&article != 0 && !p.words[at].afterBreak {
		at--
	}
	if at > 0 && p.words[at].class&preposition != 0 && !p.words[at].afterBreak {
		head := at
		for head > 0 && p.mayBeNoun(head-1) && !p.words[head].afterBreak {
			head--
		}
		if p.report(head, at) {
			return
		}
	}
	if p.words[start-1].class != 0 {
		p.report(start, i)
	}
}

// mayBeNoun reports whether the word at i may be part of a thing's name.
func (p patternMatcher) mayBeNoun(i int) bool {
	w := p.words[i]
	text := p.text[w.start:w.end]
	switch {
	case w.class&noun != 0:
		return true
	case w.class&^generic != 0, p.capitalised && !w.capitalised, !strings.HasSuffix(text, p.ending), strings.ContainsAny(text, "'’_"):
		return false
	case p.most == maxTermWords && len(text) > 4 && (strings.HasSuffix(text, "ly") || strings.HasSuffix(text, "ing") || strings.HasSuffix(text, "ed")):
		return false // an English adverb or verb, by its ending
	case text[0] >= '0' && text[0] <= '9', p.isVerbal(i), p.most != maxTermWords && p.vocabulary.Class(strings.ToLower(text)) == vocabulary.Closed:
		return false
	}
	letters := 0
	for _, r := range text {
		if unicode.IsDigit(r) || unicode.IsUpper(r) {
			letters++
		}
		letters++
	}
	return letters > 2 && strings.IndexFunc(text, unicode.IsLetter) >= 0 && !isDrawnOut(text)
}

// report reports the words from start to end as a thing, unless they are too many,
// generic or a name.
func (p patternMatcher) report(start, end int) bool {
	start = p.withoutName(start, end)
	if end <= start || end-start > p.most || p.words[end-1].class&generic != 0 {
		return false
	}
	p.found(p.words[start].start, p.words[end-1].end)
	return true
}
