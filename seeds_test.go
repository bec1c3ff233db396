package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leastSeeds is how many inputs each fuzz test begins from at least. They are also run
// by every ordinary test.
const leastSeeds = 3

// TestEveryFuzzTestHasSeeds: those that it adds, some times what it loops over, and the
// inputs that failed before, which go keeps below testdata/fuzz.
func TestEveryFuzzTestHasSeeds(t *testing.T) {
	found := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			fuzz, ok := decl.(*ast.FuncDecl)
			if !ok || fuzz.Recv != nil || !strings.HasPrefix(fuzz.Name.Name, "Fuzz") {
				continue
			}
			found++
			kept, err := os.ReadDir(filepath.Join(filepath.Dir(path), "testdata", "fuzz", fuzz.Name.Name))
			if err != nil && !os.IsNotExist(err) {
				return err
			}
			if n := seedsIn(fuzz.Body) + len(kept); n < leastSeeds {
				t.Errorf("%s: %s begins from %d seeds, want %d at least", path, fuzz.Name.Name, n, leastSeeds)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 40 {
		t.Errorf("%d fuzz tests were found", found)
	}
}

// seedsIn counts the calls of Add, one in a loop as enough.
func seedsIn(body ast.Node) (seeds int) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if seedsIn(n.Body) > 0 {
				seeds += leastSeeds
			}
			return false
		case *ast.SelectorExpr:
			if f, ok := n.X.(*ast.Ident); ok && f.Name == "f" && n.Sel.Name == "Add" {
				seeds++
			}
		}
		return true
	})
	return seeds
}
