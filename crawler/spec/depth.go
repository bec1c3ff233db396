package spec

import (
	"fmt"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// maxNesting bounds lists and mappings within one another. The YAML parser takes
// memory with the square of it; no description needs more than a few.
const maxNesting = 100

// nesting returns a fault where a file nests too deeply to be parsed.
func nesting(data []byte) *Fault {
	flow, entries, line := 0, 0, 0
	for _, t := range lexer.Tokenize(string(data)) {
		if t.Position.Line != line {
			line, entries = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType:
			entries++
		}
		// In a block a level takes at least one column.
		if flow > maxNesting || entries > maxNesting || t.Type == token.MappingValueType && t.Position.IndentNum > 4*maxNesting {
			return &Fault{Line: line, Says: fmt.Sprintf("lists and mappings are nested more than %d deep", maxNesting)}
		}
	}
	return nil
}
