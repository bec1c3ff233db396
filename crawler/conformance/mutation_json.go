package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// value is a value of a JSON document, in order.
type value struct {
	raw string // of what holds no others
	// open is '{' or '[' for what does.
	open byte
	keys []string
	list []*value
}

// decodeValue reads a document.
func decodeValue(d *json.Decoder) (*value, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	open, ok := token.(json.Delim)
	if !ok {
		raw, err := json.Marshal(token)
		return &value{raw: string(raw)}, err
	}
	v := &value{open: byte(open)}
	for d.More() {
		if open == '{' {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			v.keys = append(v.keys, key.(string))
		}
		inner, err := decodeValue(d)
		if err != nil {
			return nil, err
		}
		v.list = append(v.list, inner)
	}
	_, err = d.Token()
	return v, err
}

// write writes the document with one value in place of another, or without it
// where with is empty.
func (v *value) write(b *bytes.Buffer, other *value, with string) {
	if v == other {
		b.WriteString(with)
		return
	}
	if v.open == 0 {
		b.WriteString(v.raw)
		return
	}
	b.WriteByte(v.open)
	first := true
	for i, inner := range v.list {
		if inner == other && with == "" {
			continue
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		if v.keys != nil {
			key, _ := json.Marshal(v.keys[i]) // a string can be written
			b.Write(key)
			b.WriteByte(':')
		}
		inner.write(b, other, with)
	}
	b.WriteByte(v.open + 2) // '}' and ']' follow two after '{' and '['
}

// kinds are values of every type.
var kinds = map[string]string{"a text": `"odd"`, "a number": "7000007", "an object": `{"odd":1}`, "a list": `["odd",7]`, "null": "null", "true": "true"}

// partsOfJSON are the values of a JSON document, each changed into one of every
// other type; nil for what is no JSON.
func partsOfJSON(body []byte) []*part {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !json.Valid(body) {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	root, err := decodeValue(d)
	if err != nil {
		return nil
	}
	var parts []*part
	var walk func(v *value, path string, parent *part, element bool)
	walk = func(v *value, path string, parent *part, element bool) {
		p := &part{path: path, parent: parent, element: element, variants: map[string]func() []byte{}}
		rewrite := func(with string) func() []byte {
			return func() []byte {
				var b bytes.Buffer
				root.write(&b, v, with)
				return b.Bytes()
			}
		}
		p.without = rewrite("")
		for name, with := range kinds {
			if kindOf(v) != name {
				p.variants[name] = rewrite(with)
			}
		}
		if v != root {
			parts = append(parts, p)
		} else {
			p = nil
		}
		for i, inner := range v.list {
			name := fmt.Sprintf("%s[%d]", path, i)
			if v.keys != nil {
				name = path + "." + v.keys[i]
			}
			walk(inner, name, p, v.open == '[')
		}
	}
	walk(root, "", nil, false)
	return parts
}

func kindOf(v *value) string {
	switch {
	case v.open == '{':
		return "an object"
	case v.open == '[':
		return "a list"
	case v.raw[0] == '"':
		return "a text"
	case v.raw == "null":
		return "null"
	case v.raw == "true" || v.raw == "false":
		return "true"
	}
	return "a number"
}
