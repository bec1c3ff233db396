package feed

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"earshot/crawler/markup"
	"earshot/internal/social"
)

// maxDepth limits the nesting of elements, as the format parsers recurse.
// Bodies in XHTML nest deeply.
const maxDepth = 400

// maxEntries is how many entries of one feed are read. Feeds have hundreds; one of a
// few megabytes can have millions that hold nothing, each of which takes a hundred
// times its length once it is read.
const maxEntries = 20_000

// fault is why a feed cannot be parsed, and the cut that would repair it.
type fault struct {
	err error
	// line counts from 1.
	line    int
	curable bool
	// cut is set when the document was cut off.
	cut bool
	// The bytes from..to are to be replaced by with.
	from, to int
	with     string
}

// errCut is the fault of a document whose last tags are missing. Inside a tag
// or a text, encoding/xml says "unexpected EOF".
var errCut = errors.New("the document ends before its elements do")

// open is an element whose end tag was not read yet.
type open struct {
	name string
	at   int
}

// scan reads through XML the way the format parsers do, without building
// anything, and returns the first fault or nil.
func scan(body string) *fault {
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var stack []open
	item, entries := -1, 0 // index in stack of the entry being read, and how many there were
	long := markup.LongTag(body)
	for {
		at := int(d.InputOffset())
		if at == long {
			return newFault(body, at, stack, item, social.Errorf(social.CodeBroken, "a tag has more than %d bytes", markup.MostTag))
		}
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if len(stack) == 0 {
				return nil
			}
			err = errCut
		}
		if err != nil {
			return newFault(body, int(d.InputOffset()), stack, item, social.Errorf(social.CodeBroken, "%w", err))
		}
		switch t := token.(type) {
		case xml.StartElement:
			starts := isEntry(t.Name.Local) && item < 0
			if starts {
				if entries++; entries > maxEntries {
					return newFault(body, at, stack, item, social.Errorf(social.CodeBroken, "the feed has %d entries, of which those after the first %d are not read", entries-1+countEntries(body[at:]), maxEntries))
				}
			}
			stack = append(stack, open{name: qualified(t.Name), at: at})
			if starts {
				item = len(stack) - 1
			}
			if len(stack) > maxDepth {
				return newFault(body, at, stack, item, social.Errorf(social.CodeBroken, "elements nest deeper than %d", maxDepth))
			}
		case xml.EndElement:
			stack = closeElement(stack, qualified(t.Name))
			if item >= len(stack) {
				item = -1
			}
		}
	}
}

// closeElement takes the element off the stack together with those inside it
// that were left open; an end tag without a start is ignored.
func closeElement(stack []open, name string) []open {
	for i := len(stack) - 1; i >= 0; i-- {
		if stack[i].name == name {
			return stack[:i]
		}
	}
	return stack
}

// nextEntry finds where the next entry begins in body; -1 when none does.
func nextEntry(body string) int {
	for at := 0; ; at++ {
		tag := strings.IndexByte(body[at:], '<')
		if tag < 0 {
			return -1
		}
		at += tag
		name := body[at+1:]
		end := strings.IndexAny(name[:min(len(name), 64)], " \t\r\n>")
		if end < 0 {
			continue
		}
		_, local, prefixed := strings.Cut(name[:end], ":")
		if !prefixed {
			local = name[:end]
		}
		if isEntry(local) {
			return at
		}
	}
}

// countEntries counts the entries that begin in body.
func countEntries(body string) (n int) {
	for at := nextEntry(body); at >= 0; at = nextEntry(body) {
		n++
		body = body[at+1:]
	}
	return n
}

// newFault describes an error at an offset. An error inside an entry loses that
// entry; one after the entries loses the rest of the document.
func newFault(body string, offset int, stack []open, item int, err error) *fault {
	f := &fault{err: err, line: 1 + strings.Count(body[:offset], "\n"), to: len(body)}
	f.cut = errors.Is(err, errCut) || strings.Contains(err.Error(), "unexpected EOF")
	parents := stack
	switch {
	case item >= 0:
		f.curable, f.from, parents = true, stack[item].at, stack[:item]
		f.line = 1 + strings.Count(body[:f.from], "\n")
		if next := nextEntry(body[offset:]); next >= 0 {
			f.to = offset + next
			return f
		}
	case nextEntry(body[:offset]) >= 0:
		f.curable, f.from = true, offset
		if len(stack) > 0 {
			if open := strings.LastIndexByte(body[:offset], '<'); open >= 0 && !strings.Contains(body[open:offset], ">") {
				f.from = open
			}
		}
	default:
		return f
	}
	for i := len(parents) - 1; i >= 0; i-- {
		f.with += "</" + parents[i].name + ">"
	}
	return f
}

func isEntry(local string) bool {
	return strings.EqualFold(local, "item") || strings.EqualFold(local, "entry")
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

var baseAttribute = regexp.MustCompile(`xml:base\s*=\s*("[^"<]*"|'[^'<]*')`)

// fixBase removes the last path segment from every xml:base that is the address
// of a file, as resolving does (RFC 3986, 5.2.3); gofeed takes any base for a
// folder.
func fixBase(body string) string {
	if !strings.Contains(body, "xml:base") {
		return body
	}
	return baseAttribute.ReplaceAllStringFunc(body, func(attr string) string {
		quote := attr[len(attr)-1:]
		open := strings.Index(attr, quote)
		value := attr[open+1 : len(attr)-1]
		value, _, _ = strings.Cut(value, "?")
		slash := strings.LastIndexByte(value, '/')
		if slash < 0 || strings.HasSuffix(value[:slash+1], "://") {
			return attr
		}
		return attr[:open+1] + value[:slash+1] + quote
	})
}
