package cli

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/manual/commands.md from the command line's own help")

// TestManualListsTheCommands: the manual's reference of commands is what the
// command line says of itself.
func TestManualListsTheCommands(t *testing.T) {
	c := newCommands()
	parser, err := kong.New(&c, kong.Name("earshot"), formatNames())
	if err != nil {
		t.Fatal(err)
	}
	want := manualOfCommands(parser.Model)
	file := filepath.Join("..", "..", "docs", "manual", "commands.md")
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("docs/manual/commands.md is stale; run go test ./internal/cli -run Manual -update\n%s", diff)
	}
}

// manualOfCommands writes every command with its help and flags as Markdown.
func manualOfCommands(model *kong.Application) string {
	var b strings.Builder
	b.WriteString(`# Commands

Results go to standard output, progress and logs to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage or
configuration. A command beside a ` + "`run`" + ` on the same data folder uses the running engine.

Every command takes:

`)
	writeFlags(&b, model.Flags)
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, child := range n.Children {
			if child.Hidden {
				continue
			}
			if len(child.Children) > 0 {
				fmt.Fprintf(&b, "\n## earshot %s\n\n%s\n", child.Path(), child.Help)
				writeDetail(&b, child.Detail)
				walk(child)
				continue
			}
			level := "##"
			if child.Parent != model.Node {
				level = "###"
			}
			fmt.Fprintf(&b, "\n%s earshot %s\n\n%s\n", level, commandLine(child), child.Help)
			writeDetail(&b, child.Detail)
			if len(child.Flags) > 0 {
				b.WriteString("\n")
				writeFlags(&b, child.Flags)
			}
		}
	}
	walk(model.Node)
	return b.String()
}

// commandLine is a command with its arguments.
func commandLine(n *kong.Node) string {
	line := n.Path()
	for _, p := range n.Positional {
		line += " " + p.Summary()
	}
	return line
}

// writeDetail writes the help below a command's first line as it is printed.
func writeDetail(b *strings.Builder, detail string) {
	if detail != "" {
		fmt.Fprintf(b, "\n```text\n%s\n```\n", detail)
	}
}

func writeFlags(b *strings.Builder, flags []*kong.Flag) {
	for _, f := range flags {
		if f.Hidden || f.Name == "help" {
			continue
		}
		name := "--" + f.Name
		if !f.IsBool() {
			name += "=" + f.FormatPlaceHolder()
		}
		if f.Short != 0 {
			name = fmt.Sprintf("-%c, %s", f.Short, name)
		}
		fmt.Fprintf(b, "- `%s` %s\n", name, f.Help)
	}
}
