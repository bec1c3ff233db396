// Package yamlbound says of a YAML file, before it is decoded, whether it can be
// read in the time and memory that its size lets expect. The parser takes the
// square of the depth of lists and mappings and of the keys of a mapping, and an
// alias repeats what it names, so that a few lines can stand for billions.
package yamlbound

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

const (
	// maxNesting bounds lists and mappings within one another, and what can be
	// piled up on one line (anchors, tags, keys of keys).
	maxNesting = 100
	// maxKeys bounds the keys of one mapping, maxTokens those of a file with all else.
	maxKeys   = 1000
	maxTokens = 1 << 20
	// maxRepeated bounds the values of a file in which each alias stands for what it
	// names.
	maxRepeated = 1 << 18
)

// Fault is what is wrong and where.
type Fault struct {
	Line int
	Says string
}

// Check returns a fault where a file is out of bounds, and nil where it is in
// them or is not YAML, which its decoder can tell.
func Check(data []byte) *Fault {
	tokens := lexer.Tokenize(string(data))
	if len(tokens) > maxTokens {
		return &Fault{Line: tokens[maxTokens].Position.Line, Says: fmt.Sprintf("more than %d words and signs", maxTokens)}
	}
	var s shape
	aliases := false
	for _, t := range tokens {
		if fault := s.add(t); fault != nil {
			return fault
		}
		aliases = aliases || t.Type == token.AliasType
	}
	if !aliases {
		return nil
	}
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil
	}
	e := expansion{anchors: map[string]int{}}
	for _, doc := range file.Docs {
		e.size(doc.Body)
	}
	return e.fault
}

// shape follows the tokens of a file.
type shape struct {
	// line is the present one, with the number of its tokens of each kind.
	line    int
	counted map[token.Type]int
	// flow has the number of keys of each open bracket, block that of each column.
	flow  []int
	block map[int]int
}

func (s *shape) add(t *token.Token) *Fault {
	if s.counted == nil || t.Position.Line != s.line {
		s.line, s.counted = t.Position.Line, map[token.Type]int{}
	}
	if s.block == nil {
		s.block = map[int]int{}
	}
	fault := func(says string, most int) *Fault {
		return &Fault{Line: s.line, Says: fmt.Sprintf(says, most)}
	}
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		s.flow = append(s.flow, 0)
	case token.SequenceEndType, token.MappingEndType:
		if len(s.flow) > 0 {
			s.flow = s.flow[:len(s.flow)-1]
		}
	case token.SequenceEntryType, token.AnchorType, token.TagType, token.MappingKeyType:
		s.counted[t.Type]++
		if t.Type == token.SequenceEntryType && len(s.flow) == 0 {
			s.leave(t.Position.Column)
		}
	case token.MappingValueType:
		if s.key(t) > maxKeys {
			return fault("a mapping has more than %d keys", maxKeys)
		}
	}
	for kind, n := range s.counted {
		if n > maxNesting && (len(s.flow) == 0 || kind != token.AnchorType && kind != token.TagType) {
			return fault("lists and mappings are nested more than %d deep", maxNesting)
		}
	}
	// In a block a level takes at least one column.
	if len(s.flow) > maxNesting || t.Type == token.MappingValueType && t.Position.IndentNum > 4*maxNesting {
		return fault("lists and mappings are nested more than %d deep", maxNesting)
	}
	return nil
}

// key counts a key where it stands and returns how many its mapping has.
func (s *shape) key(t *token.Token) int {
	if n := len(s.flow); n > 0 {
		s.flow[n-1]++
		return s.flow[n-1]
	}
	s.counted[t.Type]++
	column := t.Position.Column
	if t.Prev != nil && t.Prev.Position.Line == t.Position.Line {
		column = t.Prev.Position.Column // where the key begins, before its colon
	}
	s.leave(column)
	s.block[column]++
	return s.block[column]
}

// leave forgets the mappings that stand further right.
func (s *shape) leave(column int) {
	for c := range s.block {
		if c > column {
			delete(s.block, c)
		}
	}
}

// expansion counts the values of a file as it is after each alias was replaced.
type expansion struct {
	anchors map[string]int
	fault   *Fault
}

// size is the number of values at and below a node.
func (e *expansion) size(node ast.Node) int {
	if node == nil || e.fault != nil {
		return 0
	}
	n := 1
	switch node := node.(type) {
	case *ast.MappingNode:
		for _, v := range node.Values {
			n += e.size(v)
		}
	case *ast.MappingValueNode:
		n += e.size(node.Key) + e.size(node.Value)
	case *ast.SequenceNode:
		for _, v := range node.Values {
			n += e.size(v)
		}
	case *ast.TagNode:
		n += e.size(node.Value)
	case *ast.AnchorNode:
		name := node.Name.GetToken().Value
		delete(e.anchors, name) // within itself it does not exist yet
		n += e.size(node.Value)
		e.anchors[name] = n
	case *ast.AliasNode:
		name := node.Value.GetToken().Value
		named, ok := e.anchors[name]
		if !ok {
			e.fault = &Fault{Line: node.GetToken().Position.Line, Says: "an alias names nothing that stands before it"}
		}
		n += named
	}
	if n > maxRepeated && e.fault == nil {
		e.fault = &Fault{Line: node.GetToken().Position.Line, Says: fmt.Sprintf("its aliases stand for more than %d values", maxRepeated)}
	}
	return n
}
