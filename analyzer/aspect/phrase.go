package aspect

import (
	"strings"
	"unicode"

	"earshot/analyzer/vocabulary"
)

// maxDegreeWords is the most words between a copula and an opinion ("was not really
// that good").
const maxDegreeWords = 4

// opinionAfter reports whether an opinion word follows the copula at i.
func (p *patternMatcher) opinionAfter(i int) bool {
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

// prepositionalObject reports the noun that depends on a word of feeling through a
// preposition: "disappointed with the hinge". Behind other words of opinion it says
// for what or where something is good: "too expensive for the shots".
func (p *patternMatcher) prepositionalObject(i int) {
	if i+1 < len(p.words) && p.words[i].class&preposition != 0 && !p.words[i].afterBreak {
		if j := p.skipArticles(i + 1); j > i+1 {
			p.nounAfter(j)
		}
	}
}

// skipArticles is the index after the articles at i; -1 where there is none.
func (p *patternMatcher) skipArticles(i int) int {
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
func (p *patternMatcher) nounAfter(i int) bool {
	if i < 0 {
		return false
	}
	end := i
	for end < len(p.words) && p.mayBeNoun(end) && !p.words[end].afterBreak {
		end++
	}
	return p.report(i, end)
}

// thingAfter reports the thing that people judge whose name begins at i; it returns
// whether there is one.
func (p *patternMatcher) thingAfter(i int) bool {
	end := i
	for end < len(p.words) && p.mayBeNoun(end) && !p.words[end].afterBreak {
		end++
	}
	if end > i && !p.isThing(end-1) {
		p.doubtful = append(p.doubtful, span{i, end})
		return false
	}
	return p.report(i, end)
}

// isThing reports whether the word at i names a thing that people judge, in German
// perhaps with words before it: "Internetverbindung".
func (p *patternMatcher) isThing(i int) bool {
	w := p.words[i]
	lower := strings.ToLower(p.text[w.start:w.end])
	if w.class&(thing|noun) != 0 || p.listed[lower] {
		return true
	}
	if p.language != "de" {
		return false
	}
	for j := range lower {
		if j >= minPart && len(lower)-j >= minPart && p.grammar.words[lower[j:]]&thing != 0 {
			return true
		}
	}
	return false
}

// minPart is the least length of a part of a German compound, in bytes.
const minPart = 3

// nounBeforeAdjective reports the noun before the adjective at i, if it has an
// article, or the suffix of a judged noun.
func (p *patternMatcher) nounBeforeAdjective(i int) {
	adjective := i
	for i > 0 && p.words[i-1].class&degreeWord != 0 && p.words[i-1].class&article == 0 && !p.words[i].afterBreak {
		i--
	}
	if i < 1 || p.words[i].afterBreak || !p.mayBeNoun(i-1) {
		return
	}
	if p.ending != "" || p.isThing(i-1) && i > 1 && p.words[i-2].class&article != 0 && !p.words[i-1].afterBreak && p.agree(adjective, i-1) {
		p.report(i-1, i)
	}
}

// nounBefore reports the noun that ends before i, or its head where it depends
// on another noun through a preposition ("the staff at the desk").
func (p *patternMatcher) nounBefore(i int) {
	start := i
	for start > 0 && p.mayBeNoun(start-1) && !p.words[start].afterBreak {
		start--
	}
	if start == i || p.words[start].afterBreak || start == 0 {
		if !p.after { // a Romance subject has an article: "niña es guapa" calls somebody
			p.report(start, i)
		}
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
		if p.report(head, at) || head < at {
			return
		}
	}
	if c := p.words[start-1].class; c != 0 && c&copula == 0 && (!p.after || c&article != 0 || c&preposition == 0) {
		p.report(start, i)
	}
}

// mayBeNoun reports whether the word at i may be part of a thing's name.
func (p *patternMatcher) mayBeNoun(i int) bool {
	w := p.words[i]
	text := p.text[w.start:w.end]
	switch {
	case w.class&noun != 0:
		return true
	case w.class&^(generic|thing) != 0, p.capitalised && !w.capitalised, !strings.HasSuffix(text, p.ending), strings.ContainsAny(text, "'’_"):
		return false
	case p.most == maxTermWords && len(text) > 4 && (strings.HasSuffix(text, "ED") || strings.HasSuffix(text, "ly") || strings.HasSuffix(text, "ing") || strings.HasSuffix(text, "ed")):
		return false // an English adverb or verb, by its ending
	case text[0] >= '0' && text[0] <= '9', p.isVerbal(i), w.class&thing == 0 && p.most != maxTermWords && p.vocabulary.Class(strings.ToLower(text)) == vocabulary.Closed:
		return false
	}
	letters := 0
	for _, r := range text {
		if unicode.IsDigit(r) || unicode.IsUpper(r) {
			letters++
		}
		letters++
	}
	return letters > 2 && strings.IndexFunc(text, unicode.IsLetter) >= 0 && !vocabulary.IsDrawnOut(text)
}

// report reports the words from start to end as a thing, unless they are too many,
// generic or a name.
func (p *patternMatcher) report(start, end int) bool {
	if start < end && p.words[start].class&generic != 0 {
		return false
	}
	start = p.withoutName(start, end)
	if end <= start || end-start > p.most || p.words[end-1].class&generic != 0 {
		return false
	}
	p.judges = p.judges || p.isThing(end-1)
	p.found(p.words[start].start, p.words[end-1].end)
	return true
}
