package lenient

import (
	"bytes"
	"encoding/json"

	"github.com/tidwall/gjson"
)

// maxRelated bounds what Related adds to a document, as a multiple of its length.
const maxRelated = 8

// Related returns the document with resources put in the place of the references to
// them, as JSON:API lays answers out (https://jsonapi.org/format/#document-compound-documents):
// each `relationships.NAME.data` of the resources in `data` becomes the resource of that
// type and id which stands in the list at path. References in what was put in stay. What
// would make the document longer than maxRelated times its length stays a reference, and
// is named.
func (n Node) Related(path string) Node {
	known := map[string]json.RawMessage{}
	for _, r := range n.Result.Get(path).Array() {
		if id := r.Get("id"); r.IsObject() && id.Exists() {
			known[r.Get("type").String()+"\x00"+id.String()] = json.RawMessage(r.Raw)
		}
	}
	data := n.Result.Get("data")
	if n.doc == nil || !n.IsObject() || len(known) == 0 || !data.IsObject() && !data.IsArray() {
		return n
	}
	left := maxRelated * len(n.doc.text)
	put := func(ref gjson.Result) json.RawMessage {
		found, there := known[ref.Get("type").String()+"\x00"+ref.Get("id").String()]
		if !ref.IsObject() || !there {
			return json.RawMessage(ref.Raw)
		}
		if left -= len(found); left < 0 {
			n.doc.unread.note(func() string { return "data" }, "refers to more than can be read")
			return json.RawMessage(ref.Raw)
		}
		return found
	}
	filled := with(n.Result, "data", each(data, func(resource gjson.Result) json.RawMessage {
		relations := resource.Get("relationships")
		if !relations.IsObject() {
			return json.RawMessage(resource.Raw)
		}
		return with(resource, "relationships", members(relations, func(_ string, relation gjson.Result) json.RawMessage {
			if !relation.IsObject() {
				return json.RawMessage(relation.Raw)
			}
			return with(relation, "data", each(relation.Get("data"), put))
		}))
	}))
	doc := &document{text: string(filled), unread: n.doc.unread}
	return Node{Result: gjson.Parse(doc.text), doc: doc}
}

// each writes a list with each element changed, or a single value changed.
func each(v gjson.Result, change func(gjson.Result) json.RawMessage) json.RawMessage {
	if !v.IsArray() {
		return change(v)
	}
	var list [][]byte
	v.ForEach(func(_, e gjson.Result) bool {
		list = append(list, change(e))
		return true
	})
	return append(append([]byte("["), bytes.Join(list, []byte(","))...), ']')
}

// members writes an object with each value changed.
func members(object gjson.Result, change func(name string, value gjson.Result) json.RawMessage) json.RawMessage {
	var list [][]byte
	object.ForEach(func(key, value gjson.Result) bool {
		list = append(list, append([]byte(key.Raw+":"), change(key.String(), value)...))
		return true
	})
	return append(append([]byte("{"), bytes.Join(list, []byte(","))...), '}')
}

// with writes an object with another value of a name that it has.
func with(object gjson.Result, name string, value json.RawMessage) json.RawMessage {
	return members(object, func(member string, old gjson.Result) json.RawMessage {
		if member == name && len(value) > 0 {
			return value
		}
		return json.RawMessage(old.Raw)
	})
}
