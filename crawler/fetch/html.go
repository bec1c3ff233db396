package fetch

import (
	"bytes"
	"strings"
)

// isPage tells whether an answer is HTML: by how it begins, as types may lie, and
// otherwise by its type. Feeds are often said to be HTML.
func isPage(kind string, content []byte) bool {
	switch root := rootElement(content); root {
	case "html", "head", "body":
		return true
	case "rss", "feed", "rdf":
		return false
	}
	kind, _, _ = strings.Cut(kind, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// rootElement is the name, or the prefix of the name, of the first element or
// document type of a text in HTML or XML; empty where it is neither.
func rootElement(content []byte) string {
	const most = 256 // of a name
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	for {
		content = bytes.TrimLeft(content, " \t\r\n\f\x00")
		after := ""
		switch {
		case bytes.HasPrefix(content, []byte("<!--")):
			after = "-->"
		case bytes.HasPrefix(content, []byte("<?")):
			after = ">"
		case !bytes.HasPrefix(content, []byte("<")):
			return ""
		default:
			name := strings.ToLower(string(content[1:min(len(content), most)]))
			if kind, ok := strings.CutPrefix(name, "!doctype"); ok {
				name = strings.TrimLeft(kind, " \t\r\n\f")
			}
			name, _, _ = strings.Cut(strings.TrimLeft(name, "<"), ">")
			if i := strings.IndexAny(name, " \t\r\n\f/[:"); i >= 0 {
				name = name[:i]
			}
			return name
		}
		end := bytes.Index(content, []byte(after))
		if end < 0 {
			return ""
		}
		content = content[end+len(after):]
	}
}
