package query

import "strings"

// MaxMatchedBytes is how much of a post's text, title included, queries read;
// the rest is not matched.
const MaxMatchedBytes = 256 << 10

// Document is a post prepared for matching: built once, matched against any
// number of queries. It is immutable and safe for concurrent use.
type Document struct {
	tokens
	// firstToken and nextToken index the tokens by their text: firstToken holds
	// the first token of each text, nextToken the next one with the same text,
	// or -1. They are nil for short texts, which are faster to scan.
	firstToken map[string]int32
	nextToken  []int32

	// parts are what stands behind the post's own words, in order; logos the names of
	// the brands whose logos are in its pictures.
	parts []part
	logos []string

	tagNames []string // see plainName
	language string
	platform string
	source   string // folded
	// author holds the handle, the handle without server, and the display name,
	// all folded.
	author    [3]string // handle, handle without server, shown name; folded
	urls      []string
	hasImage  bool
	hasLink   bool
	sentiment string
	dateFrom  string
}

// maxScanTokens is the most tokens of a text that is scanned rather than
// indexed.
const maxScanTokens = 48

// Fields are the fields of a post that queries read. Unknown values are empty.
type Fields struct {
	// Text is the post's title and text; see MaxMatchedBytes.
	Text string
	// Language is an ISO 639-1 code or "und".
	Language string
	Platform string
	// Source is the name of the source that found the post.
	Source string
	// Handle and Name are the author's.
	Handle, Name string
	// Tags are hashtags given by the platform, in addition to those in the text.
	Tags []string
	// URL is the post's own, Links are those in it.
	URL   string
	Links []string
	// HasImage reports whether the post has a picture.
	HasImage bool
	// Sentiment is negative, neutral, positive, or empty where it is unknown.
	Sentiment string
	// Seen are the texts that belong to the post beside its own.
	Seen []SeenText
	// Logos are the names of the brands whose logos were found in its pictures.
	Logos []string
	// DateFrom says where the post's date comes from, or is empty where that was not
	// recorded.
	DateFrom string
}

// NewDocument prepares the fields of a post for matching.
func NewDocument(f Fields) Document {
	text := CutText(f.Text, MaxMatchedBytes)
	d := Document{
		tokens:    tokenize(text),
		language:  f.Language,
		platform:  foldValue(f.Platform),
		source:    foldValue(f.Source),
		urls:      append(append(make([]string, 0, len(f.Links)+1), f.URL), f.Links...),
		hasImage:  f.HasImage,
		hasLink:   len(f.Links) > 0 || strings.Contains(text, "http://") || strings.Contains(text, "https://"),
		sentiment: f.Sentiment,
		dateFrom:  f.DateFrom,
		logos:     f.Logos,
	}
	d.addSeen(f.Seen)
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
			d.tagNames = append(d.tagNames, plainName(name))
		}
	}
}

// index completes the hashtags and indexes long texts.
func (d *Document) index() {
	for _, m := range d.tags {
		d.tagNames = append(d.tagNames, plainName(m.name))
	}
	if len(d.list) > maxScanTokens {
		d.indexAll()
	}
}

func (d *Document) indexAll() {
	d.firstToken = make(map[string]int32, len(d.list))
	d.nextToken = make([]int32, len(d.list))
	for i := len(d.list) - 1; i >= 0; i-- {
		d.nextToken[i] = -1
		if after, ok := d.firstToken[d.text(i)]; ok {
			d.nextToken[i] = after
		}
		d.firstToken[d.text(i)] = int32(i)
	}
}

// Hashtags returns the hashtags in the text, folded, in order and with
// duplicates. They share memory with d.
func (d *Document) Hashtags() []string {
	out := make([]string, len(d.tags))
	for i, m := range d.tags {
		out[i] = m.name
	}
	return out
}
