package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestHardeningNamesTests: each item of the hardening page names a test, by package and
// name, and each of these is there.
func TestHardeningNamesTests(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("manual", "hardening.md"))
	if err != nil {
		t.Fatal(err)
	}
	known := testsOf(t, "..")
	item, named := regexp.MustCompile(`^\| \d`), regexp.MustCompile("`(\\w+\\.(?:Test|Fuzz)\\w+)`")
	items := 0
	for line := range strings.Lines(string(page)) {
		if !item.MatchString(line) {
			continue
		}
		items++
		cells := strings.Split(strings.Trim(line, "|\n "), "|")
		shown := named.FindAllStringSubmatch(cells[len(cells)-1], -1)
		if len(cells) != 4 || len(shown) == 0 {
			t.Errorf("no test shows this: %s", line)
		}
		for _, m := range shown {
			if !known[m[1]] {
				t.Errorf("there is no %s", m[1])
			}
		}
	}
	if items < 30 {
		t.Errorf("only %d items are held", items)
	}
}

// testsOf are the tests below a folder, by the package they test and name.
func testsOf(t *testing.T, root string) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
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
		of := strings.TrimSuffix(file.Name.Name, "_test")
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
				known[of+"."+f.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return known
}
