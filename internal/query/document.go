package query

import "strings"

// MaxMatchedBytes is how much of a post's text, title included, queries look
// at; what comes after is not matched.
const MaxMatchedBytes = 256 << 10

// Document is a post made ready for matching: built once, matched against any
// number of queries. It is immutable and safe for concurrent use.
type Document struct {
	tokens
	// head and next chain the tokens of equal text in the order of the text:
	// head holds the first of each, next the one after or -1. They are nil for
	// short texts, which are quicker to scan.
	head map[string]int32
	next []int32

	tagNames  []string // in simplified Chinese
	language  string
	platform  string
	author    [3]string // handle, handle without server, shown name; folded
	urls      []string
	hasImage  bool
	hasLink   bool
	sentiment string
}

// scanLimit is the most tokens that are scanned rather than indexed.
const scanLimit = 48

// Fields are what queries look at in a post. Unknown values are empty.
type Fields struct {
	// Text is the post's title and text; see MaxMatchedBytes.
	Text string
	// Language is an ISO 639-1 code or "und".
	Language string
	Platform string
	// Handle and Name are the author's.
	Handle, Name string
	// Tags are the hashtags known beside those in the text.
	Tags []string
	// URL is the post's own, Links are those in it.
	URL   string
	Links []string
	// HasImage tells whether the post shows a picture.
	HasImage bool
	// Sentiment is negative, neutral, positive, or empty where it is unknown.
	Sentiment string
}

// newDocument makes the fields of a post ready for matching.
func NewDocument(f Fields) Document {
	text := CutText(f.Text, MaxMatchedBytes)
	d := Document{
		tokens:    tokenize(text),
		language:  f.Language,
		platform:  foldValue(f.Platform),
		urls:      append(append(make([]string, 0, len(f.Links)+1), f.URL), f.Links...),
		hasImage:  f.HasImage,
		hasLink:   len(f.Links) > 0 || strings.Contains(text, "http://") || strings.Contains(text, "https://"),
		sentiment: f.Sentiment,
	}
	d.setAuthor(f.Handle, f.Name)
	d.addTags(f.Tags)
	d.index()
	return d
}

func (d *Document) setAuthor(handle, name string) {
	handle = strings.TrimLeft(foldValue(handle), "@")
	local, _, _ := strings.Cut(handle, "@")
	d.author = [3]string{handle, local, foldValue(name)}
}

func (d *Document) addTags(tags []string) {
	for _, t := range tags {
		if name := FoldTag(t); name != "" {
			d.tagNames = append(d.tagNames, Simplified(name))
		}
	}
}

func (d *Document) index() {
	for _, m := range d.tags {
		d.tagNames = append(d.tagNames, Simplified(m.name))
	}
	if len(d.list) > scanLimit {
		d.indexAll()
	}
}

func (d *Document) indexAll() {
	d.head = make(map[string]int32, len(d.list))
	d.next = make([]int32, len(d.list))
	for i := len(d.list) - 1; i >= 0; i-- {
		d.next[i] = -1
		if after, ok := d.head[d.text(i)]; ok {
			d.next[i] = after
		}
		d.head[d.text(i)] = int32(i)
	}
}

// Hashtags are the hashtags written in the text, folded, in order; a tag
// written twice is there twice. They share memory with d.
func (d *Document) Hashtags() []string {
	out := make([]string, len(d.tags))
	for i, m := range d.tags {
		out[i] = m.name
	}
	return out
}
