package conformance

import (
	"bytes"
	"encoding/xml"
	"io"
)

// element is where an element stands in a document: its tags and what is between.
type element struct{ from, open, shut, to int }

// partsOfXML are the elements of a feed, each emptied, doubled and garbled; nil for
// what is no feed.
func partsOfXML(body []byte) []*part {
	head := bytes.ToLower(body[:min(len(body), 2048)])
	if !bytes.Contains(head, []byte("<rss")) && !bytes.Contains(head, []byte("<feed")) && !bytes.Contains(head, []byte("<rdf:rdf")) {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	type opened struct {
		part    *part
		element element
		name    xml.Name
	}
	var parts []*part
	var stack []opened
	for {
		from := int(d.InputOffset())
		token, err := d.RawToken()
		if err != nil {
			return parts
		}
		to := int(d.InputOffset())
		switch t := token.(type) {
		case xml.StartElement:
			p := &part{path: t.Name.Local}
			if len(stack) > 1 {
				// The root, and a channel that holds everything, are no parts.
				p.parent = stack[len(stack)-1].part
				p.path = p.parent.path + "/" + p.path
			}
			stack = append(stack, opened{p, element{from: from, open: to}, t.Name})
		case xml.EndElement:
			if len(stack) == 0 || stack[len(stack)-1].name != t.Name {
				return parts
			}
			done := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			done.element.shut, done.element.to = from, to
			if len(stack) > 0 {
				done.part.damage(body, done.element)
				parts = append(parts, done.part)
			}
		}
	}
}

// damage fills in what the element becomes.
func (p *part) damage(body []byte, e element) {
	cut := func(from, to int, with string) func() []byte {
		return func() []byte {
			return append(append(append([]byte{}, body[:from]...), with...), body[to:]...)
		}
	}
	whole, tag, end := string(body[e.from:e.to]), string(body[e.from:e.open]), string(body[e.shut:e.to])
	p.without = cut(e.from, e.to, "")
	p.variants = map[string]func() []byte{
		"doubled":            cut(e.from, e.to, whole+whole),
		"a text":             cut(e.from, e.to, tag+"odd"+end),
		"an element":         cut(e.from, e.to, tag+"<odd:odd odd='1'>odd</odd:odd>"+end),
		"a broken reference": cut(e.from, e.to, tag+"odd &odd; &#8; & odd"+end),
		"a stray bracket":    cut(e.from, e.to, tag+"odd < odd"+end),
		"an open tag":        cut(e.shut, e.to, ""),
		"a lone end tag":     cut(e.from, e.open, ""),
	}
	if e.shut > e.open {
		p.variants["nothing"] = cut(e.open, e.shut, "")
	}
	if e.open == e.shut {
		// An element in one tag.
		delete(p.variants, "an open tag")
		delete(p.variants, "a lone end tag")
		delete(p.variants, "a text")
	}
}
