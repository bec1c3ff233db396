package query

import (
	"fmt"
	"strconv"
	"strings"
)

func (p *parser) near() (Node, *SyntaxError) {
	left := p.peek()
	n, fault := p.primary()
	if fault != nil {
		return nil, fault
	}
	op := p.peek()
	if !op.isNear() {
		return n, nil
	}
	p.take()
	within, ordered, fault := p.distance(op)
	if fault != nil {
		return nil, fault
	}
	right := p.peek()
	m, fault := p.primary()
	if fault != nil {
		return nil, fault
	}
	near := Near{Within: within, Ordered: ordered}
	if near.Left, fault = p.side(n, left); fault != nil {
		return nil, fault
	}
	if near.Right, fault = p.side(m, right); fault != nil {
		return nil, fault
	}
	if l := p.peek(); l.isNear() {
		return nil, p.fault(l, "NEAR joins two things, not three", "write (a NEAR/5 b) AND (b NEAR/5 c)")
	}
	return near, nil
}

// isNear reports whether l is NEAR or ONEAR.
func (l lexeme) isNear() bool {
	return l.kind == lexWord && isOperator(l.text) && strings.HasPrefix(strings.TrimPrefix(l.text, "O"), "NEAR")
}

func (p *parser) distance(op lexeme) (within int, ordered bool, fault *SyntaxError) {
	hint := fmt.Sprintf("write the most words apart, 1 to %d: coffee NEAR/5 northwind", MaxNear)
	name, digits, ok := strings.Cut(op.text, "/")
	if !ok {
		return 0, false, p.fault(op, op.text+" needs a distance", hint)
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > MaxNear {
		return 0, false, p.fault(op, fmt.Sprintf("%q is no distance", digits), hint)
	}
	return n, name == "ONEAR", nil
}

// slop makes NEAR of a phrase of two words with a distance behind it, "a b"~5.
func (p *parser) slop(l lexeme, words Words) (Node, *SyntaxError) {
	if len(words) != 2 || words[1].Adjacent || words[1].Before != "" {
		return nil, p.fault(l, "a distance behind a phrase is understood for two words only", "write (coffee NEAR/5 north) AND (north NEAR/5 wind)")
	}
	near := Near{Left: []Words{words[:1:1]}, Right: []Words{words[1:]}, Within: l.within}
	p.note(l.start, l.end-l.start, "%s is read as %s", p.expr[l.start:l.end], writeNode(near))
	return near, nil
}

// side returns the terms of an operand of NEAR; at is its position.
func (p *parser) side(n Node, at lexeme) ([]Words, *SyntaxError) {
	switch n := n.(type) {
	case Words:
		return []Words{n}, nil
	case Or:
		var out []Words
		for _, c := range n {
			w, ok := c.(Words)
			if !ok {
				break
			}
			out = append(out, w)
		}
		if len(out) == len(n) {
			return out, nil
		}
	}
	return nil, p.fault(at, "NEAR joins words and phrases only", `write coffee NEAR/5 (northwind OR "north wind")`)
}
