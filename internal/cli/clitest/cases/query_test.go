package cases

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

func queryCases() []situation {
	return []situation{
		{"query-symbols.tsv", []string{"no", "no", "no", "no", "no", "yes", "yes"}, symbols},
		{"query-foreign-syntax.tsv", []string{
			`"brewline coffee"~5: understood`, "brewline near/5 coffee: notice", "brewline ~5 coffee: error", "brewline, coffee, tea: notice",
			"{BrewLine}: notice"}, foreignSyntax},
	}
}

// symbols imports the texts and looks for each with its query.
func symbols(t *testing.T, file string) []string {
	w := work(t, "")
	cells := table(t, file)
	posts := [][]string{{"id", "text", "created_at"}}
	for i, row := range cells {
		posts = append(posts, []string{fmt.Sprint(i + 1), row[1], "2026-05-04T20:00:00Z"})
	}
	importRows(t, w, posts)
	var all []string
	for i, row := range cells {
		found := "no"
		for _, post := range stored(t, w, "--query", row[0]) {
			if post["id"] == fmt.Sprint(i+1) {
				found = "yes"
			}
		}
		all = append(all, found)
	}
	return all
}

// importRows imports a table of id, text and created_at as posts of X.
func importRows(t *testing.T, w *clitest.World, rows [][]string) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "posts.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := csv.NewWriter(file).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	w.Run(t, "import", file.Name(), "--map", "id=id,text=text,created_at=created_at", "--platform", "x").Want(t, 0)
}

// foreignSyntax says what query check makes of each line.
func foreignSyntax(t *testing.T, file string) []string {
	w := work(t, "")
	var all []string
	for _, row := range table(t, file) {
		got := w.Run(t, "query", "check", row[0])
		verdict := "silent: " + strings.TrimSpace(got.Out)
		switch {
		case got.Code != 0:
			verdict = "error"
		case strings.Contains(got.Out, "NEAR/5") && strings.HasPrefix(row[0], `"`):
			verdict = "understood"
		case len(strings.Split(strings.TrimSpace(got.Out+got.Err), "\n")) > 1:
			verdict = "notice"
		}
		all = append(all, row[0]+": "+verdict)
	}
	return all
}

// table reads a file of cells between tabs.
func table(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}
