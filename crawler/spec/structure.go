package spec

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"earshot/internal/query"
)

// maxDepth bounds how deep a description is nested; the deepest that comes with
// Earshot is 14 levels.
const maxDepth = 60

// structure finds what the types cannot hold: unknown and repeated keys, and a
// list or mapping where something else is wanted. It finds all of it, where the
// decoder stops at the first, and takes it out of the tree, so that the rest can
// be decoded and checked.
type structure struct {
	faults []Fault
	// told are the keys about which something was said: nothing more is to be said
	// of what is missing there.
	told map[string]bool
}

func (s *structure) fault(node ast.Node, key, format string, args ...any) {
	s.told[key] = true
	s.faults = append(s.faults, Fault{Line: lineOfNode(node), Key: key, Says: fmt.Sprintf(format, args...)})
}

// wrong is a fault of a value of another kind than wanted.
func (s *structure) wrong(node ast.Node, key, want string) bool {
	s.fault(node, key, "is %s, and should be %s", kindOf(node), want)
	return false
}

// singleOrMany are the lists in whose place one may stand.
var singleOrMany = []reflect.Type{
	reflect.TypeFor[Rules](), reflect.TypeFor[Followups](), reflect.TypeFor[Conditions](), reflect.TypeFor[Revisits](), reflect.TypeFor[Absences](),
}

var filterType = reflect.TypeFor[Filter]()

// value tells whether node can be a value of type t. What an alias stands for is
// checked where it is written.
func (s *structure) value(key string, node ast.Node, t reflect.Type, depth int) bool {
	if depth > maxDepth {
		return s.wrong(node, key, "nested less deep")
	}
	node = bare(node)
	if node == nil || node.Type() == ast.NullType || node.Type() == ast.AliasType {
		return true
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	_, many := node.(*ast.SequenceNode)
	switch {
	case t == filterType:
		return s.filter(key, node)
	case slices.Contains(singleOrMany, t) && !many:
		// One may stand without a list.
		return s.value(key, node, t.Elem(), depth+1)
	case t.Kind() == reflect.Struct:
		return s.mapping(key, node, depth, keysOf(t))
	case t.Kind() == reflect.Slice:
		return s.list(key, node, t.Elem(), depth)
	case t.Kind() == reflect.Map:
		return s.names(key, node, t, depth)
	case t.Kind() == reflect.Bool && node.Type() != ast.BoolType:
		return s.wrong(node, key, "true or false")
	case t.Kind() == reflect.Int && node.Type() != ast.IntegerType:
		return s.wrong(node, key, "a whole number")
	case t.Kind() == reflect.String:
		if _, scalar := node.(ast.ScalarNode); !scalar {
			return s.wrong(node, key, "a text")
		}
	}
	return true
}

func (s *structure) list(key string, node ast.Node, of reflect.Type, depth int) bool {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		return s.wrong(node, key, "a list: begin each entry with -")
	}
	good := true
	for i, entry := range list.Values {
		good = s.value(fmt.Sprintf("%s[%d]", key, i), entry, of, depth+1) && good
	}
	s.told[key] = s.told[key] || !good
	return good
}

// names checks a mapping of type t, whose keys are the writer's own.
func (s *structure) names(key string, node ast.Node, t reflect.Type, depth int) bool {
	return s.pairs(key, node, func(pair *ast.MappingValueNode) bool {
		at := join(key, pair.Key.GetToken().Value)
		if pair.Key.Type() == ast.MergeKeyType {
			return s.value(key, pair.Value, t, depth+1)
		}
		return s.value(at, pair.Value, t.Elem(), depth+1)
	})
}

// mapping checks a mapping with the given keys.
func (s *structure) mapping(key string, node ast.Node, depth int, known map[string]reflect.StructField) bool {
	return s.pairs(key, node, func(pair *ast.MappingValueNode) bool {
		if pair.Key.Type() == ast.MergeKeyType {
			merged := bare(pair.Value)
			return merged == nil || merged.Type() == ast.AliasType || depth < maxDepth && s.mapping(key, merged, depth+1, known)
		}
		name := pair.Key.GetToken().Value
		if field, ok := known[name]; ok {
			return s.value(join(key, name), pair.Value, field.Type, depth+1)
		}
		near := query.Nearest(name, slices.Collect(maps.Keys(known)))
		if near != "" {
			s.told[join(key, near)], s.told[key] = true, true
		}
		s.fault(pair.Key, join(key, name), "unknown key%s", orKnown(near, known))
		return false
	})
}

// pairs checks the pairs of a mapping and takes those that are not good out of it.
func (s *structure) pairs(key string, node ast.Node, good func(*ast.MappingValueNode) bool) bool {
	seen := map[string]bool{}
	check := func(pair *ast.MappingValueNode) bool {
		name := pair.Key.GetToken().Value
		if seen[name] {
			s.fault(pair.Key, join(key, name), "stands twice")
			return false
		}
		seen[name] = true
		return good(pair)
	}
	switch n := node.(type) {
	case *ast.MappingNode:
		n.Values = slices.DeleteFunc(n.Values, func(pair *ast.MappingValueNode) bool { return !check(pair) })
		return true
	case *ast.MappingValueNode:
		return check(n)
	default:
		return s.wrong(node, key, "keys with their values")
	}
}

// orKnown asks whether near was meant, or names the keys there are.
func orKnown(near string, known map[string]reflect.StructField) string {
	if near != "" {
		return "; did you mean " + near + "?"
	}
	return "; there are " + strings.Join(slices.Sorted(maps.Keys(known)), ", ")
}

// filter checks a filter: a name, or a name with its argument.
func (s *structure) filter(key string, node ast.Node) bool {
	if _, scalar := node.(ast.ScalarNode); scalar {
		return true
	}
	return s.pairs(key, node, func(pair *ast.MappingValueNode) bool {
		return s.value(join(key, pair.Key.GetToken().Value), pair.Value, reflect.TypeFor[string](), 0)
	})
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

// keysOf are the keys of a mapping that is read as t, those of what is inlined in
// it as well.
func keysOf(t reflect.Type) map[string]reflect.StructField {
	keys := map[string]reflect.StructField{}
	for _, field := range reflect.VisibleFields(t) {
		name, option, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if field.IsExported() && option != "inline" && name != "" {
			keys[name] = field
		}
	}
	return keys
}

// bare is a node without the anchor or tag before it.
func bare(node ast.Node) ast.Node {
	for range maxDepth {
		switch n := node.(type) {
		case *ast.AnchorNode:
			node = n.Value
		case *ast.TagNode:
			node = n.Value
		default:
			return node
		}
	}
	return node
}

// kindOf says for a person what a node is.
func kindOf(node ast.Node) string {
	switch bare(node).(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	default:
		return fmt.Sprintf("%.40q", node.GetToken().Value)
	}
}

// lineOfNode is where a node begins. A mapping's own token is its first colon, so
// the line is that of its first key.
func lineOfNode(node ast.Node) int {
	switch n := node.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			node = n.Values[0].Key
		}
	case *ast.MappingValueNode:
		node = n.Key
	}
	if tok := node.GetToken(); tok != nil && tok.Position != nil {
		return tok.Position.Line
	}
	return 1
}
