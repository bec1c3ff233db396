package query

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What other tools write in their queries is understood where its meaning is
// certain, with a notice, and is an error with a hint where it is not: Lucene and
// Elasticsearch ("a b"~5, a~, a^2, /a/, &&, +a), Google (|, AROUND(5)), and the
// suites for social listening (near/5, NEAR/5f, ONEAR/5, W/5, PRE/5, {Case}).

// commas separate the terms of a list, which is no operator.
const commas = ",;，；、"

// brace reports whether r is a brace, which some tools write around a word whose
// case counts.
func (x *lexer) brace(r rune, i int) bool {
	if r == '{' || r == '}' {
		x.note(i, 1, "braces are left out: upper and lower case make no difference")
		return true
	}
	return false
}

// bar is the lexeme of one or two vertical bars at i.
func (x *lexer) bar(i int) lexeme {
	end := i
	for end < len(x.expr) {
		r, size := utf8.DecodeRuneInString(x.expr[end:])
		if r != '|' && r != '｜' {
			break
		}
		end += size
	}
	return x.operator(i, end, "OR")
}

// operator is an operator in another spelling.
func (x *lexer) operator(start, end int, meant string) lexeme {
	x.note(start, end-start, "%s is read as %s", x.expr[start:end], meant)
	return lexeme{kind: lexWord, text: meant, start: start, end: end, at: start}
}

// slop reads the distance behind a phrase.
func (x *lexer) slop(l *lexeme) *SyntaxError {
	rest := x.expr[l.end:]
	if rest == "" || rest[0] != '~' && rest[0] != '^' {
		return nil
	}
	end := 1
	for end < len(rest) && (rest[end] >= '0' && rest[end] <= '9' || rest[end] == '.') {
		end++
	}
	whole := lexeme{start: l.start, end: l.end + end}
	if rest[0] == '^' {
		return x.fault(whole, "terms have no weight", "leave out "+rest[:end])
	}
	n, err := strconv.Atoi(rest[1:end])
	if err != nil || n < 1 || n > MaxNear {
		return x.fault(whole, fmt.Sprintf("%q is no distance", rest[1:end]), fmt.Sprintf("write the most words apart, 1 to %d: coffee NEAR/5 northwind", MaxNear))
	}
	l.within, l.end = n, whole.end
	return nil
}

func (x *lexer) fault(l lexeme, message, hint string) *SyntaxError {
	return faultAt(x.expr, l.start, l.end-l.start, message, hint)
}

// foreign is the fault of what begins at i, where it is of a syntax that has no
// meaning here.
func (x *lexer) foreign(i int) *SyntaxError {
	rest := x.expr[i:]
	at := func(length int) lexeme { return lexeme{start: i, end: i + length} }
	switch {
	case rest[0] == '[' || rest[0] == ']':
		return x.fault(at(1), "square brackets mean nothing here", `group with ( and ), and put a name in quotes: "[brew]"`)
	case rest[0] == '!' && (beginsTerm(rest[1:]) || strings.HasPrefix(rest, "!(")):
		return x.fault(at(1), "an exclamation mark does not leave out", `write NOT coffee; put it in quotes to look for the sign: "!coffee"`)
	case rest[0] == '~':
		return x.fault(at(wordEnd(rest)), "~ joins nothing here", "write coffee NEAR/5 northwind for words that are at most 5 apart")
	case rest[0] == '^':
		return x.fault(at(wordEnd(rest)), "terms have no weight", "leave out "+rest[:wordEnd(rest)])
	case rest[0] == '/':
		if end := strings.IndexByte(rest[1:], '/'); end > 0 && strings.ContainsAny(rest[1:1+end], `\[](){}|^$+*.`) {
			return x.fault(at(end+2), "regular expressions are not understood", "write coff* or organi?e, and alternatives with OR")
		}
	}
	return nil
}

// wordEnd is where white space or a parenthesis ends the bare word that s begins
// with.
func wordEnd(s string) int {
	for i := range s {
		if endsWord(s[i:]) {
			return i
		}
	}
	return len(s)
}

// word finishes a bare word: the commas behind it, operators as others write
// them, and what looks like one.
func (x *lexer) word(l lexeme) (lexeme, *SyntaxError) {
	if trimmed := strings.TrimRight(l.text, commas); trimmed != l.text {
		x.note(l.start+len(trimmed), 1, "commas make no difference: everything they part is wanted; for any of it, write coffee OR tea")
		if l.text = trimmed; trimmed == "" {
			l.kind = lexComma
			return l, nil
		}
	}
	x.singleQuotes(l)
	l.text = x.unescaped(l.text, l.start)
	switch {
	case l.text == "&&":
		return x.operator(l.start, l.end, "AND"), nil
	case l.text == "ANDNOT":
		return x.operator(l.start, l.end, "NOT"), nil
	case l.text == "AROUND" && strings.HasPrefix(x.expr[l.end:], "("):
		if number, _, ok := strings.Cut(x.expr[l.end+1:], ")"); ok && isNumber(number) {
			return x.operator(l.start, l.end+len(number)+2, "NEAR/"+number), nil
		}
	}
	if isOperator(l.text) {
		return x.proximity(l), nil
	}
	for _, op := range []string{"AND", "OR", "NOT"} {
		if strings.EqualFold(l.text, op) {
			x.note(l.start, l.end-l.start, "%q is looked for as a word here; operators are written in capitals: %s", l.text, op)
		}
	}
	if i := strings.IndexAny(l.text, "~^"); i > 0 && strings.Trim(l.text[i+1:], "0123456789.") == "" {
		if l.text[i] == '^' {
			return l, x.fault(l, "terms have no weight", "leave out "+l.text[i:])
		}
		return l, x.fault(l, "words are found as they are written only", "write coff* or organi?e for several spellings, or put it in quotes")
	}
	if i := strings.IndexAny(l.text, commas); i > 0 && !betweenDigits(l.text, i) {
		x.note(l.start, l.end-l.start, "the words in %q are looked for in a row; for any of them, write coffee OR tea", l.text)
	}
	if strings.HasSuffix(l.text, "?") && strings.Trim(l.text, "?") != "" {
		x.note(l.start, l.end-l.start, "a question mark at the end of a word is not looked for; inside it stands for one letter")
	}
	return l, nil
}

// singleQuotes notes a quotation in single quotation marks that goes over several
// words.
func (x *lexer) singleQuotes(l lexeme) {
	if !strings.HasPrefix(l.text, "'") && !strings.HasPrefix(l.text, "‘") {
		return
	}
	rest := x.expr[l.end:]
	for i, r := range rest {
		if r != '\'' && r != '’' {
			continue // also what is no UTF-8, whose length is not that of its rune
		}
		if after := rest[i+utf8.RuneLen(r):]; after == "" || endsWord(after) {
			x.note(l.start, l.end+i-l.start, `single quotation marks make no difference; write "north wind" for words in a row`)
			return
		}
	}
}

// unescaped decodes the ampersands of a query that was copied out of HTML.
func (x *lexer) unescaped(text string, at int) string {
	if i := strings.Index(text, "&amp;"); i >= 0 {
		x.note(at, len(text), "&amp; is read as &")
		return strings.ReplaceAll(text, "&amp;", "&")
	}
	return text
}

// proximity notes the spellings of NEAR that are not the plain ones.
func (x *lexer) proximity(l lexeme) lexeme {
	op, number, near := strings.Cut(l.text, "/")
	if !near || op == "NEAR" && isNumber(number) || op == "ONEAR" {
		return l
	}
	switch upper := strings.ToUpper(op); {
	case upper == "PRE" || upper == "ONEAR" || isNumber(strings.TrimRight(number, "fF")) && !isNumber(number):
		return x.operator(l.start, l.end, "ONEAR/"+strings.TrimRight(number, "fF"))
	case isNumber(number):
		return x.operator(l.start, l.end, "NEAR/"+number)
	}
	return l
}

// isOperator reports whether a word is an operator, as written here or elsewhere.
// Those that are not in capitals are only with their distance.
func isOperator(s string) bool {
	switch {
	case s == "AND" || s == "OR" || s == "NOT" || s == "NEAR" || s == "ONEAR" || strings.HasPrefix(s, "NEAR/") || strings.HasPrefix(s, "ONEAR/"):
		return true
	}
	op, number, _ := strings.Cut(strings.ToUpper(s), "/")
	switch op {
	case "NEAR":
		return isNumber(strings.TrimSuffix(number, "F"))
	case "ONEAR", "W", "PRE":
		return isNumber(number)
	}
	return false
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// betweenDigits reports whether the rune at i parts digits: 1,000.
func betweenDigits(s string, i int) bool {
	_, size := utf8.DecodeRuneInString(s[i:])
	return isNumber(s[i-1:i]) && i+size < len(s) && isNumber(s[i+size:i+size+1])
}
