package sources

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/spec"
	"earshot/internal/sample/wiretest"
)

// elsewhere are the platforms that package wiretest has no server for, and the test that
// crawls one in their format.
var elsewhere = map[string]string{
	"assistant": "internal/cli/clitest/source/assistant_test.go",
}

// TestEveryPlatformIsCovered: each platform goes through the conformance suite, and is
// crawled from a server that speaks its wire format.
func TestEveryPlatformIsCovered(t *testing.T) {
	adapters, err := LoadAdapters("")
	if err != nil {
		t.Fatal(err)
	}
	server, err := wiretest.Start(wiretest.Options{Posts: 1, Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	served := map[string]bool{}
	for _, src := range server.Sources() {
		served[src.Platform] = true
	}
	for _, a := range adapters {
		name := a.Info().Platform
		suite, fixtures := conformance(t, a)
		wire := elsewhere[name]
		if served[name] {
			wire = "internal/sample/wiretest"
		}
		t.Logf("%-16s %-45s %s", name, fixtures, wire)
		if !suite {
			t.Errorf("%s: the conformance suite is not run on fixtures in %s", name, fixtures)
		}
		if wire == "" {
			t.Errorf("%s: no server speaks its wire format", name)
		}
		if !served[name] && wire != "" && !mentions(t, filepath.Join(root, wire), name) {
			t.Errorf("%s: %s does not crawl it", name, wire)
		}
	}
}

// root is the folder of the module.
const root = "../../.."

// conformance tells whether the suite is run on an adapter, and on which fixtures.
func conformance(t *testing.T, a crawler.Adapter) (run bool, fixtures string) {
	t.Helper()
	// All files are run by one test, each on the fixtures in the folder of its name.
	fixtures, tests := "crawler/spec/testdata/"+a.Info().Platform, "crawler/spec/*_test.go"
	if _, declared := a.(*spec.File); !declared {
		dir := strings.TrimPrefix(reflect.TypeOf(a).PkgPath(), "earshot/")
		fixtures, tests = dir+"/testdata", dir+"/*_test.go"
	}
	there, err := filepath.Glob(filepath.Join(root, fixtures, "*.fixture.json"))
	if err != nil || len(there) == 0 {
		return false, fixtures
	}
	files, err := filepath.Glob(filepath.Join(root, tests))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		run = run || mentions(t, file, "crawlertest.Run(t, ")
	}
	return run, fixtures
}

// mentions tells whether a file holds some words.
func mentions(t *testing.T, file, words string) bool {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(text), words)
}
