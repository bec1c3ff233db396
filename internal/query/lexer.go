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
	// at is the offset of text, in bytes.
	at int
}

// closingQuotes maps an opening quote to those that close it. Word processors
// and East Asian keyboards produce other quotes than the ASCII one.
var closingQuotes = map[rune]string{
	'"': `"”“＂`, '“': `”"“`, '”': `”"`, '„': `“”"`, '＂': `＂"`, '«': `»"`, '「': `」`, '『': `』`,
}

// lex splits a query into lexemes; the last is lexEnd.
func lex(expr string) ([]lexeme, *SyntaxError) {
	var out []lexeme
	for i := 0; ; {
		for i < len(expr) {
			r, size := utf8.DecodeRuneInString(expr[i:])
			if !unicode.IsSpace(r) {
				break
			}
			i += size
		}
		if i == len(expr) {
			return append(out, lexeme{kind: lexEnd, start: i, end: i, at: i}), nil
		}
		l, err := lexOne(expr, i)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
		i = l.end
	}
}

func lexOne(expr string, i int) (lexeme, *SyntaxError) {
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
	case closingQuotes[r] != "":
		return lexQuoted(expr, i)
	}
	return lexBare(expr, i)
}

// endsWord reports whether a bare word ends before s.
func endsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r) || r == ')' || r == '）'
}

func lexQuoted(expr string, i int) (lexeme, *SyntaxError) {
	open, size := utf8.DecodeRuneInString(expr[i:])
	from := i + size
	for j, r := range expr[from:] {
		if strings.ContainsRune(closingQuotes[open], r) {
			end := from + j + utf8.RuneLen(r)
			return lexeme{kind: lexPhrase, text: expr[from : from+j], start: i, end: end, at: from}, nil
		}
	}
	return lexeme{}, faultAt(expr, i, size, "the phrase is never closed", `end it with a quotation mark: "north wind"`)
}

func lexBare(expr string, i int) (lexeme, *SyntaxError) {
	end := i
	for end < len(expr) {
		r, size := utf8.DecodeRuneInString(expr[end:])
		if unicode.IsSpace(r) || r == '(' || r == ')' || r == '（' || r == '）' {
			break
		}
		if closingQuotes[r] != "" {
			if name, ok := fieldPrefix(expr[i:end]); ok {
				q, err := lexQuoted(expr, end)
				q.kind, q.field, q.quoted, q.start = lexField, name, true, i
				return q, err
			}
			break
		}
		end += size
	}
	text := expr[i:end]
	if colon := strings.IndexAny(text, ":："); colon > 0 {
		_, size := utf8.DecodeRuneInString(text[colon:])
		if name, ok := fieldPrefix(text[:colon+size]); ok && !strings.HasPrefix(text[colon+size:], "//") {
			return lexeme{kind: lexField, text: text[colon+size:], start: i, end: end, field: name, at: i + colon + size}, nil
		}
	}
	if halfwidth := toHalfwidth(text); isOperator(halfwidth) {
		text = halfwidth // as Chinese and Japanese keyboards write it
	}
	return lexeme{kind: lexWord, text: text, start: i, end: end, at: i}, nil
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

// fieldPrefix returns the name in "name:", which consists of ASCII letters.
func fieldPrefix(s string) (string, bool) {
	name := strings.TrimSuffix(strings.TrimSuffix(s, ":"), "：")
	if name == s || name == "" {
		return "", false
	}
	for _, r := range name {
		if r < 'A' || r > 'z' || r > 'Z' && r < 'a' {
			return "", false
		}
	}
	return name, true
}

// isOperator reports whether a word is an operator as written.
func isOperator(s string) bool {
	return s == "AND" || s == "OR" || s == "NOT" || s == "NEAR" || strings.HasPrefix(s, "NEAR/")
}

// faultAt returns the error for expr[offset:offset+length].
func faultAt(expr string, offset, length int, message, hint string) *SyntaxError {
	return &SyntaxError{
		Expr: expr, Offset: offset, Length: length,
		Column:  utf8.RuneCountInString(expr[:offset]) + 1,
		Message: message, Hint: hint,
	}
}
