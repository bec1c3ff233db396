package yamlbound

import (
	"fmt"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// bombs are small files that cost a parser or a decoder much.
func bombs() map[string]string {
	laughs, merges := "a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol,lol]\n", "a0: &a0 {x: 1}\n"
	for i := 1; i < 10; i++ {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10))
		merges += fmt.Sprintf("a%d: &a%d {<<: [%s], y%d: 2}\n", i, i, strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), i)
	}
	var keys, indent strings.Builder
	for i := range 300_000 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	for i := range 1000 {
		indent.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	const n = 100_000
	return map[string]string{
		"billion laughs": laughs, "merged mappings": merges, "an alias of itself": "a: &a [*a]\n",
		"brackets": "a: " + strings.Repeat("[", n), "closed brackets": "a: " + strings.Repeat("[", n) + strings.Repeat("]", n),
		"braces": strings.Repeat("{a: ", n), "dashes": strings.Repeat("- ", n) + "x", "anchors": "a: " + strings.Repeat("&a ", n) + "x",
		"tags": "a: " + strings.Repeat("!!str ", n) + "x", "keys of keys": strings.Repeat("? ", n), "colons": "a: " + strings.Repeat("b: ", n),
		"keys": keys.String(), "indent": indent.String(), "brackets by line": "a:\n" + strings.Repeat("  [\n", n),
		"braces within quotes": "a: [\"]\", " + strings.Repeat("[\"]\", ", n),
	}
}

func TestBombs(t *testing.T) {
	for name, text := range bombs() {
		if fault := Check([]byte(text)); fault == nil || fault.Line == 0 {
			t.Errorf("%s: %+v", name, fault)
		}
	}
}

func TestOrdinaryFiles(t *testing.T) {
	var sources strings.Builder
	sources.WriteString("sources:\n")
	for i := range 5000 {
		fmt.Fprintf(&sources, "  - name: s%d\n    platform: feed\n    urls: [\"https://a.example/%d\"]\n    params: {a: b, c: d}\n", i, i)
	}
	for name, text := range map[string]string{
		"sources":  sources.String(),
		"anchors":  "base: &b {x: 1, y: [1, 2]}\na: {<<: *b}\nb:\n  <<: *b\n  z: *b\n",
		"brackets": "a: '" + strings.Repeat("[", 500) + "'\nb: \"" + strings.Repeat("{", 500) + "\"\nc: |\n  " + strings.Repeat("[", 500) + "\n",
		"empty":    "", "comment": "# " + strings.Repeat("[", 1000),
		"broken": "a: [1",
	} {
		if fault := Check([]byte(text)); fault != nil {
			t.Errorf("%s: %+v", name, fault)
		}
	}
}

// FuzzCheck: what is in bounds can be decoded.
func FuzzCheck(f *testing.F) {
	for _, text := range bombs() {
		if len(text) < 2000 {
			f.Add(text)
		}
	}
	f.Add("a: &a {b: *a}\n? - x\n: y\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 || Check([]byte(text)) != nil {
			return
		}
		defer func() { _ = recover() }() // the library gives up on some; callers say so
		var v any
		_ = yaml.Unmarshal([]byte(text), &v)
	})
}
