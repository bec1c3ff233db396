package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// leaf reads a lexeme that is no operator.
func (p *parser) leaf(l lexeme) (Node, *SyntaxError) {
	if l.kind != lexField {
		l.text = strings.ReplaceAll(l.text, "＊", "*")
	}
	switch {
	case l.kind == lexField:
		return p.field(l)
	case l.kind == lexWord && (strings.HasPrefix(l.text, "#") || strings.HasPrefix(l.text, "＃")):
		name, wild, fault := p.mark(l, "#＃", isTagRune, "a hashtag holds letters, digits and _ only")
		if fault != nil {
			return nil, fault
		}
		return Tag{Name: Simplified(name), Wild: wild}, nil
	case l.kind == lexWord && (strings.HasPrefix(l.text, "@") || strings.HasPrefix(l.text, "＠")):
		name, wild, fault := p.mark(l, "@＠", isHandleRune, "a handle holds letters, digits, _, . and - only")
		if fault != nil {
			return nil, fault
		}
		return Handle{Name: name, Wild: wild}, nil
	default:
		return p.words(l)
	}
}

// mark reads a hashtag or a handle behind its sign.
func (p *parser) mark(l lexeme, signs string, accept func(rune) bool, hint string) (name string, wild bool, fault *SyntaxError) {
	raw := strings.TrimRight(strings.TrimLeft(l.text, signs+".-"), signs+".-")
	for _, r := range raw {
		if r != '*' && !accept(r) {
			return "", false, p.fault(l, fmt.Sprintf("%q cannot stand in %s", r, l.text), hint)
		}
	}
	name = collapseStars(foldMark(raw))
	if name == "" || len([]rune(name)) > maxMark {
		return "", false, p.fault(l, "there is no name behind "+string([]rune(l.text)[:1]), hint)
	}
	if wild = strings.Contains(name, "*"); wild && wildTooSoon(name) {
		return "", false, p.wildFault(l)
	}
	return name, wild, nil
}

// words reads a term or a phrase.
func (p *parser) words(l lexeme) (Node, *SyntaxError) {
	t := tokenize(l.text)
	var out Words
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
			out = append(out, Word{Text: t.text(i), Adjacent: tok.glued, symbol: tok.class == classSymbol})
			last++
		}
		if tok.class == classLetter && strings.HasPrefix(l.text[tok.end:], "*") && !p.joinsNext(l.text, t, i) {
			out[last].Text += "*"
			out[last].Wild = true
		}
	}
	if strings.HasPrefix(l.text, "*") && len(out) > 0 {
		return nil, p.wildFault(l)
	}
	for _, w := range out {
		if w.Wild && wildTooSoon(w.Text) {
			return nil, p.wildFault(l)
		}
	}
	switch {
	case len(out) == 0:
		return nil, p.fault(l, "there is no letter, digit or emoji to look for", `punctuation is not searched; put names in quotes: "north & wind"`)
	case len(out) > MaxPhraseWords:
		return nil, p.fault(l, fmt.Sprintf("a phrase of more than %d words", MaxPhraseWords), "shorten it")
	}
	return out, nil
}

// joinsNext tells whether only wildcards part word i from the word after it.
func (p *parser) joinsNext(text string, t tokens, i int) bool {
	return i+1 < len(t.list) && t.list[i+1].class == classLetter && isWildGap(text[t.list[i].end:t.list[i+1].start])
}

func isWildGap(s string) bool { return s != "" && strings.Trim(s, "*?") == "" }

// collapseStars writes a run of wildcards that holds a star as one star: the
// '?' beside a star would only say that something is there.
func collapseStars(s string) string {
	for strings.Contains(s, "**") || strings.Contains(s, "*?") || strings.Contains(s, "?*") {
		s = strings.NewReplacer("**", "*", "*?", "*", "?*", "*").Replace(s)
	}
	return s
}

// wildTooSoon tells whether fewer than two letters stand before the first wildcard.
func wildTooSoon(pattern string) bool {
	return utf8.RuneCountInString(pattern[:strings.IndexAny(pattern, "*?")]) < 2
}

func (p *parser) wildFault(l lexeme) *SyntaxError {
	return p.fault(l, "a wildcard needs at least two letters before it", "write coff* or organi?e")
}

// field reads name:value.
func (p *parser) field(l lexeme) (Node, *SyntaxError) {
	name := FieldName(strings.ToLower(l.field))
	value := foldValue(l.text)
	if !slices.Contains(fieldNames, name) {
		return nil, p.fault(l, fmt.Sprintf("there is no field %q", l.field),
			fmt.Sprintf("there are lang:, platform:, author:, site:, has: and sentiment:; put it in quotes to search for the words: %q", l.field+" "+l.text))
	}
	if value == "" {
		hint := "write the value right behind the colon: lang:en"
		if p.peek().kind == lexOpen {
			hint = "write (lang:en OR lang:de)"
		}
		return nil, p.fault(l, fmt.Sprintf("%s: needs a value", name), hint)
	}
	f := Field{Name: name, Value: value}
	if name == FieldAuthor {
		f.Value = strings.TrimLeft(value, "@")
		f.Wild = strings.Contains(f.Value, "*")
		if f.Wild && wildTooSoon(f.Value) {
			return nil, p.wildFault(l)
		}
		if foldMark(f.Value) == "" {
			return nil, p.fault(l, "there is no name in the author", "write author:ana")
		}
		return f, nil
	}
	if strings.ContainsAny(value, "*?") {
		return nil, p.fault(l, fmt.Sprintf("%s: knows no wildcards", name), "only words, hashtags, handles and author: do")
	}
	fixed, hint := checkField(name, value)
	if hint != "" {
		return nil, p.fault(l, fmt.Sprintf("%q is no value of %s:", l.text, name), hint)
	}
	f.Value = fixed
	return f, nil
}

var fieldNames = []FieldName{FieldLang, FieldPlatform, FieldAuthor, FieldSite, FieldHas, FieldSentiment}

// checkField returns the value as it is compared, or a hint where it cannot be one.
func checkField(name FieldName, value string) (fixed, hint string) {
	oneOf := func(allowed ...string) (string, string) {
		if slices.Contains(allowed, value) {
			return value, ""
		}
		return "", "write one of: " + strings.Join(allowed, ", ")
	}
	switch name {
	case FieldLang:
		primary := PrimaryLanguage(value)
		if primary == "" {
			return "", "write an ISO 639-1 code such as lang:en, or lang:und"
		}
		if len(primary) == 2 && !isLanguage(primary) {
			if meant := slips[primary]; meant != "" {
				return "", "there is no language " + primary + "; write lang:" + meant
			}
			return "", "there is no language " + primary + " in ISO 639-1; write a code such as lang:en, or lang:und"
		}
		return primary, ""
	case FieldSite:
		host := hostOf(value)
		if host == "" || strings.ContainsAny(host, " ") {
			return "", "write a domain: site:example.com"
		}
		return host, ""
	case FieldHas:
		return oneOf("image", "link")
	case FieldSentiment:
		return oneOf("negative", "neutral", "positive", unknownSentiment)
	default:
		return value, ""
	}
}

// PrimaryLanguage is the primary language subtag of a BCP 47 tag ("pt-BR" gives
// "pt"), in lower case; "" where tag is not one.
func PrimaryLanguage(tag string) string {
	primary, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	if len(primary) < 2 || len(primary) > 3 || strings.Trim(primary, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return primary
}

// foldValue folds the value of a field: its spaces become single ones and
// quotation marks are left out.
func foldValue(s string) string {
	folded := foldMark(strings.Join(strings.Fields(s), " "))
	return strings.Map(func(r rune) rune {
		if closing[r] != "" || r == '’' {
			return -1
		}
		return r
	}, folded)
}

// hostOf is the host name in a URL, or a bare domain, in lower case without
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
