package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// parts are the four large rooms. None imports another; internal/app connects
// them.
var parts = []string{"crawler", "analyzer", "storage", "dashboard"}

// allowed says, for each area of the module, which other areas it may import.
var allowed = map[string][]string{
	"":                  {"internal/cli"},
	"internal/cli":      append([]string{"internal/shown", "internal/asker", "internal/zone", "internal/condense", "internal/npm", "internal/app", "internal/job", "internal/bench", "internal/export", "internal/importer", "internal/sample", "internal/social", "internal/query"}, parts...),
	"internal/app":      append([]string{"internal/shown", "internal/asker", "internal/yamlbound", "internal/zone", "internal/pipeline", "internal/pipeline/group", "internal/export", "internal/importer", "internal/sample", "internal/social", "internal/query", "configs"}, parts...),
	"internal/pipeline": {"internal/social", "internal/query", "internal/identity"},
	// A job is what is done with an app, and ends by itself.
	"internal/job": append([]string{"internal/shown", "internal/asker", "internal/zone", "internal/app", "internal/pipeline", "internal/pipeline/group", "internal/export", "internal/importer", "internal/sample", "internal/social", "internal/query", "docs"}, parts...),
	// Near copies are found by the index of analyzer/neardup, which one stage holds.
	"internal/pipeline/group": {"internal/pipeline", "internal/social", "analyzer"},
	// The benchmarks measure the parts of an app beside references of their own.
	"internal/bench": append([]string{"internal/asker", "internal/app", "internal/identity", "internal/pipeline", "internal/sample", "internal/social"}, parts...),
	// What it compares with is no part of the program that is shipped.
	"internal/bench/sentiment": {"internal/bench", "internal/sample", "internal/social", "analyzer"},
	"internal/bench/logo":      {"internal/bench", "internal/social", "analyzer"},
	"internal/bench/reading":   {"internal/bench", "internal/social", "internal/query", "analyzer"}, // names are looked for as queries do
	"internal/export":          {"internal/social", "internal/query"},
	"internal/importer":        {"internal/social", "internal/query", "internal/date", "internal/charset", "internal/identity"},
	"internal/date":            {},
	"internal/zone":            {"internal/social", "internal/query"},
	"internal/identity":        {},
	"internal/npm":             {},
	"internal/condense":        {},
	"internal/yamlbound":       {},
	"internal/shown":           {},
	"internal/charset":         {"internal/social"},
	"internal/sample":          {"internal/social", "internal/query"},
	"internal/social":          {"internal/query"},
	"internal/query":           {},
	"crawler":                  {"internal/shown", "internal/yamlbound", "internal/social", "internal/query", "internal/date", "internal/charset", "internal/identity", "configs"},
	"analyzer":                 {"internal/social", "internal/query", "internal/npm"},
	"storage":                  {"internal/shown", "internal/asker", "internal/social", "internal/query", "internal/npm"},
	"internal/asker":           {},
	"dashboard":                {"internal/asker", "internal/social", "internal/query", "internal/export", "internal/zone"},
	"configs":                  {},
	"docs":                     {},
	"docker":                   {},
}

// ordered are the areas whose packages have an order of their own.
var ordered = []string{"dashboard", "storage", "internal/pipeline", "internal/app"}

// inside says, for each package of an ordered area, which others of the same area
// it may import. The dashboard goes from handlers to panels, to what these draw
// with, to the URL; its tests may also import the canned data of dashboard/preview.
// In storage the write path (mention) and the read path (figure)
// do not know each other, and neither do the stages of the pipeline.
var inside = map[string][]string{
	"dashboard":               {"dashboard/panel", "dashboard/view", "dashboard/viewmodel", "dashboard/component", "dashboard/urlstate", "dashboard/assets"},
	"dashboard/panel":         {"dashboard/view", "dashboard/viewmodel", "dashboard/component", "dashboard/urlstate"},
	"dashboard/view":          {"dashboard/component"},
	"dashboard/viewmodel":     {"dashboard/component", "dashboard/urlstate"},
	"dashboard/component":     {},
	"dashboard/urlstate":      {},
	"dashboard/assets":        {},
	"dashboard/preview":       {"dashboard/panel", "dashboard/view", "dashboard/viewmodel", "dashboard/component", "dashboard/urlstate"},
	"dashboard/dashboardtest": {},

	"storage":                  {"storage/mention", "storage/figure", "storage/post", "storage/picture", "storage/run", "storage/integrity", "storage/cluster", "storage/database", "storage/queries"},
	"storage/mention":          {"storage/post", "storage/sourceday", "storage/database", "storage/queries"},
	"storage/figure":           {"storage/post", "storage/sourceday", "storage/database", "storage/queries"},
	"storage/post":             {"storage/picture", "storage/database", "storage/queries"},
	"storage/picture":          {"storage/database", "storage/queries"},
	"storage/run":              {"storage/sourceday", "storage/database", "storage/queries"},
	"storage/integrity":        {"storage/database", "storage/queries"},
	"storage/sourceday":        {"storage/database", "storage/queries"},
	"storage/database":         {"storage/queries", "storage/admission", "storage/answer"},
	"storage/admission":        {},
	"storage/answer":           {},
	"storage/queries":          {},
	"storage/queries/generate": {},
	"storage/bare":             {"storage/database"},
	"storage/engine":           {},
	"storage/cluster":          {},
	"storage/media":            {"storage/object"},
	"storage/object":           {},
	"storage/stream":           {},
	"storage/storagetest":      {"storage", "storage/engine"},

	"internal/pipeline":           {},
	"internal/pipeline/claim":     {},
	"internal/pipeline/ledger":    {},
	"internal/pipeline/unwritten": {},
	"internal/pipeline/page":      {},
	"internal/pipeline/crawl":     {"internal/pipeline", "internal/pipeline/page"},
	"internal/pipeline/analyze":   {"internal/pipeline", "internal/pipeline/page"},
	"internal/pipeline/unite":     {"internal/pipeline"},
	"internal/pipeline/dating":    {},
	"internal/pipeline/erase":     {},
	"internal/pipeline/write":     {"internal/pipeline", "internal/pipeline/erase"},
	"internal/pipeline/picture":   {"internal/pipeline", "internal/pipeline/erase"},
	"internal/pipeline/caption":   {"internal/pipeline", "internal/pipeline/claim", "internal/pipeline/ledger", "internal/pipeline/unwritten"},
	"internal/pipeline/opinion":   {"internal/pipeline", "internal/pipeline/ledger"},
	"internal/pipeline/speech":    {"internal/pipeline", "internal/pipeline/claim", "internal/pipeline/ledger", "internal/pipeline/unwritten"},
	"internal/pipeline/seen":      {"internal/pipeline", "internal/pipeline/page"},

	"internal/pipeline/transcript": {"internal/pipeline/page"},

	"internal/app":               {"internal/app/sources", "internal/app/sourceservice", "internal/app/config", "internal/app/monitor", "internal/app/tracing", "internal/app/answers"},
	"internal/app/answers":       {},
	"internal/app/sources":       {"internal/app/config"},
	"internal/app/sourceservice": {},
	"internal/app/monitor":       {},
	"internal/app/tracing":       {},
	"internal/app/config":        {},
}

// domain is what everything else stands on: no module but the standard library.
var domain = []string{"internal/social", "internal/query"}

// owners are third-party modules that only one area may import.
var owners = map[string]string{
	"github.com/gocolly/colly":            "crawler",
	"github.com/andybalholm/brotli":       "crawler",
	"codeberg.org/readeck/go-readability": "crawler",
	"github.com/ClickHouse/clickhouse-go": "storage",
	"github.com/nats-io":                  "storage",
	"github.com/minio/minio-go":           "storage",
	"github.com/a-h/templ":                "dashboard",
	"github.com/jonreiter/govader":        "internal/bench/sentiment",
	"github.com/parquet-go/parquet-go":    "internal/export",
	"github.com/prometheus/client_golang": "internal/app",
	"go.opentelemetry.io/otel/sdk":        "internal/app",
}

// comparison is what tests may import wherever they stand.
const comparison = "github.com/google/go-cmp/cmp"

// TestImportDirection reads every Go file, tests included, and fails on an
// import that goes against the direction of the house.
func TestImportDirection(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if strings.HasSuffix(path, "_test.go") && imported == comparison {
				continue
			}
			dir := filepath.ToSlash(filepath.Dir(path))
			fault := forbidden(area(dir), imported)
			if fault == "" && !strings.HasSuffix(path, "_test.go") {
				fault = backward(dir, imported)
			}
			if fault != "" {
				t.Errorf("%s imports %s: %s", path, imported, fault)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Fatal("no Go file was read")
	}
}

// TestForbiddenImportsAreSeen proves that the rules above can fail.
func TestForbiddenImportsAreSeen(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"crawler", "earshot/storage"},
		{"dashboard", "earshot/analyzer/sentiment"},
		{"storage", "earshot/internal/app"},
		{"internal/social", "earshot/crawler"},
		{"internal/query", "earshot/internal/social"},
		{"internal/pipeline", "earshot/storage/stream"},
		{"internal/pipeline", "earshot/analyzer/neardup"},
		{"internal/pipeline", "earshot/internal/app"},
		{"internal/pipeline/group", "earshot/storage"},
		{"analyzer", "earshot/internal/pipeline"},
		{"internal/app", "earshot/internal/bench"},
		{"internal/app", "earshot/internal/job/demo"},
		{"internal/bench", "earshot/internal/job/demo"},
		{"crawler", "earshot/internal/bench/forum"},
		{"internal/social", "github.com/google/go-cmp/cmp"},
		{"dashboard", "github.com/ClickHouse/clickhouse-go/v2"},
		{"analyzer", "github.com/gocolly/colly/v2"},
		{"internal/bench", "github.com/jonreiter/govader"},
	} {
		if forbidden(c.from, c.to) == "" {
			t.Errorf("%s may import %s", c.from, c.to)
		}
	}
}

// TestBackwardImportsAreSeen proves that the rules inside the areas can fail.
func TestBackwardImportsAreSeen(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"dashboard/panel", "earshot/dashboard"},
		{"dashboard/viewmodel", "earshot/dashboard/panel"},
		{"dashboard/component", "earshot/dashboard/urlstate"},
		{"dashboard", "earshot/dashboard/preview"},
		{"dashboard/unheard", "earshot/dashboard/urlstate"},
		{"storage/figure", "earshot/storage/mention"},
		{"storage/mention", "earshot/storage/figure"},
		{"storage/database", "earshot/storage/post"},
		{"internal/pipeline", "earshot/internal/pipeline/write"},
		{"internal/pipeline/analyze", "earshot/internal/pipeline/write"},
		{"internal/app/config", "earshot/internal/app"},
		{"internal/app/sources", "earshot/internal/app"},
	} {
		if backward(c.from, c.to) == "" {
			t.Errorf("%s may import %s", c.from, c.to)
		}
	}
	if fault := backward("dashboard", "earshot/dashboard/panel"); fault != "" {
		t.Errorf("handlers may not import panels: %s", fault)
	}
}

// backward says why a package may not import another of its area, or "".
func backward(from, imported string) string {
	to, local := strings.CutPrefix(imported, "earshot/")
	if !local || area(from) != area(to) || !slices.Contains(ordered, area(from)) {
		return ""
	}
	rules, known := inside[from]
	if !known {
		return "the package " + from + " has no rule"
	}
	if !slices.Contains(rules, to) {
		return "against the import direction inside " + area(from)
	}
	return ""
}

// area is the part of the module a folder belongs to.
func area(dir string) string {
	if dir == "." {
		return ""
	}
	if _, known := allowed[dir]; known {
		return dir
	}
	first, rest, _ := strings.Cut(dir, "/")
	if first != "internal" {
		return first
	}
	second, _, _ := strings.Cut(rest, "/")
	return first + "/" + second
}

// forbidden says why code in area from may not import a package, or "".
func forbidden(from, imported string) string {
	if local, ok := strings.CutPrefix(imported, "earshot/"); ok {
		to := area(local)
		rules, known := allowed[from]
		if !known {
			return "the area " + from + " has no rule"
		}
		if to != from && !slices.Contains(rules, to) {
			return "against the import direction"
		}
		return ""
	}
	if slices.Contains(domain, from) && strings.Contains(strings.Split(imported, "/")[0], ".") {
		return "the domain and its query language import the standard library only"
	}
	for module, owner := range owners {
		if strings.HasPrefix(imported, module) && from != owner {
			return "only " + owner + " may import it"
		}
	}
	return ""
}

// TestDesignNamesEveryRoom: who looks for a room finds it on the page of the layout.
func TestDesignNamesEveryRoom(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("docs", "design.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, parent := range []string{"internal", "crawler", "storage", "dashboard", "analyzer"} {
		rooms, err := os.ReadDir(parent)
		if err != nil {
			t.Fatal(err)
		}
		for _, room := range rooms {
			name := room.Name()
			if strings.HasSuffix(name, "test") || name == "testdata" {
				continue
			}
			if room.IsDir() && !strings.Contains(string(page), name) {
				t.Errorf("docs/design.md does not name %s/%s", parent, name)
			}
		}
	}
}
