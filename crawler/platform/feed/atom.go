package feed

import (
	"encoding/xml"
	"io"
	"regexp"
	"strings"

	"earshot/crawler/markup"
)

// escapedCDATA is a CDATA section that was escaped on the way, as a whole text.
var escapedCDATA = regexp.MustCompile(`(?s)^\s*<!\[CDATA\[(.*?)\]\]>\s*$`)

// withoutCDATA takes the marks of a CDATA section off a text that was escaped
// with them.
func withoutCDATA(text string) string {
	if m := escapedCDATA.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return text
}

// xhtmlPrefix is a declaration of a prefix for XHTML.
var xhtmlPrefix = regexp.MustCompile(`xmlns:([A-Za-z_][\w.-]*)\s*=\s*["']http://www\.w3\.org/1999/xhtml["']`)

// titleType is a title whose type says how it is to be read.
var titleType = regexp.MustCompile(`title\s[^>]*type\s*=\s*["'](?:text|xhtml)["']`)

// fixAtom repairs what gofeed leaves of the text constructs of Atom (RFC 4287,
// 3.1): XHTML keeps the prefixes of its elements, which no parser of HTML knows, and
// titles lose their type.
func fixAtom(doc *document, body string) {
	seen := map[string]bool{}
	var marks []string
	for _, m := range xhtmlPrefix.FindAllStringSubmatch(body, 64) {
		if !seen[m[1]] {
			seen[m[1]] = true
			marks = append(marks, "<"+m[1]+":", "<", "</"+m[1]+":", "</")
		}
	}
	plain := strings.NewReplacer(marks...)
	types := titleTypes(body)
	for i := range doc.entries {
		e := &doc.entries[i]
		for j := range e.html {
			e.html[j] = plain.Replace(e.html[j])
		}
		switch {
		case i >= len(types):
		case types[i] == "text":
			e.titleIsText = true
		case types[i] == "xhtml":
			e.title, e.titleIsText = markup.Text(plain.Replace(e.title)), true
		}
	}
}

// titleTypes are the declared types of the titles of all entries, in order.
func titleTypes(body string) []string {
	if !titleType.MatchString(body) {
		return nil
	}
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var types []string
	depth, entry := 0, 0
	for {
		token, err := d.RawToken()
		if err != nil {
			return types
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch {
			case t.Name.Local == "entry" && entry == 0:
				entry = depth
				types = append(types, "")
			case t.Name.Local == "title" && entry > 0 && depth == entry+1:
				for _, a := range t.Attr {
					if a.Name.Local == "type" {
						types[len(types)-1] = a.Value
					}
				}
			}
		case xml.EndElement:
			if depth == entry {
				entry = 0
			}
			depth--
		}
	}
}
