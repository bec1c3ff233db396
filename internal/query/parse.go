package query

import (
	"fmt"
	"strings"
)

// parser is a recursive-descent parser of one query.
type parser struct {
	expr    string
	lexemes []lexeme
	next    int
	depth   int
	terms   int
	known   Known
	noticed
	// negativeBranch is the first alternative of an OR that only excludes; valid
	// if hasNegativeBranch.
	negativeBranch    lexeme
	hasNegativeBranch bool
}

func parse(expr string, known Known) (Node, []Notice, *SyntaxError) {
	if len(expr) > MaxBytes {
		return nil, nil, faultAt(expr, 0, 0, fmt.Sprintf("the query is longer than %d bytes", MaxBytes), "split it into several brands")
	}
	if strings.TrimSpace(expr) == "" {
		return nil, nil, faultAt(expr, 0, 0, "the query is empty", `write what to look for: northwind OR "north wind"`)
	}
	x := &lexer{expr: expr}
	lexemes, fault := x.lex()
	if fault != nil {
		return nil, nil, fault
	}
	p := &parser{expr: expr, lexemes: lexemes, known: known, noticed: x.noticed}
	root, fault := p.or()
	if fault != nil {
		return nil, nil, fault
	}
	if l := p.peek(); l.kind == lexClose {
		return nil, nil, p.fault(l, "this parenthesis was never opened", "remove it, or put a ( before")
	}
	if !hasPositiveTerm(root) {
		at := lexeme{start: 0, end: len(expr)}
		if p.hasNegativeBranch {
			at = p.negativeBranch
		}
		return nil, nil, p.fault(at, "this only says what to leave out", "add what to look for: northwind NOT airline")
	}
	return root, p.finish(expr), nil
}

// hasPositiveTerm reports whether n only matches posts that contain something,
// rather than all posts without something.
func hasPositiveTerm(n Node) bool {
	switch n := n.(type) {
	case And:
		for _, c := range n {
			if hasPositiveTerm(c) {
				return true
			}
		}
		return false
	case Or:
		for _, c := range n {
			if !hasPositiveTerm(c) {
				return false
			}
		}
		return true
	case Not:
		return false
	default:
		return true
	}
}

func (p *parser) peek() lexeme { return p.lexemes[p.next] }

func (p *parser) take() lexeme {
	l := p.lexemes[p.next]
	p.next++
	return l
}

// isWord reports whether the next lexeme is the bare operator op.
func (p *parser) isWord(op string) bool {
	l := p.peek()
	return l.kind == lexWord && l.text == op
}

func (p *parser) fault(l lexeme, message, hint string) *SyntaxError {
	return faultAt(p.expr, l.start, l.end-l.start, message, hint)
}

func (p *parser) or() (Node, *SyntaxError) {
	var list Or
	for {
		from := p.peek().start
		n, fault := p.and()
		if fault != nil {
			return nil, fault
		}
		if !hasPositiveTerm(n) && !p.hasNegativeBranch {
			p.negativeBranch, p.hasNegativeBranch = lexeme{start: from, end: p.lexemes[p.next-1].end}, true
		}
		if inner, ok := n.(Or); ok {
			list = append(list, inner...)
		} else {
			list = append(list, n)
		}
		if !p.isWord("OR") {
			break
		}
		p.take()
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) and() (Node, *SyntaxError) {
	var list And
	for {
		n, fault := p.not()
		if fault != nil {
			return nil, fault
		}
		if inner, ok := n.(And); ok {
			list = append(list, inner...)
		} else {
			list = append(list, n)
		}
		if p.isWord("AND") {
			p.take()
			continue
		}
		if l := p.peek(); l.kind == lexEnd || l.kind == lexClose || p.isWord("OR") {
			break
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) not() (Node, *SyntaxError) {
	if p.peek().kind != lexMinus && !p.isWord("NOT") {
		return p.near()
	}
	l := p.take()
	n, fault := p.nested(l, p.not)
	if fault != nil {
		return nil, fault
	}
	if inner, ok := n.(Not); ok {
		return inner.Node, nil
	}
	return Not{Node: n}, nil
}

// nested calls parse one level deeper; l opened the level.
func (p *parser) nested(l lexeme, parse func() (Node, *SyntaxError)) (Node, *SyntaxError) {
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fault(l, fmt.Sprintf("more than %d levels of parentheses and NOT", MaxDepth), "flatten the query")
	}
	defer func() { p.depth-- }()
	return parse()
}

func (p *parser) primary() (Node, *SyntaxError) {
	l := p.peek()
	switch {
	case l.kind == lexEnd:
		return nil, p.missing(l, "the query ends too early")
	case l.kind == lexClose:
		return nil, p.missing(l, "there is nothing before this parenthesis")
	case l.kind == lexWord && isOperator(l.text):
		return nil, p.missing(l, fmt.Sprintf("%s has nothing to join here", l.text))
	case l.kind == lexMinus:
		return nil, p.fault(l, "NEAR cannot leave out", "write a NOT (a NEAR/5 b)")
	}
	p.take()
	if l.kind == lexOpen {
		return p.group(l)
	}
	if p.terms++; p.terms > MaxTerms {
		return nil, p.fault(l, fmt.Sprintf("more than %d terms", MaxTerms), "split it into several brands")
	}
	return p.term(l)
}

func (p *parser) group(open lexeme) (Node, *SyntaxError) {
	if l := p.peek(); l.kind == lexClose {
		return nil, p.fault(lexeme{start: open.start, end: l.end}, "the parentheses are empty", "write what to look for between them")
	}
	n, fault := p.nested(open, p.or)
	if fault != nil {
		return nil, fault
	}
	if p.peek().kind != lexClose {
		return nil, p.fault(open, "this parenthesis is never closed", "add a ) where the group ends")
	}
	p.take()
	return n, nil
}

// missing is the error of a missing operand; its message depends on the lexeme
// before.
func (p *parser) missing(l lexeme, message string) *SyntaxError {
	if p.next > 0 {
		if before := p.lexemes[p.next-1]; before.kind == lexWord && isOperator(before.text) {
			return p.fault(l, fmt.Sprintf("nothing follows %s", before.text), "write what to look for after it, or put it in quotes to search for the word itself")
		}
	}
	return p.fault(l, message, `operators stand between two things; put a word in quotes to search for it: "NOT"`)
}
