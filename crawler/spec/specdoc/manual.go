package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"reflect"
	"strings"
	"text/template"

	"earshot/crawler/spec"
)

//go:embed platforms.md.tmpl
var page string

// manual writes docs/platforms.md: what stands in the template, and tables.
func manual(shapes []shape) ([]byte, error) {
	t, err := template.New("platforms.md").Parse(page)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]string{"Keys": keyTables(shapes), "Placeholders": placeholderTable(), "Filters": filterTable()})
	return b.Bytes(), err
}

func keyTables(shapes []shape) string {
	var b strings.Builder
	for _, s := range shapes {
		fmt.Fprintf(&b, "### %s\n\n%s\n\n| key | value | meaning |\n|---|---|---|\n", s.Name, paragraph(s.Says))
		inlined := ""
		for _, k := range s.Keys {
			if k.Of != "" {
				if k.Of != inlined {
					fmt.Fprintf(&b, "| ... | | and the keys of [%s](#%s) |\n", k.Of, k.Of)
				}
				inlined = k.Of
				continue
			}
			value := valueOf(k)
			if k.Must {
				value += ", **required**"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.Name, value, cell(k.Says))
		}
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String())
}

// valueOf says what the value of a key is.
func valueOf(k key) string {
	if k.Values != nil {
		return "`" + strings.Join(k.Values, "`, `") + "`"
	}
	return typeName(k.Type)
}

func typeName(t reflect.Type) string {
	switch {
	case t == filterType:
		return "[filter](#filters)"
	case oneOrMany(t):
		return typeName(t.Elem()) + " or a list of them"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.Slice:
		return "list of " + typeName(t.Elem())
	case reflect.Map:
		return "names, each with " + typeName(t.Elem())
	case reflect.Struct:
		name := strings.ToLower(t.Name())
		return "[" + name + "](#" + name + ")"
	case reflect.Bool:
		return "`true`, `false`"
	case reflect.Int:
		return "number"
	case reflect.Interface:
		return "anything"
	default:
		return "text"
	}
}

func placeholderTable() string {
	var b strings.Builder
	b.WriteString("| placeholder | stands for | may stand in |\n|---|---|---|\n")
	for _, p := range spec.Placeholders() {
		where := "rules"
		if p.InRequest {
			where = "requests, rules"
		}
		if p.Optional {
			where += "; may have no value"
		}
		fmt.Fprintf(&b, "| `{%s}` | %s | %s |\n", p.Name, cell(p.Says), where)
	}
	return strings.TrimSpace(b.String())
}

func filterTable() string {
	var b strings.Builder
	b.WriteString("| filter | yields | argument |\n|---|---|---|\n")
	for _, f := range spec.FilterKinds() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, cell(f.Says), cell(f.Arg))
	}
	return strings.TrimSpace(b.String())
}

// paragraph is a comment as Markdown, one line a paragraph.
func paragraph(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", "\\|")
}

// cell is a comment as a cell of a table.
func cell(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if item, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok {
			lines[i] = "<br>" + item
		}
	}
	return paragraph(strings.Join(lines, "\n"))
}
