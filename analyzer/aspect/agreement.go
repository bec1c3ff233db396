package aspect

import (
	"strings"
	"unicode/utf8"
)

// mayPrecede reports whether the adjective at i may describe the noun behind it.
func (p *patternMatcher) mayPrecede(i int) bool {
	switch {
	case !p.before || i+1 >= len(p.words) || p.isWish(i) || p.isDesired(i):
		return false
	case p.language == "de":
		return p.isInflected(i)
	case !p.after:
		return true
	default:
		return p.words[i].class&prenominal != 0 && !p.isPredicate(i) && p.agree(i, i+1)
	}
}

// maxPredicate is how far before a predicate its copula may be, in words.
const maxPredicate = 3

// isPredicate reports an adjective of a Romance language behind a copula or a word of
// degree: what follows it is not what it describes ("è perfetto biondo", "è tutto
// perfetto").
func (p *patternMatcher) isPredicate(i int) bool {
	w := p.words[i]
	if i > 0 && !w.afterBreak && strings.EqualFold(p.text[w.start:w.end], "super") && p.words[i-1].class&article == 0 {
		return true // "un reportage super intéressant"
	}
	for j := i; j > 0 && i-j < maxPredicate && !p.words[j].afterBreak; j-- {
		switch before := p.words[j-1].class; {
		case before&article != 0:
			return false
		case before&copula != 0, before&degreeWord != 0 && j == i:
			return true
		}
	}
	// "rostinho bonito envelhece": it describes the noun before it
	return i > 0 && !w.afterBreak && p.words[i-1].class == 0 && p.mayBeNoun(i-1) && p.agree(i, i-1)
}

// maxDesired is how far before an adjective a word of desire may be, in words.
const maxDesired = 5

// isDesired reports an adjective whose thing is wanted, not judged: "I need a good
// lawyer".
func (p *patternMatcher) isDesired(i int) bool {
	for j := i; j > 0 && i-j < maxDesired && !p.words[j].afterBreak; j-- {
		if p.words[j-1].class&desire != 0 || p.isInfinitive(j-1) {
			return true
		}
	}
	return false
}

// isInfinitive reports an English infinitive at i: "to build a great reputation".
func (p *patternMatcher) isInfinitive(i int) bool {
	w := p.words[i]
	return p.language == "en" && strings.EqualFold(p.text[w.start:w.end], "to") && !p.words[i+1].afterBreak && p.words[i+1].class&(article|opinion) == 0
}

// isPartOfName reports an adjective with a capital in a name: "the Hot Dog menu".
func (p *patternMatcher) isPartOfName(i int) bool {
	w := p.words[i]
	if !w.capitalised || w.afterBreak || p.capitalised || i+1 >= len(p.words) || strings.ToUpper(p.text[w.start:w.end]) == p.text[w.start:w.end] {
		return false
	}
	return p.words[i+1].capitalised && !p.words[i+1].afterBreak
}

// isLiking reports whether a liking verb at i is one: "I like", not "looks like", and
// not a wish, "would love".
func (p *patternMatcher) isLiking(i int) bool {
	if p.language != "en" {
		return true
	}
	if i > 0 && !p.words[i].afterBreak && p.words[i-1].class&desire != 0 {
		return false
	}
	w := p.words[i]
	if text := p.text[w.start:w.end]; !strings.EqualFold(text, "like") {
		return true
	}
	if i == 0 || w.afterBreak {
		return false
	}
	b := p.words[i-1]
	return beforeLike[strings.ToLower(p.text[b.start:b.end])]
}

var beforeLike = setOf("i we you they don't dont didn't didnt do did really also still never always to not absolutely actually")

// isInflected reports whether a German adjective may describe the noun behind it: it
// has an ending, or is one of the few that never have one. "Gemütlich Frühstück" is
// said of how it is had.
func (p *patternMatcher) isInflected(i int) bool {
	w := p.words[i]
	text := strings.ToLower(p.text[w.start:w.end])
	for _, ending := range [...]string{"e", "er", "es", "en", "em"} {
		if strings.HasSuffix(text, ending) {
			return true
		}
	}
	return indeclinable[text]
}

var indeclinable = setOf("super klasse prima top mega spitze schrott")

// wishing are the adjectives of wishes, which have no article: "bonne lecture",
// "schönen Abend". Those who judge say "une bonne lecture", or more.
var wishing = setOf("bon bonne bons bonnes buon buona buone buen buena buenas bom boa boas guten schönen happy merry")

var conjoining = setOf("and und y et e")

// isWish reports the adjective of a wish at i.
func (p *patternMatcher) isWish(i int) bool {
	w := p.words[i]
	if i > 0 && !w.afterBreak && !conjoining[strings.ToLower(p.text[p.words[i-1].start:p.words[i-1].end])] || !wishing[strings.ToLower(p.text[w.start:w.end])] {
		return false
	}
	return !p.isListed(i + 1)
}

// isListed reports whether the word at i is a listed term.
func (p *patternMatcher) isListed(i int) bool {
	return i >= 0 && p.listed[strings.ToLower(p.text[p.words[i].start:p.words[i].end])]
}

// agree reports whether an adjective and a noun, at two places, may belong together:
// in Romance languages both are of one number and of one gender, as far as their
// endings tell.
func (p *patternMatcher) agree(adjective, noun int) bool {
	if p.most != 1 || !p.after {
		return true
	}
	a, n := strings.ToLower(p.text[p.words[adjective].start:p.words[adjective].end]), strings.ToLower(p.text[p.words[noun].start:p.words[noun].end])
	plural := func(s string) bool {
		return strings.HasSuffix(s, "s") || strings.HasSuffix(s, "x") || strings.HasSuffix(s, "z")
	}
	switch p.language {
	case "fr":
		return !plural(a) || plural(n) || a == "mauvais" || a == "gros" || a == "frais"
	case "it":
		last, of := a[len(a)-1], n[len(n)-1]
		return !(last == 'a' && (of == 'o' || of == 'i') || last == 'o' && of == 'e' && strings.HasSuffix(n, "zione") || last == 'i' && of == 'o' || last == 'e' && of == 'o' && strings.HasSuffix(a, "lle"))
	case "es", "pt":
		if plural(a) != plural(n) && utf8.RuneCountInString(n) > 2 && n != "mes" && n != "gas" && n != "bus" && !strings.HasSuffix(n, "is") && !strings.HasSuffix(n, "us") {
			return false
		}
		a, n = strings.TrimSuffix(a, "s"), strings.TrimSuffix(n, "s")
		switch {
		case n == "mano" || n == "foto" || n == "moto" || n == "radio" || n == "app":
			return true
		case strings.HasSuffix(a, "a") && strings.HasSuffix(n, "o"):
			return strings.HasSuffix(n, "ão")
		case strings.HasSuffix(a, "o") || a == "buen" || a == "mal" || a == "bom" || a == "mau":
			return !strings.HasSuffix(n, "a") || strings.HasSuffix(n, "ma") || strings.HasSuffix(n, "ta") || n == "día" || n == "dia"
		}
	}
	return true
}
