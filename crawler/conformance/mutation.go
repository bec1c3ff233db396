package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"earshot/crawler"
)

// Mutations is what became of an answer when one value of it was changed, again
// and again.
type Mutations struct {
	// Tried counts the changed answers.
	Tried int
	// Refused counts those that were refused as a whole, and said so: a value
	// outside of the items, such as the code of an error, was changed.
	Refused int
	// Lost counts those whose own item is not read any more.
	Lost int
	// Others are those in which another item than the one that holds the value
	// was changed or lost.
	Others []Fault
}

// Add adds up.
func (m *Mutations) Add(more Mutations) {
	m.Tried += more.Tried
	m.Refused += more.Refused
	m.Lost += more.Lost
	m.Others = append(m.Others, more.Others...)
}

// part is a value of a document in JSON, or an element of one in XML, that can be
// changed.
type part struct {
	path   string
	parent *part
	// element is set for an element of a list.
	element bool
	// without is the document without the part, and variants what it is changed
	// into, by their names.
	without  func() []byte
	variants map[string]func() []byte
}

// CheckMutations changes the type of one value of an answer in JSON, or damages one
// element of an answer in XML, and checks that no other item changes: a value
// costs at most what its absence would, and the item it stands in. It tries limit
// changes, always the same ones; all of them where limit is 0. Answers in other
// formats are left alone.
func CheckMutations(adapter crawler.Adapter, a Answer, limit int) Mutations {
	parts := partsOfJSON(a.Body)
	if parts == nil {
		parts = partsOfXML(a.Body)
	}
	c := comparison{adapter: adapter, answer: a, whole: postsOf(a.Parse(adapter, a.Body)), missing: map[*part]map[string]bool{}}
	type change struct {
		part *part
		name string
	}
	var changes []change
	for _, p := range parts {
		for _, name := range slices.Sorted(maps.Keys(p.variants)) {
			changes = append(changes, change{p, name})
		}
	}
	random := rand.New(rand.NewPCG(7, uint64(len(a.Body))))
	random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
	if limit > 0 {
		changes = changes[:min(limit, len(changes))]
	}
	var m Mutations
	for _, at := range changes {
		m.Add(c.try(at.part, at.name))
	}
	return m
}

// comparison compares what is read of changed answers with what is read of the
// answer as it is.
type comparison struct {
	adapter crawler.Adapter
	answer  Answer
	whole   map[string]string
	// missing are the posts that change where a part is missing.
	missing map[*part]map[string]bool
}

// postsOf are the posts of an outcome by their identities.
func postsOf(out Outcome) map[string]string {
	posts := map[string]string{}
	for _, p := range out.Posts {
		data, err := json.Marshal(p)
		if err != nil {
			data = []byte(err.Error())
		}
		posts[p.ID] = string(data)
	}
	return posts
}

// changed are the posts of the answer that are not read alike in body.
func (c comparison) changed(body []byte) (ids map[string]bool, out Outcome) {
	out = c.answer.Parse(c.adapter, body)
	ids = map[string]bool{}
	now := postsOf(out)
	for id, post := range c.whole {
		if now[id] != post {
			ids[id] = true
		}
	}
	return ids, out
}

// owners are the posts that a part belongs to: those that change without it, or
// else those of what it stands in. envelope is set for a part outside of the items.
func (c comparison) owners(p *part) (ids map[string]bool, envelope bool) {
	for at := p; at != nil; at = at.parent {
		ids, known := c.missing[at]
		if !known {
			ids, _ = c.changed(at.without())
			c.missing[at] = ids
		}
		if len(ids) > 0 {
			return ids, at != p && len(ids) == len(c.whole) && len(ids) > 1 && !c.inElement(at, len(ids))
		}
	}
	// What stands at the root of a document belongs to its one post, if it is one.
	ids = map[string]bool{}
	for id := range c.whole {
		ids[id] = true
	}
	return ids, len(c.whole) > 1
}

// inElement tells whether a part stands in an element of a list that so many posts
// belong to: then they are one item.
func (c comparison) inElement(p *part, posts int) bool {
	for at := p; at != nil; at = at.parent {
		if ids, _ := c.owners(at); at.element && len(ids) == posts {
			return true
		}
	}
	return false
}

func (c comparison) try(p *part, name string) Mutations {
	m := Mutations{Tried: 1}
	changed, out := c.changed(p.variants[name]())
	if len(changed) == 0 {
		return m
	}
	owners, envelope := c.owners(p)
	if envelope {
		if out.Code != "" {
			m.Refused = 1
			return m
		}
		owners = nil
	}
	now := postsOf(out)
	for _, id := range slices.Sorted(maps.Keys(changed)) {
		if !owners[id] {
			what := "changes"
			if now[id] == "" {
				what = "is lost"
			}
			m.Others = append(m.Others, Fault{Check: "mutation", Says: fmt.Sprintf("%s as %s: post %q %s: %s %s", p.path, name, id, what, out.Code, out.Error)})
			break
		}
		if now[id] == "" {
			m.Lost = 1
		}
	}
	return m
}

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
