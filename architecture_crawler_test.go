package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// crawlerRooms says, for each package inside crawler, which others of them its
// code may import; "" is the contract, crawler itself. A package below one that is
// listed, such as platform/web, follows the rules of the one above.
var crawlerRooms = map[string][]string{
	"address":     {},
	"bare":        {},
	"clock":       {},
	"markup":      {},
	"gate":        {"address"},
	"polite":      {"clock"},
	"robots":      {"clock"},
	"schedule":    {"clock"},
	"warc":        {"clock"},
	"":            {"gate"},
	"record":      {"", "clock"},
	"fetch":       {"", "address", "clock", "gate", "polite", "robots", "warc"},
	"run":         {"", "address", "clock", "fetch", "record", "schedule", "warc"},
	"listen":      {"", "clock", "fetch", "record"},
	"probe":       {"", "fetch", "record"},
	"replay":      {"", "address", "fetch", "run", "warc"},
	"lenient":     {""},
	"subtitle":    {"", "lenient", "markup"},
	"platform":    {"", "address", "lenient", "markup", "subtitle"},
	"spec":        {"", "lenient", "markup", "platform", "subtitle"},
	"conformance": {""},
	"draft":       {"", "spec"},
	"trial":       {"", "conformance", "spec"},
	"crawlertest": {"", "conformance", "platform", "spec"},
	"runtest":     {"", "clock", "fetch", "run"},
}

// TestCrawlerRooms reads every Go file inside crawler but its tests, and fails on
// an import that goes against the order of its packages.
func TestCrawlerRooms(t *testing.T) {
	err := filepath.WalkDir("crawler", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if fault := misplaced(filepath.ToSlash(filepath.Dir(path)), imported); fault != "" {
				t.Errorf("%s imports %s: %s", path, imported, fault)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestMisplacedImportsAreSeen proves that the order inside crawler can be broken.
func TestMisplacedImportsAreSeen(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"crawler", "earshot/crawler/fetch"},
		{"crawler/fetch", "earshot/crawler/run"},
		{"crawler/listen", "earshot/crawler/run"},
		{"crawler/run", "earshot/crawler/listen"},
		{"crawler/probe", "earshot/crawler/replay"},
		{"crawler/platform/web", "earshot/crawler/fetch"},
		{"crawler/run", "earshot/crawler/runtest"},
		{"crawler/unlisted", "earshot/crawler"},
	} {
		if misplaced(c.from, c.to) == "" {
			t.Errorf("%s may import %s", c.from, c.to)
		}
	}
	if fault := misplaced("crawler/run", "earshot/crawler/fetch"); fault != "" {
		t.Errorf("crawler/run may not import crawler/fetch: %s", fault)
	}
}

// crawlerRoom is the package of crawlerRooms that a folder or import path inside
// crawler belongs to; false for one outside of crawler.
func crawlerRoom(dir string) (room string, inside bool) {
	if dir == "crawler" {
		return "", true
	}
	rest, inside := strings.CutPrefix(dir, "crawler/")
	room, _, _ = strings.Cut(rest, "/")
	return room, inside
}

// misplaced says why code in a folder inside crawler may not import a package, or "".
func misplaced(dir, imported string) string {
	from, _ := crawlerRoom(dir)
	rules, known := crawlerRooms[from]
	if !known {
		return "the package " + from + " has no rule"
	}
	to, inside := crawlerRoom(strings.TrimPrefix(imported, "earshot/"))
	if !inside || to == from || slices.Contains(rules, to) {
		return ""
	}
	return "against the order of the packages in crawler"
}

// strictReaders lose a whole answer to one value that is not of its type, or take
// an object for a text. Adapters read with crawler/lenient.
var strictReaders = []string{"json.Unmarshal", "json.NewDecoder", "gjson.Parse", "gjson.ParseBytes", "gjson.Get", "gjson.GetBytes"}

// treeReaders are the files that read JSON of any shape into a tree.
var treeReaders = []string{"crawler/platform/web/jsonld.go"}

// TestAdaptersReadLeniently fails on an adapter that reads answers with anything
// but crawler/lenient.
func TestAdaptersReadLeniently(t *testing.T) {
	for _, dir := range []string{"crawler/platform", "crawler/spec"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			path = filepath.ToSlash(path)
			if d.IsDir() && strings.HasSuffix(d.Name(), "test") {
				return filepath.SkipDir
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || slices.Contains(treeReaders, path) {
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if from, ok := sel.X.(*ast.Ident); ok && slices.Contains(strictReaders, from.Name+"."+sel.Sel.Name) {
						t.Errorf("%s calls %s.%s: read with crawler/lenient", path, from.Name, sel.Sel.Name)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
