package queries_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"earshot/storage/queries"
)

// TestEveryQueryIsUsed fails on a query that no code of storage names.
func TestEveryQueryIsUsed(t *testing.T) {
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "queries" {
					used[s.Sel.Name] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("names.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range constants(t, source) {
		if !used[name] {
			t.Errorf("no code runs queries.%s; remove its file and run go generate ./storage/queries", name)
		}
	}
}

// constants are the names of the queries in the source of names.go.
func constants(t *testing.T, source []byte) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "names.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
			for _, s := range g.Specs {
				names = append(names, s.(*ast.ValueSpec).Names[0].Name)
			}
		}
	}
	if len(names) != len(queries.All()) {
		t.Fatalf("%d constants for %d queries", len(names), len(queries.All()))
	}
	return names
}

// TestQueriesAreComplete wants nothing left to be put in but the clauses that are not
// asked for.
func TestQueriesAreComplete(t *testing.T) {
	for _, name := range queries.All() {
		for _, asked := range []bool{false, true} {
			text, err := name.Text(queries.Parts{
				Fold: asked, Sort: asked, Authors: asked, Ranked: asked, Months: asked, Which: "1", Others: asked, Hours: asked,
				Values: queries.Values{Term: "''", Judged: "''"}, Step: "s", Clock: "s", Search: "1",
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, left := range strings.Split(text, "/*")[1:] {
				if strings.HasPrefix(left, ", shard*/") {
					continue // a cluster's connection puts it in
				}
				if clause, _, _ := strings.Cut(left, ": "); asked || !slices.Contains([]string{"fold", "sort", "authors", "ranked", "months"}, clause) {
					t.Errorf("%s, with all clauses %t: left open: /*%.30s", name, asked, left)
				}
			}
		}
	}
	if !slices.Contains(queries.MentionColumns(), "aspects.label") || slices.Contains(queries.MentionColumns(), "aspects.certainty") ||
		!slices.Contains(queries.AnalysisColumns(), "emotion_certainty") || slices.Contains(queries.AnalysisColumns(), "terms") {
		t.Errorf("columns of readings: mentions %q, analyses %q", queries.MentionColumns(), queries.AnalysisColumns())
	}
}

// TestTheVersionOfTheDataHasEveryTable: a table that pages read is one whose inserts change
// the version that answers are kept under, or is named here with why it need not.
func TestTheVersionOfTheDataHasEveryTable(t *testing.T) {
	const byNotes = "only ever replaced by a count, before the note is taken back that it was out of date"
	without := map[string]string{
		"figure_days": byNotes, "reading_days": byNotes, "reading_months": byNotes, "source_days": byNotes, "analyzer_days": byNotes,
		"rollup_spans": "what it tells of and mentions say the same",
		"claims":       "writes alone read it",
		"programs":     "read before anything else, by a program that may not use the store",
		"turns":        "says who is at work",
		"deletions":    "writes alone read it",
		"pictures_due": "work alone reads it", "pictures_let_go": "work alone reads it", "picture_index": "work alone reads it", "picture_prints": "work alone reads it",
	}
	files, err := filepath.Glob("../migration/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("migrations %v, %v", files, err)
	}
	created, tables := regexp.MustCompile(`CREATE TABLE IF NOT EXISTS (\w+)`), map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range created.FindAllStringSubmatch(string(text), -1) {
			tables[m[1]] = true
		}
	}
	version, err := queries.DataVersion.Text(queries.Parts{})
	if err != nil {
		t.Fatal(err)
	}
	read := regexp.MustCompile(`\b(?:FROM|JOIN|IN)\s+\(?\s*(\w+)`)
	seen := map[string]bool{}
	for _, name := range queries.All() {
		text, err := name.Text(queries.Parts{Months: true, Which: "1", Others: true, Hours: true, Fold: true, Authors: true, Ranked: true, Values: queries.Values{Term: "''", Judged: "''"}, Step: "s", Clock: "s", Search: "1"})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range read.FindAllStringSubmatch(text, -1) {
			table := m[1]
			if !tables[table] {
				continue // a table that goes along, or a word of a comment
			}
			seen[table] = true
			if isIn := strings.Contains(version, "'"+table+"'"); isIn == (without[table] != "") {
				t.Errorf("%s reads %s, of which the version of the data tells %t; without it because: %q", name, table, isIn, without[table])
			}
		}
	}
	if len(seen) < 18 {
		t.Errorf("only of %d tables it was seen that queries read them: %v", len(seen), seen)
	}
}
