package spec

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/tidwall/gjson"
	"golang.org/x/net/html"
)

// namedRules are the rules of a field.
type namedRules struct {
	name  string
	rules Rules
}

// list is every field that has rules, but for images.
func (f Fields) list() []namedRules {
	return []namedRules{
		{"id", f.ID}, {"url", f.URL}, {"author_handle", f.AuthorHandle}, {"author_name", f.AuthorName}, {"author_url", f.AuthorURL},
		{"title", f.Title}, {"text", f.Text}, {"shown", f.Shown}, {"language", f.Language}, {"created", f.Created}, {"edited", f.Edited},
		{"parent", f.Parent}, {"thread", f.Thread}, {"likes", f.Likes}, {"shares", f.Shares}, {"comments", f.Comments},
		{"views", f.Views}, {"tags", f.Tags}, {"links", f.Links},
	}
}

// stands tells whether the file has the key.
func stands(tree *ast.File, key string) bool {
	p, err := yaml.PathString("$." + key)
	if err != nil {
		return false
	}
	node, err := p.FilterFile(tree)
	return err == nil && node != nil
}

// whereJSONEnds says how far a path leads in a value, which at names, and what is
// there instead.
func whereJSONEnds(at string, value gjson.Result, path string) string {
	for _, name := range strings.Split(path, ".") {
		next := value.Get(escapePath(name))
		if !next.Exists() || name == "" || strings.ContainsAny(name, "#@|*?()[]{}!=<>") {
			if !value.IsObject() {
				break
			}
			var names []string
			value.ForEach(func(key, _ gjson.Result) bool {
				names = append(names, key.String())
				return len(names) < 100
			})
			return fmt.Sprintf("%s has %s%s", at, describe(value), didYouMean(name, names))
		}
		value, at = next, name
	}
	return at + " is " + kindOfJSON(value)
}

func escapePath(name string) string { return strings.ReplaceAll(name, "\\", "\\\\") }

// keysAt describes an item's keys.
func keysAt(item node) string {
	if n, ok := item.(jsonNode); ok {
		return describe(n.Result)
	}
	return "none, for it is HTML"
}

// maxKeys bounds the keys that are named in one message, and shownKey the letters
// shown of a key or a value.
const (
	maxKeys  = 20
	shownKey = 40
)

// describe names the keys of an object and what stands there.
func describe(object gjson.Result) string {
	var names []string
	more := 0
	object.ForEach(func(key, value gjson.Result) bool {
		if len(names) < maxKeys {
			names = append(names, fmt.Sprintf("%s (%s)", printable(key.String()), kindOfJSON(value)))
		} else {
			more++
		}
		return true
	})
	if more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	if len(names) == 0 {
		return "no keys"
	}
	return strings.Join(names, ", ")
}

// printable is the beginning of a name that a stranger chose, without what would
// move a terminal.
func printable(name string) string {
	runes := []rune(name)
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, string(runes[:min(shownKey, len(runes))]))
}

func kindOfJSON(v gjson.Result) string {
	switch {
	case v.IsArray():
		return fmt.Sprintf("list of %d", len(v.Array()))
	case v.IsObject():
		return "object"
	case v.Type == gjson.Null:
		return "null"
	case v.Type == gjson.Number:
		return "number " + printable(v.Raw)
	case v.Type == gjson.True, v.Type == gjson.False:
		return v.Raw
	default:
		return fmt.Sprintf("text %q", printable(v.String()))
	}
}

// elementsOf names the commonest elements with a class on a page, which is where
// items usually stand.
func elementsOf(page htmlNode) string {
	count := map[string]int{}
	for e := range page.Descendants() {
		if e.Type != html.ElementNode || len(count) > 10_000 {
			continue
		}
		for _, a := range e.Attr {
			if first, _, _ := strings.Cut(strings.TrimSpace(a.Val), " "); a.Key == "class" && first != "" {
				count[printable(e.Data)+"."+printable(first)]++
			}
		}
	}
	var names []string
	for name, n := range count {
		if n > 1 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	if len(names) == 0 {
		return "no elements with a class that stands more than once"
	}
	names = names[:min(10, len(names))]
	for i, name := range names {
		names[i] = fmt.Sprintf("%s (%d)", name, count[name])
	}
	return strings.Join(names, ", ")
}
