package query

import (
	"strconv"
	"strings"
)

// Node is a part of a parsed query: And, Or, Not, Near, Words, Tag, Handle, Seen
// or Field.
type Node interface {
	// write appends the node in normal form, in parentheses where within, the
	// precedence of the operator around it, is at least its own.
	write(b *strings.Builder, within int)
}

// The precedence of the operators, weakest first.
const (
	bindOr = iota + 1
	bindAnd
	bindNot
	bindNear
)

// And matches where every one of its two or more nodes does.
type And []Node

// Or matches where at least one of its two or more nodes does.
type Or []Node

// Not matches where its node does not.
type Not struct{ Node Node }

// Near matches where some text of Left and some text of Right are at most Within
// words apart, in either order and without sharing a word; 1 is side by side. In
// scripts written without spaces every character counts as a word. Ordered, the
// text of Left comes first.
type Near struct {
	Left, Right []Words
	Within      int
	Ordered     bool
}

// Words is a word or phrase: words that follow one another with only
// punctuation, symbols and white space in between.
type Words []Word

// Word is a word of a script with spaces, a character of a script without, or a
// symbol.
type Word struct {
	// Text is folded. If Wild, '*' stands for any characters and '?' for one.
	Text string
	Wild bool
	// Adjacent: follows the word before it directly, with nothing in between.
	Adjacent bool
	// Before are the signs that belong to the word and stand before it ("$" of
	// $AAPL), or between it and the word before ("&" of R&D, with the spaces written
	// around it); After those behind the last word ("++" of C++). See signText.
	Before, After string
	// symbol: an emoji, which does not separate the words around it.
	symbol bool
}

// Tag matches a hashtag, written in the text or given by the platform.
type Tag struct {
	// Name is folded, without '#'; see Word.Text for Wild.
	Name string
	Wild bool
}

// Handle matches a handle mentioned in the text. A handle without a server
// also matches the same name on any server.
type Handle struct {
	// Name is folded, without '@'; see Word.Text for Wild.
	Name string
	Wild bool
}

// FieldName names the field of a post that a Field matches.
type FieldName string

const (
	FieldLang      FieldName = "lang"      // the language, an ISO 639-1 code or "und"
	FieldPlatform  FieldName = "platform"  // the platform's name
	FieldSource    FieldName = "source"    // the name of the source that found the post
	FieldAuthor    FieldName = "author"    // the author's handle, handle without server, or shown name
	FieldSite      FieldName = "site"      // the host, or a parent domain, of the post's URL or of a link in it
	FieldHas       FieldName = "has"       // "image" or "link"
	FieldSentiment FieldName = "sentiment" // "negative", "neutral", "positive", "unsure" or "unknown"
	FieldDateFrom  FieldName = "date_from" // "stated", "address", "page" or "seen"
)

// Field matches a property of the post other than its text.
type Field struct {
	Name FieldName
	// Value is folded; only FieldAuthor and FieldSource may be Wild, see Word.Text.
	Value string
	Wild  bool
}

func (n And) write(b *strings.Builder, within int) { writeList(b, n, " AND ", bindAnd, within) }

func (n Or) write(b *strings.Builder, within int) { writeList(b, n, " OR ", bindOr, within) }

func writeList(b *strings.Builder, nodes []Node, op string, bind, within int) {
	if within >= bind {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i, n := range nodes {
		if i > 0 {
			b.WriteString(op)
		}
		n.write(b, bind)
	}
}

func (n Not) write(b *strings.Builder, _ int) {
	b.WriteString("NOT ")
	n.Node.write(b, bindNot)
}

func (n Near) write(b *strings.Builder, _ int) {
	writeSide(b, n.Left)
	op := " NEAR/"
	if n.Ordered {
		op = " ONEAR/"
	}
	b.WriteString(op + strconv.Itoa(n.Within) + " ")
	writeSide(b, n.Right)
}

func writeSide(b *strings.Builder, side []Words) {
	if len(side) == 1 {
		side[0].write(b, bindNear)
		return
	}
	b.WriteByte('(')
	for i, w := range side {
		if i > 0 {
			b.WriteString(" OR ")
		}
		w.write(b, bindOr)
	}
	b.WriteByte(')')
}

func (n Words) write(b *strings.Builder, _ int) {
	text := n.String()
	if strings.ContainsRune(text, ' ') || strings.ContainsRune("#@!+", rune(text[0])) {
		text = `"` + text + `"`
	}
	b.WriteString(text)
}

// String is the words with their signs as a phrase without its quotes.
func (n Words) String() string {
	var b strings.Builder
	for i, w := range n {
		if i > 0 && !w.Adjacent && w.Before == "" {
			b.WriteByte(' ')
		}
		b.WriteString(w.Before + w.Text + w.After)
	}
	return b.String()
}

func (n Tag) write(b *strings.Builder, _ int) { b.WriteString("#" + n.Name) }

func (n Handle) write(b *strings.Builder, _ int) { b.WriteString("@" + n.Name) }

func (n Field) write(b *strings.Builder, _ int) {
	b.WriteString(string(n.Name) + ":")
	if strings.ContainsFunc(n.Value, needsQuotes) {
		b.WriteString(`"` + n.Value + `"`)
		return
	}
	b.WriteString(n.Value)
}

// needsQuotes reports the runes that end, or may end, a bare word.
func needsQuotes(r rune) bool {
	c := foldOf(r).class
	return c != classLetter && c != classUnspaced && !strings.ContainsRune("._-@*", r)
}
