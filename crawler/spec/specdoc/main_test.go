package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"earshot/configs"
	"earshot/crawler/spec"
)

const docs = "../../../docs"

// TestDocsAreFresh fails where a type, a tag or a comment was changed and the
// documents were not generated anew.
func TestDocsAreFresh(t *testing.T) {
	files, err := generate("..")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(docs, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
			t.Errorf("docs/%s is stale, run go generate ./crawler/spec (-want +got):\n%s", name, diff)
		}
	}
}

// TestEveryKeyIsExplained: the page names every key, placeholder and filter.
func TestEveryKeyIsExplained(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(docs, "platforms.md"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := readComments("..", "../../../internal/query")
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := describe(c)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range shapes {
		for _, k := range s.Keys {
			names = append(names, "| `"+k.Name+"` |")
		}
	}
	for _, p := range spec.Placeholders() {
		names = append(names, "| `{"+p.Name+"}` |")
	}
	for _, f := range spec.FilterKinds() {
		names = append(names, "| `"+f.Name+"` |")
	}
	for _, name := range names {
		if !strings.Contains(string(page), name) {
			t.Errorf("%s has no row", name)
		}
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open(filepath.Join(docs, "platform.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("platform.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("platform.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate checks YAML as editors do: what aliases and merges stand for is filled in.
func validate(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(filledIn(t, file.Docs[0].Body, map[string]any{}))
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(instance)
}

// filledIn is the value of a node; anchors are the values named before it. The
// decoder of the YAML library leaves out an alias that stands within another
// anchor's value.
func filledIn(t *testing.T, node ast.Node, anchors map[string]any) any {
	t.Helper()
	switch n := node.(type) {
	case *ast.AnchorNode:
		value := filledIn(t, n.Value, anchors)
		anchors[n.Name.GetToken().Value] = value
		return value
	case *ast.AliasNode:
		value, ok := anchors[n.Value.GetToken().Value]
		if !ok {
			t.Fatalf("there is no anchor %s", n.Value)
		}
		return value
	case *ast.SequenceNode:
		list := []any{}
		for _, entry := range n.Values {
			list = append(list, filledIn(t, entry, anchors))
		}
		return list
	case *ast.MappingNode:
		merged, own := map[string]any{}, map[string]any{}
		for _, pair := range n.Values {
			value := filledIn(t, pair.Value, anchors)
			if pair.Key.Type() == ast.MergeKeyType {
				maps.Copy(merged, value.(map[string]any))
				continue
			}
			own[pair.Key.GetToken().Value] = value
		}
		maps.Copy(merged, own)
		return merged
	default:
		var value any
		if err := yaml.NodeToValue(node, &value); err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// TestSchemaAcceptsShippedFiles: each names the schema for editors and keeps to it.
func TestSchemaAcceptsShippedFiles(t *testing.T) {
	s := compiled(t)
	names, err := fs.Glob(configs.Platforms(), "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(configs.Platforms(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.HasPrefix(data, []byte("# yaml-language-server: $schema=../../docs/platform.schema.json\n")) {
			t.Errorf("%s does not name the schema in its first line", name)
		}
	}
}

// TestSchemaRefusesFaults: what the loader refuses for its keys, kinds and names
// the schema refuses too.
func TestSchemaRefusesFaults(t *testing.T) {
	s := compiled(t)
	good, err := os.ReadFile("../testdata/forum.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, s, good); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, old, new string }{
		{"unknown key", "terms:", "term:"},
		{"unknown field", "  text:", "  txt:"},
		{"unknown format", "format: html", "format: xml"},
		{"unknown list", "from: tags", "from: friends"},
		{"unknown paging", "kind: link", "kind: guess"},
		{"unknown state", "state: blocked", "state: sad"},
		{"unknown filter", "filters: [lower]", "filters: [upper]"},
		{"filter without its argument", "[compact]", "[prefix]"},
		{"filter with an argument too many", "[int]", "[{int: x}]"},
		{"two filters in one", "[int]", "[{prefix: x, suffix: y}]"},
		{"missing key", "title: A forum\n", ""},
		{"missing field", "  url: {value: 'https://forum.example/p/{id}'}\n", ""},
		{"text for yes or no", "images: true", "images: always"},
		{"one for a list", "lanes:\n  - {name: tag, from: tags}", "lanes: {name: tag, from: tags}"},
		{"key of a condition", "  - {css: ., attr: class, contains: ad, not: true}", "  - {css: ., atr: class}"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Replace(string(good), tc.old, tc.new, 1)
			if text == string(good) {
				t.Fatalf("%q is not in the file", tc.old)
			}
			if validate(t, s, []byte(text)) == nil {
				t.Error("the schema accepts it")
			}
			if _, faults := spec.Read([]byte(text)); len(faults) == 0 {
				t.Error("the loader accepts it")
			}
		})
	}
}
