package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"earshot/crawler"
)

// escapeStray writes "<" as a reference where it begins no tag, as in "1 < 2", so
// that it costs nothing. In CDATA and comments it is text anyway.
func escapeStray(body string) string {
	var b strings.Builder
	done := 0
	for at := 0; at < len(body); {
		next := strings.IndexByte(body[at:], '<')
		if next < 0 {
			break
		}
		at += next
		rest := body[at:]
		switch {
		case strings.HasPrefix(rest, "<![CDATA["):
			at = after(body, at, "]]>")
		case strings.HasPrefix(rest, "<!--"):
			at = after(body, at, "-->")
		case !beginsTag(rest[1:]):
			b.WriteString(body[done:at])
			b.WriteString("&lt;")
			at++
			done = at
		default:
			at++
		}
	}
	if done == 0 {
		return body
	}
	b.WriteString(body[done:])
	return b.String()
}

// after is the place after the next end; that of the document without one.
func after(body string, at int, end string) int {
	if next := strings.Index(body[at:], end); next >= 0 {
		return at + next + len(end)
	}
	return len(body)
}

// beginsTag tells whether what follows a "<" makes it a tag (XML 1.0, 2.3).
func beginsTag(rest string) bool {
	if rest == "" {
		// The document is cut off here.
		return true
	}
	switch c := rest[0]; {
	case c == '!', c == '?', c == '_', c == ':', c|0x20 >= 'a' && c|0x20 <= 'z', c >= 0x80:
		return true
	case c == '/':
		return beginsTag(rest[1:]) && !strings.HasPrefix(rest, "//")
	}
	return false
}

// maxMended is how many misplaced tags of a feed are named.
const maxMended = 50

// balance closes elements that were left open, where their parent ends or the next
// entry begins, and leaves out end tags of elements that are not open, so that
// neither costs more than the element itself. Each is named.
func balance(body string) (string, []crawler.Skip) {
	m := mender{body: body, d: xml.NewDecoder(strings.NewReader(body))}
	m.d.Strict = false
	m.d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for m.next() {
	}
	if len(m.mended) == 0 {
		return body, nil
	}
	m.out.WriteString(body[m.done:])
	return m.out.String(), m.mended
}

// leaves are elements that hold text only, and siblings those that stand beside
// them and never inside.
var (
	leaves = map[string]bool{
		"id": true, "guid": true, "link": true, "title": true, "updated": true, "published": true, "pubDate": true, "lastBuildDate": true,
		"description": true, "subtitle": true, "language": true, "managingEditor": true, "generator": true, "category": true, "name": true, "uri": true, "email": true,
	}
	siblings = map[string]bool{
		"id": true, "guid": true, "link": true, "title": true, "updated": true, "published": true, "pubDate": true, "lastBuildDate": true,
		"description": true, "subtitle": true, "language": true, "managingEditor": true, "generator": true, "category": true, "name": true, "uri": true, "email": true,
		"author": true, "content": true, "summary": true, "image": true, "enclosure": true, "atom:link": true, "content:encoded": true, "dc:creator": true, "dc:date": true,
	}
)

// mender writes a document anew with its tags in place.
type mender struct {
	body   string
	d      *xml.Decoder
	stack  []string
	out    strings.Builder
	done   int
	mended []crawler.Skip
}

func (m *mender) next() bool {
	from := int(m.d.InputOffset())
	token, err := m.d.RawToken()
	if err != nil {
		return false
	}
	to := int(m.d.InputOffset())
	switch t := token.(type) {
	case xml.StartElement:
		top := len(m.stack) - 1
		switch {
		case isEntry(t.Name.Local):
			m.close(from, m.container()+1)
		case top >= 0 && leaves[m.stack[top]] && siblings[qualified(t.Name)]:
			m.close(from, top)
		}
		m.stack = append(m.stack, qualified(t.Name))
	case xml.EndElement:
		at := len(m.stack) - 1
		for at >= 0 && m.stack[at] != qualified(t.Name) {
			at--
		}
		if at < 0 {
			m.note(from, "ends an element that is not open: "+qualified(t.Name))
			m.out.WriteString(m.body[m.done:from])
			m.done = to
			return true
		}
		m.close(from, at+1)
		m.stack = m.stack[:at]
	}
	return true
}

// close ends the elements from the given one on, before the given place.
func (m *mender) close(before, from int) {
	if from >= len(m.stack) {
		return
	}
	m.out.WriteString(m.body[m.done:before])
	m.done = before
	for i := len(m.stack) - 1; i >= from; i-- {
		m.note(before, "comes before the end of "+m.stack[i])
		m.out.WriteString("</" + m.stack[i] + ">")
	}
	m.stack = m.stack[:from]
}

// container is the place in the stack of what holds the entries; the last place
// where nothing does.
func (m *mender) container() int {
	for i := len(m.stack) - 1; i >= 0; i-- {
		_, local, prefixed := strings.Cut(m.stack[i], ":")
		if !prefixed {
			local = m.stack[i]
		}
		switch strings.ToLower(local) {
		case "channel", "feed", "rdf", "rss":
			return i
		}
	}
	return len(m.stack) - 1
}

func (m *mender) note(at int, is string) {
	if len(m.mended) < maxMended {
		line := 1 + strings.Count(m.body[:at], "\n")
		m.mended = append(m.mended, crawler.Skip{Where: fmt.Sprintf("the tag at line %d", line), Err: errors.New(is)})
	}
}
