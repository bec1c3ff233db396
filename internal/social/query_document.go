package social

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
	sentiment Label
}

// scanLimit is the most tokens that are scanned rather than indexed.
const scanLimit = 48

// NewDocument makes a post and what is known of it ready for matching. Where
// the analysis has no language, the one the platform declared stands.
func NewDocument(p Post, a Analysis) Document {
	text := CutText(p.FullText(), MaxMatchedBytes)
	d := Document{
		tokens:    tokenize(text),
		language:  a.Language,
		platform:  foldValue(p.Platform),
		urls:      make([]string, 0, len(p.Links)+1),
		hasImage:  len(p.Images) > 0,
		hasLink:   len(p.Links) > 0 || strings.Contains(text, "http://") || strings.Contains(text, "https://"),
		sentiment: a.Sentiment.Label,
	}
	if d.language == "" {
		d.language = PrimaryLanguage(p.Language)
	}
	d.urls = append(append(d.urls, p.URL), p.Links...)
	d.setAuthor(p.Author)
	d.addTags(p.Tags)
	d.addTags(a.Hashtags)
	d.index()
	return d
}

func (d *Document) setAuthor(a Author) {
	handle := strings.TrimLeft(foldValue(a.Handle), "@")
	local, _, _ := strings.Cut(handle, "@")
	d.author = [3]string{handle, local, foldValue(a.Name)}
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
