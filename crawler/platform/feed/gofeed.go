package feed

import (
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"earshot/crawler/platform"
	"earshot/internal/social"
)

// parse reads a well-formed feed of the given kind with gofeed. The format
// parsers are used directly: gofeed's universal form loses which texts are
// plain, the relations of links, and paging.
func parse(k kind, body string) (doc document, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = social.Errorf(social.CodeBroken, "the parser gave up: %v", cause)
		}
	}()
	switch k {
	case kindAtom:
		f, err := (&atom.Parser{}).Parse(strings.NewReader(body))
		if err != nil {
			return document{}, social.Errorf(social.CodeBroken, "not Atom: %w", err)
		}
		doc := fromAtom(f)
		fixAtom(&doc, body)
		return doc, nil
	case kindJSON:
		return parseJSON(body)
	default:
		f, err := (&rss.Parser{}).Parse(strings.NewReader(body))
		if err != nil {
			return document{}, social.Errorf(social.CodeBroken, "not RSS: %w", err)
		}
		return fromRSS(f), nil
	}
}

func fromRSS(f *rss.Feed) document {
	dc := f.DublinCoreExt
	if dc == nil {
		dc = &ext.DublinCoreExtension{}
	}
	doc := document{home: f.Link, language: first(append([]string{f.Language}, dc.Language...)...), next: atomLink(f.Extensions, "next")}
	doc.author = nameOnly(first(append(append([]string{f.ManagingEditor}, dc.Creator...), dc.Author...)...))
	for _, item := range f.Items {
		doc.entries = append(doc.entries, fromRSSItem(item))
	}
	return doc
}

func fromRSSItem(item *rss.Item) entry {
	dc, itunes := item.DublinCoreExt, item.ITunesExt
	if dc == nil {
		dc = &ext.DublinCoreExtension{}
	}
	if itunes == nil {
		itunes = &ext.ITunesItemExtension{}
	}
	e := entry{link: item.Link, title: first(append([]string{item.Title, text(item.Extensions, "itunes", "title"), text(item.Extensions, "media", "title")}, dc.Title...)...), html: []string{item.Content, item.Description, item.Custom["encoded"], itunes.Summary, itunes.Subtitle}}
	if item.GUID != nil {
		e.guid = item.GUID.Value
		if e.link == "" && !strings.EqualFold(item.GUID.IsPermalink, "false") {
			e.link = item.GUID.Value
		}
	}
	if e.link == "" {
		e.link = atomLink(item.Extensions, "alternate")
	}
	for _, enc := range item.Enclosures {
		// An episode of a podcast often has no page.
		if e.link == "" {
			e.link = enc.URL
		}
	}
	if original := text(item.Extensions, "feedburner", "origLink"); original != "" && e.guid != "" {
		e.link = original
	}
	e.author = nameOnly(first(append(append(append([]string{}, dc.Creator...), dc.Author...), item.Author, itunes.Author, childText(item.Extensions, "atom", "author", "name"))...))
	e.published = item.PubDate
	if e.published == "" {
		e.published = first(append(append([]string{}, dc.Date...), text(item.Extensions, "dcterms", "issued"), text(item.Extensions, "dcterms", "created"), text(item.Extensions, "atom", "published"), item.Custom["published"], item.Custom["date"])...)
	}
	e.updated = first(text(item.Extensions, "atom", "updated"), text(item.Extensions, "dcterms", "modified"), item.Custom["updated"])
	for _, c := range item.Categories {
		e.tags = append(e.tags, c.Value)
	}
	e.tags = append(append(e.tags, dc.Subject...), strings.Split(itunes.Keywords, ",")...)
	e.language = first(dc.Language...)
	for _, enc := range item.Enclosures {
		if isPicture(enc.Type, enc.URL) {
			e.images = append(e.images, social.Image{URL: enc.URL})
		}
		if platform.IsRecording(enc.Type, enc.URL) {
			e.recordings = append(e.recordings, platform.Recorded(enc.URL, enc.Type, enc.Length, itunes.Duration))
		}
	}
	e.recordings = append(e.recordings, mediaRecording(item.Extensions)...)
	e.images = append(e.images, mediaImages(item.Extensions)...)
	if itunes.Image != "" {
		e.images = append(e.images, social.Image{URL: itunes.Image})
	}
	if len(e.html) > 0 && first(e.html...) == "" {
		e.html = append(e.html, mediaDescription(item.Extensions))
	}
	e.tracks = tracks(item.Extensions)
	e.parent = attr(item.Extensions, "thr", "in-reply-to", "ref")
	e.Engagement = counts(item.Extensions, e.guid)
	return e
}

func fromAtom(f *atom.Feed) document {
	doc := document{language: f.Language, author: person(f.Authors)}
	for _, l := range f.Links {
		switch {
		case l.Rel == "alternate" && doc.home == "":
			doc.home = l.Href
		case l.Rel == "next", l.Rel == "prev-archive" && doc.next == "":
			doc.next = l.Href
		}
	}
	for _, item := range f.Entries {
		doc.entries = append(doc.entries, fromAtomEntry(item))
	}
	return doc
}

func fromAtomEntry(item *atom.Entry) entry {
	e := entry{guid: item.ID, title: item.Title, author: person(item.Authors)}
	e.title = first(e.title, text(item.Extensions, "media", "title"), text(item.Extensions, "dc", "title"))
	e.published = first(item.Published, text(item.Extensions, "dc", "date"), text(item.Extensions, "dcterms", "issued"), text(item.Extensions, "dcterms", "created"))
	e.updated = first(item.Updated, text(item.Extensions, "dcterms", "modified"))
	if c := item.Content; c != nil {
		switch {
		case c.Src != "":
			e.links = append(e.links, c.Src)
		case c.Type == "text" || c.Type == "text/plain":
			e.plain = append(e.plain, c.Value)
		default:
			e.html = append(e.html, c.Value)
		}
	}
	e.html = append(e.html, item.Summary)
	if first(append(e.html, e.plain...)...) == "" {
		e.plain = append(e.plain, mediaDescription(item.Extensions))
	}
	for _, l := range item.Links {
		switch strings.TrimPrefix(l.Rel, ianaRelation) {
		case "alternate":
			if e.link == "" || l.Type == "text/html" {
				e.link = l.Href
			}
		case "enclosure":
			if isPicture(l.Type, l.Href) {
				e.images = append(e.images, social.Image{URL: l.Href, Alt: l.Title})
			}
			if platform.IsRecording(l.Type, l.Href) {
				e.recordings = append(e.recordings, platform.Recorded(l.Href, l.Type, l.Length, ""))
			}
		case "related", "via":
			e.links = append(e.links, l.Href)
		}
	}
	if e.link == "" {
		e.link = otherLink(item)
	}
	for _, c := range item.Categories {
		e.tags = append(e.tags, first(c.Label, c.Term))
	}
	e.images = append(e.images, mediaImages(item.Extensions)...)
	e.recordings = append(e.recordings, mediaRecording(item.Extensions)...)
	e.parent = attr(item.Extensions, "thr", "in-reply-to", "ref")
	e.Engagement = counts(item.Extensions, e.guid)
	return e
}

// ianaRelation begins the relation of a link that is written in full (RFC 4287,
// 4.2.7.2).
const ianaRelation = "http://www.iana.org/assignments/relation/"

// otherLink is the address of an entry that states none of a page: its identifier,
// where that is an address, or else where the entry itself or its file is.
func otherLink(item *atom.Entry) string {
	if id := strings.TrimSpace(item.ID); strings.HasPrefix(id, "http://") || strings.HasPrefix(id, "https://") {
		return id
	}
	for _, rel := range []string{"self", "enclosure"} {
		for _, l := range item.Links {
			if l.Rel == rel {
				return l.Href
			}
		}
	}
	return ""
}

func person(people []*atom.Person) social.Author {
	for _, p := range people {
		if name := first(p.Name, p.Email); name != "" {
			return social.Author{Name: name, URL: p.URI}
		}
	}
	return social.Author{}
}

// first returns the first of values that is more than white space.
func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}
