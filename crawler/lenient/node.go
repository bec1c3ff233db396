// Package lenient reads the JSON of platforms value by value: one that is not
// what was promised costs itself alone, and is named. Adapters read every answer
// by it, either by paths (Node.Get) or into structs of their own (Node.Decode).
//
// Of several ways to write a value all are read: a number in quotes, one value
// where a list is promised, a list of one where a value is, and what PHP writes for
// nothing (false, an empty list) and for a list with gaps (an object of numbers). Null is absent.
package lenient

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"earshot/crawler"
	"earshot/internal/charset"
	"earshot/internal/social"
)

// Node is a value of a document. The zero Node is absent. The fields and methods of
// gjson.Result that Node does not have itself read what is there without a word.
type Node struct {
	gjson.Result
	// name is what the value was asked for by.
	name string
	doc  *document
}

// document is what all nodes of an answer share.
type document struct {
	text   string
	unread unread
}

// Parse reads a document. Its error has social.CodeBroken.
func Parse(body []byte, contentType string) (Node, error) {
	text, err := charset.Decode(body, contentType, charset.Plain)
	if err != nil {
		return Node{}, err
	}
	root, err := ParseText(text.String)
	if err != nil {
		return Node{}, err
	}
	// How the letters were read is noted as of a page.
	var page crawler.Page
	page.NoteLetters(text)
	for _, s := range page.Unread {
		root.doc.unread.add(s.Where, s.Err.Error())
	}
	return root, nil
}

// ParseText reads a document that is text already.
func ParseText(text string) (Node, error) {
	trimmed := bytes.TrimSpace([]byte(text))
	switch {
	case len(trimmed) == 0:
		return Node{}, social.Errorf(social.CodeBroken, "the answer is empty")
	case trimmed[0] == '<':
		return Node{}, social.Errorf(social.CodeBroken, "a web page where JSON was promised")
	}
	// encoding/json bounds the depth, which gjson does not.
	if !json.Valid(trimmed) {
		var any json.RawMessage
		return Node{}, social.Errorf(social.CodeBroken, "not JSON: %w", json.Unmarshal(trimmed, &any))
	}
	doc := &document{text: string(trimmed)}
	return Node{Result: gjson.Parse(doc.text), doc: doc}, nil
}

// Unread are the values of the document that could not be read so far, for
// crawler.Page.Unread.
func (n Node) Unread() []crawler.Skip {
	if n.doc == nil {
		return nil
	}
	return n.doc.unread.list
}

// Fault notes that the value could not be read: "is" says what it is instead.
func (n Node) Fault(is string) {
	if n.doc != nil {
		n.doc.unread.note(n.Path, is)
	}
}

// Path is the place of the value in its document: "items[3].tags".
func (n Node) Path() string {
	path := ""
	if n.doc != nil && n.Result.Index > 0 {
		path = n.Result.Path(n.doc.text)
	}
	if path == "" || path == "@this" {
		return n.name
	}
	return brackets(path)
}

// brackets writes the numbers in a path of gjson as people do.
func brackets(path string) string {
	var b strings.Builder
	for i, part := range strings.Split(path, ".") {
		_, err := strconv.Atoi(part)
		switch {
		case err == nil:
			b.WriteString("[" + part + "]")
		case i > 0:
			b.WriteString("." + part)
		default:
			b.WriteString(part)
		}
	}
	return b.String()
}

// Kind names what a value is.
func (n Node) Kind() string {
	switch {
	case n.IsArray():
		return "a list"
	case n.IsObject():
		return "an object"
	}
	switch n.Type {
	case gjson.String:
		return "a text"
	case gjson.Number:
		return "a number"
	case gjson.True, gjson.False:
		return "true or false"
	}
	return "nothing"
}

// None tells whether the value is absent, null, or what programs write for
// nothing: false, an empty text, an empty list.
func (n Node) None() bool {
	return !n.Exists() || n.Type == gjson.Null || n.Type == gjson.False || n.Type == gjson.String && n.Str == "" || n.IsArray() && strings.TrimSpace(strings.Trim(n.Raw, "[]")) == ""
}

// IsText tells whether the value is a text.
func (n Node) IsText() bool { return n.Type == gjson.String }

// IsNull tells whether the value is null.
func (n Node) IsNull() bool { return n.Exists() && n.Type == gjson.Null }

// Get returns the value at a path of gjson. Something else where the path goes
// through an object is named.
func (n Node) Get(path string) Node {
	found := n.Result.Get(path)
	for at := 0; !found.Exists(); at++ {
		dot := strings.IndexByte(path[at:], '.')
		if dot < 0 {
			break
		}
		at += dot
		within := Node{Result: n.Result.Get(path[:at]), name: path[:at], doc: n.doc}
		if !within.Exists() {
			break
		}
		if !within.IsObject() && !within.IsArray() && !within.None() {
			within.Fault("is " + within.Kind())
			break
		}
	}
	return Node{Result: found, name: path, doc: n.doc}
}

// in wraps a value found inside n.
func (n Node) in(r gjson.Result) Node { return Node{Result: r, name: n.name, doc: n.doc} }

// Array returns the elements of a list, or the one value in place of one; none for
// what is none.
func (n Node) Array() []Node {
	if n.None() && !n.IsArray() {
		return nil
	}
	var list []Node
	if n.isNumbered() {
		n.Result.ForEach(func(_, value gjson.Result) bool {
			list = append(list, n.in(value))
			return true
		})
		return list
	}
	if !n.IsArray() {
		return []Node{n.in(n.Result)}
	}
	n.Result.ForEach(func(_, value gjson.Result) bool {
		if len(list) == MaxElements {
			n.Fault(fmt.Sprintf("has more than %d elements, of which the others are not read", MaxElements))
			return false
		}
		list = append(list, n.in(value))
		return true
	})
	return list
}

// MaxElements is how many elements of one list are read. Platforms send hundreds; an
// answer of a few megabytes can name millions of nothing, each of which takes a
// hundred times its length once it is read.
const MaxElements = 50_000

// isNumbered tells whether the value is an object whose members are numbered from 0
// or 1, upwards: what PHP writes for a list that it took elements out of.
func (n Node) isNumbered() bool {
	if !n.IsObject() {
		return false
	}
	last, ok := -1, true
	n.Result.ForEach(func(key, _ gjson.Result) bool {
		at, err := strconv.Atoi(key.Str)
		ok = err == nil && at > last && at < maxNumbered && strconv.Itoa(at) == key.Str
		last = at
		return ok
	})
	return ok && last >= 0
}

// maxNumbered is above the number of an element, and below what is an identifier.
const maxNumbered = 10_000

// Objects returns the objects of a list; elements that are none are named.
func (n Node) Objects() []Node {
	var list []Node
	for _, e := range n.Array() {
		switch {
		case e.IsObject():
			list = append(list, e)
		case !e.None():
			e.Fault("is " + e.Kind())
		}
	}
	return list
}

// Map returns the members of an object.
func (n Node) Map() map[string]Node {
	all := map[string]Node{}
	n.ForEach(func(key, value Node) bool {
		all[key.Str] = value
		return true
	})
	return all
}

// ForEach walks through the elements of a list or the members of an object.
func (n Node) ForEach(visit func(key, value Node) bool) {
	if n.None() {
		return
	}
	if !n.IsArray() && !n.IsObject() {
		n.Fault("is " + n.Kind())
		return
	}
	n.Result.ForEach(func(key, value gjson.Result) bool { return visit(n.in(key), n.in(value)) })
}
