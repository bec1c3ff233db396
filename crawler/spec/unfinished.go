package spec

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// ToFill stands in the draft of a file where nothing was found and something must
// stand.
const ToFill = "CHANGE_ME"

// Unfinished names the places of a file that still hold ToFill. Such a file can be
// read, but what it reads is not right.
func (f *File) Unfinished() []Fault {
	var found unfinished
	for _, doc := range f.tree.Docs {
		if doc.Body != nil {
			ast.Walk(&found, doc.Body)
		}
	}
	return ordered(found)
}

// unfinished collects the texts of a file that hold ToFill.
type unfinished []Fault

// Visit looks at one node.
func (u *unfinished) Visit(node ast.Node) ast.Visitor {
	if text, ok := node.(*ast.StringNode); ok && strings.Contains(text.Value, ToFill) {
		key := strings.TrimPrefix(text.GetPath(), "$.")
		*u = append(*u, Fault{Line: lineOfNode(text), Key: key, Says: ToFill + " still stands here: write what the platform has in its place"})
	}
	return u
}
