package query

import (
	"cmp"
	"slices"
	"strings"
)

// The fields of what belongs to a post beside its own words.
const (
	FieldAlt        FieldName = "alt"        // the author's own description of a picture
	FieldOCR        FieldName = "ocr"        // the text in a picture
	FieldCaption    FieldName = "caption"    // what a model says is on a picture
	FieldLogo       FieldName = "logo"       // the name of a logo found in a picture
	FieldImage      FieldName = "image"      // any of the four
	FieldTranscript FieldName = "transcript" // what is said in a recording
)

// seenFields are the fields whose values are words.
var seenFields = []FieldName{FieldImage, FieldOCR, FieldCaption, FieldAlt, FieldLogo, FieldTranscript}

// Seen matches a word or phrase in what was seen in the post's pictures, or heard in
// its recordings.
type Seen struct {
	// Name is one of the fields of these.
	Name  FieldName
	Words Words
}

func (n Seen) write(b *strings.Builder, _ int) {
	text := n.Words.String()
	if strings.ContainsFunc(text, needsQuotes) {
		text = `"` + text + `"`
	}
	b.WriteString(string(n.Name) + ":" + text)
}

// holds tells whether a field is about texts of a kind.
func (f FieldName) holds(kind FieldName) bool {
	return f == kind || f == FieldImage && IsVisual(kind)
}

// IsVisual tells whether texts of a kind are of pictures.
func IsVisual(kind FieldName) bool {
	return kind == FieldAlt || kind == FieldOCR || kind == FieldCaption || kind == FieldLogo
}

// kinds are the kinds of texts that a field is about.
func (f FieldName) kinds() []FieldName {
	if f == FieldImage {
		return []FieldName{FieldAlt, FieldOCR, FieldCaption, FieldLogo}
	}
	return []FieldName{f}
}

// seen parses the field of words that were seen or heard.
func (p *parser) seen(l lexeme, name FieldName) (Node, *SyntaxError) {
	value := lexeme{kind: lexWord, text: strings.ReplaceAll(l.text, "＊", "*"), start: l.start, end: l.end, at: l.at}
	if l.quoted {
		value.kind = lexPhrase
	}
	n, fault := p.words(value)
	if fault != nil {
		return nil, fault
	}
	words, ok := n.(Words)
	if !ok {
		return nil, p.fault(l, string(name)+": knows no distance", "write the phrase without ~")
	}
	return Seen{Name: name, Words: words}, nil
}

// SeenText is a text that belongs to a post beside its own words.
type SeenText struct {
	Kind FieldName
	Text string
}

// part is a run of tokens of a document that are of one text.
type part struct {
	kind FieldName
	// token is its first token, start where it begins in the text of the document.
	token, start int32
}

// partBorder parts the texts of a document, so that no sign belongs to a word of another.
const partBorder = "\n|\n"

// addSeen puts texts behind the words of d, each a part of its own, MaxMatchedBytes in
// all. A phrase or NEAR finds nothing that is in two of them.
func (d *Document) addSeen(texts []SeenText) {
	if len(texts) == 0 {
		return
	}
	var original, folded strings.Builder
	original.WriteString(d.original)
	folded.WriteString(d.folded)
	room := MaxMatchedBytes
	for _, s := range texts {
		s.Text = CutText(s.Text, room)
		t := tokenize(s.Text)
		if len(t.list) == 0 {
			continue
		}
		room -= len(s.Text)
		original.WriteString(partBorder)
		d.appendPart(s.Kind, t, int32(original.Len()), int32(folded.Len()))
		original.WriteString(s.Text)
		folded.WriteString(t.folded)
	}
	d.original, d.folded = original.String(), folded.String()
}

// appendPart appends the tokens of a text that begins at start, and its folded form at
// folded. It begins farther away than NEAR reaches.
func (d *Document) appendPart(kind FieldName, t tokens, start, folded int32) {
	position := int32(0)
	if n := len(d.list); n > 0 {
		position = d.list[n-1].position + MaxNear + 1
	}
	d.parts = append(d.parts, part{kind: kind, token: int32(len(d.list)), start: start})
	for i, tok := range t.list {
		tok.from, tok.to = tok.from+folded, tok.to+folded
		tok.start, tok.end = tok.start+start, tok.end+start
		tok.position += position
		tok.first = i == 0
		d.list = append(d.list, tok)
	}
	for _, names := range []struct{ from, to *[]nameSpan }{{&t.tags, &d.tags}, {&t.handles, &d.handles}} {
		for _, m := range *names.from {
			m.start, m.end = m.start+int(start), m.end+int(start)
			*names.to = append(*names.to, m)
		}
	}
}

// kindOf is the kind of the text that a token is of; empty for the post's own words.
func (d *Document) kindOf(token int) FieldName {
	i, found := slices.BinarySearchFunc(d.parts, int32(token), func(p part, t int32) int { return cmp.Compare(p.token, t) })
	if !found {
		i--
	}
	if i < 0 {
		return ""
	}
	return d.parts[i].kind
}

// KindAt is the kind of the text in which a place is that a Finder found; empty for the
// post's own words.
func (d *Document) KindAt(at Span) FieldName {
	i, found := slices.BinarySearchFunc(d.parts, int32(at.Start), func(p part, t int32) int { return cmp.Compare(p.start, t) })
	if !found {
		i--
	}
	if i < 0 {
		return ""
	}
	return d.parts[i].kind
}

// Text is the text that the places of a Finder are in: the post's own words, and behind
// them what was seen and heard.
func (d *Document) Text() string { return d.original }

// Logos are the names of the brands whose logos are in the post's pictures.
func (d *Document) Logos() []string { return d.logos }

// Permits reports whether d would match the query if all words, hashtags and handles
// that it looks for stood in d: what it leaves out is not there, and fields such as lang:
// are as it wants them.
func (q *Query) Permits(d *Document) bool {
	return q != nil && q.root != nil && d.permits(q.root)
}

func (d *Document) permits(n Node) bool {
	switch n := n.(type) {
	case And:
		return !slices.ContainsFunc(n, func(part Node) bool { return !d.permits(part) })
	case Or:
		return slices.ContainsFunc(n, d.permits)
	case Not:
		return !d.matches(n.Node)
	case Field:
		return d.matchesField(n)
	default:
		return true
	}
}

// appendSeenKeys appends the keys of the words that were seen and heard, by their kind.
func (d *Document) appendSeenKeys(keys []string) []string {
	for i, p := range d.parts {
		end := len(d.list)
		if i+1 < len(d.parts) {
			end = int(d.parts[i+1].token)
		}
		sign := fieldKey(p.kind, "")
		for at := int(p.token); at < end; at++ {
			keys = append(keys, sign+d.text(at))
			if d.list[at].adjacent {
				keys = append(keys, sign+d.folded[d.list[at-1].from:d.list[at].to])
			}
			eachStem(d.text(at), func(stem string) bool {
				keys = append(keys, sign+stem)
				return true
			})
		}
	}
	return keys
}

// conditionForSeen is exact for single words; where words follow one another is told by
// SearchText for all texts together.
func conditionForSeen(n Seen) (s SearchCondition, exact bool) {
	var kinds []SearchCondition
	for _, kind := range n.Name.kinds() {
		kinds = append(kinds, SearchCondition{All: keysOf(fieldKey(kind, ""), n.Words)})
	}
	if s, exact = conditionForWords(n.Words); len(n.Words) > 1 && (len(n.Words) > 2 || !n.Words[1].Adjacent) {
		exact = false
	}
	if len(kinds) == 1 {
		return SearchCondition{All: []SearchCondition{kinds[0], s}}, exact
	}
	return SearchCondition{All: []SearchCondition{{Any: kinds}, s}}, exact
}
