package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// term parses an operand: a word, phrase, hashtag, handle or field.
func (p *parser) term(l lexeme) (Node, *SyntaxError) {
	if l.kind != lexField {
		l.text = strings.ReplaceAll(l.text, "＊", "*")
	}
	switch {
	case l.kind == lexField:
		return p.field(l)
	case l.kind == lexWord && (strings.HasPrefix(l.text, "#") || strings.HasPrefix(l.text, "＃")):
		name, wild, fault := p.name(l, "#＃", isTagRune, "a hashtag holds letters, digits and _ only")
		if fault != nil {
			return nil, fault
		}
		return Tag{Name: plainName(name), Wild: wild}, nil
	case l.kind == lexWord && (strings.HasPrefix(l.text, "@") || strings.HasPrefix(l.text, "＠")):
		name, wild, fault := p.name(l, "@＠", isHandleRune, "a handle holds letters, digits, _, . and - only")
		if fault != nil {
			return nil, fault
		}
		return Handle{Name: name, Wild: wild}, nil
	default:
		return p.words(l)
	}
}

// name parses a hashtag or handle after its sign.
func (p *parser) name(l lexeme, signs string, accept func(rune) bool, hint string) (name string, wild bool, fault *SyntaxError) {
	raw := strings.TrimRight(strings.TrimLeft(l.text, signs+".-"), signs+".-")
	for _, r := range raw {
		if r != '*' && !accept(r) {
			return "", false, p.fault(l, fmt.Sprintf("%q cannot stand in %s", r, l.text), hint)
		}
	}
	name = collapseStars(foldName(raw))
	if name == "" || len([]rune(name)) > maxNameRunes {
		return "", false, p.fault(l, "there is no name behind "+string([]rune(l.text)[:1]), hint)
	}
	if wild = strings.Contains(name, "*"); wild && prefixTooShort(name) {
		return "", false, p.wildcardFault(l)
	}
	return name, wild, nil
}

// words parses a word or phrase.
func (p *parser) words(l lexeme) (Node, *SyntaxError) {
	t := tokenize(l.text)
	var out Words
	var at []int // the first token of each word
	for i, tok := range t.list {
		gap := ""
		if i > 0 {
			gap = l.text[t.list[i-1].end:tok.start]
		}
		last := len(out) - 1
		joined := i > 0 && tok.class == classLetter && t.list[i-1].class == classLetter && isWildGap(gap)
		if joined {
			out[last].Text += collapseStars(gap) + t.text(i)
			out[last].Wild = true
		} else {
			out = append(out, Word{Text: t.text(i), Adjacent: tok.adjacent, symbol: tok.class == classSymbol})
			at = append(at, i)
			last++
		}
		if tok.class == classLetter && strings.HasPrefix(l.text[tok.end:], "*") && !p.joinsNext(l.text, t, i) {
			out[last].Text += "*"
			out[last].Wild = true
		}
	}
	switch {
	case strings.HasPrefix(l.text, "*"):
		return nil, p.wildcardFault(l)
	case l.kind == lexPhrase && strings.Contains(" "+l.text+" ", " * "):
		return nil, p.fault(l, "a star stands for the rest of a word, not for words", "write north NEAR/3 wind for words with others between them")
	case hasLooseStar(l.text):
		return nil, p.fault(l, "a star stands for the rest of a word, behind its letters", "write canal* for words that begin so, or canal+ for the word with its sign")
	}
	for _, w := range out {
		if w.Wild && prefixTooShort(w.Text) {
			return nil, p.wildcardFault(l)
		}
	}
	switch {
	case len(out) == 0:
		return nil, p.fault(l, "there is no letter, digit or emoji to look for", `a sign is searched with its word only; put names in quotes: "AT & T"`)
	case len(out) > MaxPhraseWords:
		return nil, p.fault(l, fmt.Sprintf("a phrase of more than %d words", MaxPhraseWords), "shorten it")
	}
	out.addSigns(l.text, t, at)
	if l.within > 0 {
		return p.slop(l, out)
	}
	return out, nil
}

// hasLooseStar reports whether a star stands behind something else than a word.
func hasLooseStar(text string) bool {
	behindWord := false
	for _, r := range text {
		switch class := foldOf(r).class; {
		case r == '*' && !behindWord:
			return true
		case r == '*' || r == '?' || class == classDrop:
		default:
			behindWord = class != classGap
		}
	}
	return false
}

// joinsNext reports whether only wildcards separate word i from the next word.
func (p *parser) joinsNext(text string, t tokens, i int) bool {
	return i+1 < len(t.list) && t.list[i+1].class == classLetter && isWildGap(text[t.list[i].end:t.list[i+1].start])
}

func isWildGap(s string) bool { return s != "" && strings.Trim(s, "*?") == "" }

// collapseStars replaces a run of wildcards that contains a star by one star: a
// '?' beside a star would only require one more character.
func collapseStars(s string) string {
	for strings.Contains(s, "**") || strings.Contains(s, "*?") || strings.Contains(s, "?*") {
		s = strings.NewReplacer("**", "*", "*?", "*", "?*", "*").Replace(s)
	}
	return s
}

// prefixTooShort reports whether fewer than two letters precede the first
// wildcard.
func prefixTooShort(pattern string) bool {
	return utf8.RuneCountInString(pattern[:strings.IndexAny(pattern, "*?")]) < 2
}

func (p *parser) wildcardFault(l lexeme) *SyntaxError {
	return p.fault(l, "a wildcard needs at least two letters before it", "write coff* or organi?e")
}

// foldValue folds the value of a field: white space becomes single spaces, and
// quotation marks are removed.
func foldValue(s string) string {
	folded := oneLetter(foldName(strings.Join(strings.Fields(s), " ")))
	return strings.Map(func(r rune) rune {
		if closingQuotes[r] != "" || r == '’' {
			return -1
		}
		return r
	}, folded)
}

// hostOf returns the host name in a URL, or a bare domain, in lower case without
// "www." and port; "" where there is none.
func hostOf(url string) string {
	if _, rest, ok := strings.Cut(url, "://"); ok {
		url = rest
	}
	if i := strings.IndexAny(url, "/?#"); i >= 0 {
		url = url[:i]
	}
	if i := strings.LastIndexByte(url, '@'); i >= 0 {
		url = url[i+1:]
	}
	if i := strings.LastIndexByte(url, ':'); i >= 0 && !strings.Contains(url, "]") {
		url = url[:i]
	}
	return strings.TrimPrefix(strings.ToLower(strings.Trim(url, ". ")), "www.")
}
