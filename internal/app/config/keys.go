package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"earshot/internal/query"
)

// unknownKey is a sentence about a key of the file that is none, with the one that may be meant, or
// those there are in its place; says where nothing more can be told.
func unknownKey(data []byte, at *token.Token, says string) string {
	file, err := parser.ParseBytes(data, 0)
	if err != nil || at == nil || at.Position == nil {
		return says
	}
	for _, doc := range file.Docs {
		if within, keys, ok := keysBeside(doc.Body, reflect.TypeFor[Config](), "", at); ok {
			return query.UnknownName("key", strings.TrimSpace(at.Value), keys) + within
		}
	}
	return says
}

// keysBeside finds the key at a token and the keys there are in its place, sorted, with the
// name of that.
func keysBeside(node ast.Node, t reflect.Type, within string, at *token.Token) (place string, keys []string, ok bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch n := node.(type) {
	case *ast.SequenceNode:
		if t.Kind() != reflect.Slice {
			return "", nil, false
		}
		for i, value := range n.Values {
			if place, keys, ok := keysBeside(value, t.Elem(), fmt.Sprintf("%s[%d]", within, i), at); ok {
				return place, keys, true
			}
		}
	case *ast.MappingNode:
		for _, value := range n.Values {
			if place, keys, ok := keysBeside(value, t, within, at); ok {
				return place, keys, true
			}
		}
	case *ast.MappingValueNode:
		if t.Kind() != reflect.Struct {
			return "", nil, false
		}
		fields := keysOf(t)
		key := n.Key.GetToken()
		if p := key.Position; p != nil && p.Line == at.Position.Line && p.Column == at.Position.Column {
			for name := range fields {
				keys = append(keys, name)
			}
			slices.Sort(keys)
			if within != "" {
				place = " (in " + within + ")"
			}
			return place, keys, true
		}
		if below, known := fields[key.Value]; known {
			return keysBeside(n.Value, below, strings.TrimPrefix(within+"."+key.Value, "."), at)
		}
	}
	return "", nil, false
}

// keysOf are the keys of a struct, with the types of their values.
func keysOf(t reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	for field := range t.Fields() {
		if name, _, _ := strings.Cut(field.Tag.Get("yaml"), ","); name != "" && name != "-" {
			keys[name] = field.Type
		}
	}
	return keys
}
