package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type lexKind uint8

const (
	lexEnd lexKind = iota
	lexOpen
	lexClose
	lexMinus
	lexWord   // a bare word, its text as written
	lexPhrase // what stood between quotes
	lexField  // name:value
	lexComma  // a comma between terms, which is left out
)

// lexeme is a token of the query language with its position in bytes.
type lexeme struct {
	kind       lexKind
	text       string
	start, end int
	// field is the name before the colon of a lexField; text is its value.
	field string
	// quoted reports that the value of a lexField is quoted.
	quoted bool
	// within is the distance written behind a lexPhrase, "a b"~5; 0 for none.
	within int
	// at is the offset of text, in bytes.
	at int
}

// closingQuotes maps an opening quote to those that close it. Word processors
// and East Asian keyboards produce other quotes than the ASCII one.
var closingQuotes = map[rune]string{
	'"': `"”“＂`, '“': `”"“`, '”': `”"`, '„': `“”"`, '＂': `＂"`, '«': `»"`, '「': `」`, '『': `』`,
}

// lexer splits one query into lexemes.
type lexer struct {
	expr string
	noticed
}

// lex splits the query into lexemes; the last is lexEnd.
func (x *lexer) lex() ([]lexeme, *SyntaxError) {
	var out []lexeme
	for i := 0; ; {
		for i < len(x.expr) {
			r, size := utf8.DecodeRuneInString(x.expr[i:])
			if !unicode.IsSpace(r) && !x.brace(r, i) {
				break
			}
			i += size
		}
		if i == len(x.expr) {
			return append(out, lexeme{kind: lexEnd, start: i, end: i, at: i}), nil
		}
		l, err := x.one(i)
		if err != nil {
			return nil, err
		}
		if l.kind != lexComma {
			out = append(out, l)
		}
		i = l.end
	}
}

func (x *lexer) one(i int) (lexeme, *SyntaxError) {
	expr := x.expr
	r, size := utf8.DecodeRuneInString(expr[i:])
	sign := func(k lexKind) (lexeme, *SyntaxError) {
		return lexeme{kind: k, text: expr[i : i+size], start: i, end: i + size, at: i}, nil
	}
	switch {
	case r == '(' || r == '（':
		return sign(lexOpen)
	case r == ')' || r == '）':
		return sign(lexClose)
	case (r == '-' || r == '－' || r == '−') && i+size < len(expr) && !endsWord(expr[i+size:]):
		return sign(lexMinus)
	case (r == '+' || r == '＋') && beginsTerm(expr[i+size:]):
		x.note(i, size, "a plus before a word makes no difference: every word is wanted that no OR joins")
		l, err := x.one(i + size)
		l.start = i
		return l, err
	case closingQuotes[r] != "":
		return x.quoted(i)
	}
	if fault := x.foreign(i); fault != nil {
		return lexeme{}, fault
	}
	return x.bare(i)
}

// endsWord reports whether a bare word ends before s.
func endsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r) || r == ')' || r == '）'
}

// beginsTerm reports whether s begins with a word, but not a number, or a phrase.
func beginsTerm(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	c := foldOf(r).class
	return c == classLetter && !unicode.IsDigit(r) || c == classUnspaced || closingQuotes[r] != ""
}

func (x *lexer) quoted(i int) (lexeme, *SyntaxError) {
	expr := x.expr
	open, size := utf8.DecodeRuneInString(expr[i:])
	from := i + size
	for j, r := range expr[from:] {
		if strings.ContainsRune(closingQuotes[open], r) {
			l := lexeme{kind: lexPhrase, text: expr[from : from+j], start: i, end: from + j + utf8.RuneLen(r), at: from}
			l.text = x.unescaped(l.text, i)
			return l, x.slop(&l)
		}
	}
	return lexeme{}, faultAt(expr, i, size, "the phrase is never closed", `end it with a quotation mark: "north wind"`)
}

func (x *lexer) bare(i int) (lexeme, *SyntaxError) {
	expr, end := x.expr, i
	for end < len(expr) {
		r, size := utf8.DecodeRuneInString(expr[end:])
		if unicode.IsSpace(r) || strings.ContainsRune("()（）|｜", r) {
			break
		}
		if closingQuotes[r] != "" {
			if name, ok := fieldPrefix(expr[i:end]); ok {
				q, err := x.quoted(end)
				q.kind, q.field, q.quoted, q.start = lexField, name, true, i
				return q, err
			}
			if inside := quotedInside(expr[:end], expr[end:]); inside > 0 {
				end += inside
				continue
			}
			break
		}
		end += size
	}
	if end == i {
		return x.bar(i), nil
	}
	text := expr[i:end]
	if colon := strings.IndexAny(text, ":："); colon > 0 {
		_, size := utf8.DecodeRuneInString(text[colon:])
		name, ok := fieldPrefix(text[:colon+size])
		if value := text[colon+size:]; ok && !strings.HasPrefix(value, "//") {
			if strings.EqualFold(name, "NEAR") && isNumber(value) {
				return x.operator(i, end, "NEAR/"+value), nil
			}
			return lexeme{kind: lexField, text: strings.TrimRight(value, commas), start: i, end: end, field: name, at: i + colon + size}, nil
		}
	}
	if halfwidth := toHalfwidth(text); isOperator(halfwidth) {
		text = halfwidth // as Chinese and Japanese keyboards write it
	}
	return x.word(lexeme{kind: lexWord, text: text, start: i, end: end, at: i})
}

// quotedInside is the length of a quotation within a word, Toys"R"Us; 0 where
// rest, which begins with a quotation mark, is no such one.
func quotedInside(before, rest string) int {
	letter := func(r rune) bool { return foldOf(r).class == classLetter }
	last, _ := utf8.DecodeLastRuneInString(before)
	open, size := utf8.DecodeRuneInString(rest)
	for i, r := range rest[size:] {
		if strings.ContainsRune(closingQuotes[open], r) {
			end := size + i + utf8.RuneLen(r)
			if next, _ := utf8.DecodeRuneInString(rest[end:]); i > 0 && letter(last) && letter(next) {
				return end
			}
			return 0
		}
		if !letter(r) {
			return 0
		}
	}
	return 0
}

// toHalfwidth replaces full-width forms by ASCII.
func toHalfwidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

// fieldPrefix returns the name in "name:", which consists of ASCII letters and,
// between them, underscores.
func fieldPrefix(s string) (string, bool) {
	name := strings.TrimSuffix(strings.TrimSuffix(s, ":"), "：")
	if name == s || name == "" || name[0] == '_' {
		return "", false
	}
	for _, r := range name {
		if (r < 'A' || r > 'z' || r > 'Z' && r < 'a') && r != '_' {
			return "", false
		}
	}
	return name, true
}

// faultAt returns the error for expr[offset:offset+length].
func faultAt(expr string, offset, length int, message, hint string) *SyntaxError {
	return &SyntaxError{
		Expr: expr, Offset: offset, Length: length,
		Column:  utf8.RuneCountInString(expr[:offset]) + 1,
		Message: message, Hint: hint,
	}
}
