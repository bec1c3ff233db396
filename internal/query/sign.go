package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Some signs belong to the word they are written on: C++, C#, Canal+, Yahoo!,
// .NET, $AAPL, R&D, 100%, §218. In a query they are part of what is looked for;
// a query without them finds the word with and without. All other punctuation
// parts words and is not compared: coca-cola, McDonald's, 24/7, and a full stop
// that ends one.
const (
	leadingSigns  = "+#&@!$€£¥§"
	trailingSigns = "+#!$€£¥%"
	joiningSigns  = leadingSigns + "%"
	// spacedSigns may stand apart from their word: "R & D", "5 €", "100 %", "§ 218".
	spacedSigns = "&$€£¥§%"
)

// signText writes what stands between two words plainly: signs in their ASCII
// form, white space as ' ', and anything else as '|'.
func signText(gap string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '￡':
			r = '£'
		case r == '￥':
			r = '¥'
		case r == '♯':
			r = '#'
		}
		switch {
		case r == '.' || strings.ContainsRune(joiningSigns, r):
			return r
		case unicode.IsSpace(r):
			return ' '
		case foldOf(r).class == classDrop:
			return -1
		}
		return '|'
	}, gap)
}

// signsBefore returns the signs at the end of a gap, written by signText, that
// belong to the word behind it. A full stop is one where it stands alone: ".NET".
func signsBefore(gap string) string {
	trimmed := strings.TrimRight(gap, " ")
	run := trimmed[len(strings.TrimRight(trimmed, leadingSigns)):]
	switch {
	case run == "" && strings.HasSuffix(gap, ".") && !strings.HasSuffix(gap, ".."):
		return "."
	case run == "" || trimmed != gap && !endsWithAny(run, spacedSigns):
		return ""
	}
	return run
}

// signsAfter returns the signs at the beginning of a gap that belong to the word
// before it.
func signsAfter(gap string) string {
	trimmed := strings.TrimLeft(gap, " ")
	run := trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, trailingSigns))]
	if first, _ := utf8.DecodeRuneInString(run); trimmed != gap && !strings.ContainsRune(spacedSigns, first) {
		return ""
	}
	return run
}

// signsBetween returns the signs in a gap between two words of a phrase, with
// single spaces where white space is; "" where there are none.
func signsBetween(gap string) string {
	dot := strings.HasSuffix(gap, " .")
	gap = strings.Map(func(r rune) rune {
		if r == '.' || r == '|' {
			return -1
		}
		return r
	}, gap)
	if dot {
		gap += "."
	}
	if strings.Trim(gap, " ") == "" {
		return ""
	}
	for strings.Contains(gap, "  ") {
		gap = strings.ReplaceAll(gap, "  ", " ")
	}
	return gap
}

func endsWithAny(s, runes string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(runes, r)
}

// addSigns sets the signs of the words of a query; text is the query's, t what it
// was cut into, and at the tokens that the words begin with.
func (n Words) addSigns(text string, t tokens, at []int) {
	for i := range n {
		from := int32(0)
		if at[i] > 0 {
			from = t.list[at[i]-1].end
		}
		gap := signText(strings.TrimLeft(text[from:t.list[at[i]].start], "*?"))
		if i == 0 {
			n[i].Before = signsBefore(gap)
		} else {
			n[i].Before = signsBetween(gap)
		}
	}
	rest := text[t.list[len(t.list)-1].end:]
	if n[len(n)-1].Wild {
		rest = strings.TrimLeft(rest, "*?")
	}
	n[len(n)-1].After = signsAfter(signText(rest))
}

// signed reports whether a sign belongs to one of the words.
func (n Words) signed() bool {
	for _, w := range n {
		if w.Before != "" || w.After != "" {
			return true
		}
	}
	return false
}

// gap is what stands between the tokens i and j of d; before the first token is
// token -1, behind the last one token len(d.list).
func (d *Document) gap(i, j int) string {
	from, to := int32(0), int32(len(d.original))
	if i >= 0 {
		from = d.list[i].end
	}
	if j < len(d.list) {
		to = d.list[j].start
	}
	return d.original[from:to]
}

// begins reports whether the signs before the first word of a phrase stand before
// token i: "$" before AAPL. A sign behind another word is that word's: the "." in
// example.net, the "+" in a+b.
func (d *Document) begins(w Word, i int) bool {
	if w.Before == "" {
		return true
	}
	gap := signText(d.gap(i-1, i))
	if !strings.HasSuffix(signsBefore(gap), w.Before) {
		return false
	}
	direct := gap == w.Before && i > 0 && d.list[i-1].class == classLetter
	return !direct || endsWithAny(w.Before, spacedSigns)
}

// ends reports whether the signs behind the last word of a phrase stand behind
// token i: "++" behind C. One more of a sign makes another word (C+ and C++), but
// for exclamation marks, and so does a letter: the "+" of a+b is not that of "a+".
// A digit does not: C++17.
func (d *Document) ends(w Word, i int) bool {
	if w.After == "" {
		return true
	}
	gap := signText(d.gap(i, i+1))
	more, ok := strings.CutPrefix(signsAfter(gap), w.After)
	if !ok || more != "" && !strings.HasPrefix(more, "!") && strings.HasSuffix(w.After, more[:1]) {
		return false
	}
	if gap != w.After || i+1 == len(d.list) || d.list[i+1].class != classLetter {
		return true
	}
	letter, _ := utf8.DecodeRuneInString(d.text(i + 1))
	return unicode.IsDigit(letter)
}

// joins reports whether the signs before a word of a phrase stand between the
// tokens i and j, with white space or without.
func (d *Document) joins(w Word, i, j int) bool {
	if w.Before == "" {
		return true
	}
	found := signsBetween(signText(d.gap(i, j)))
	if !strings.Contains(w.Before, "!") {
		found = strings.ReplaceAll(found, "!", "")
	}
	return strings.ReplaceAll(found, " ", "") == strings.ReplaceAll(w.Before, " ", "")
}

// spanOf is the part of the text that an occurrence of w covers, with its signs.
func (d *Document) spanOf(w Words, s span) Span {
	out := Span{Start: int(d.list[s.first].start), End: int(d.list[s.last].end)}
	for _, sign := range reversed(w[0].Before) {
		gap := d.original[:out.Start]
		out.Start = strings.LastIndexFunc(gap, func(r rune) bool { return signText(string(r)) == string(sign) })
	}
	for _, sign := range w[len(w)-1].After {
		at := strings.IndexFunc(d.original[out.End:], func(r rune) bool { return signText(string(r)) == string(sign) })
		_, size := utf8.DecodeRuneInString(d.original[out.End+at:])
		out.End += at + size
	}
	return out
}

func reversed(s string) []rune {
	out := []rune(s)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
