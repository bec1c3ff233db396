// Package feed writes RSS, Atom and JSON Feed documents as blog engines do, for
// entries that others made up.
package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"time"
)

// Channel is what a feed says of itself.
type Channel struct {
	// ID is an Atom feed's.
	ID, Title, Language string
	// Base is the site's address, "http://host:port", and Path the document's on it.
	Base, Path string
	Modified   time.Time
}

// Entry is one post.
type Entry struct {
	ID string
	// Permalink tells whether ID is an address.
	Permalink          bool
	URL, Title, Author string
	Created            time.Time
	Tags               []string
	Summary, HTML      string
	// Language and Sound are told by JSON Feed alone, Picture and Comments by RSS alone.
	Language string
	Sound    *Sound
	Picture  *Picture
	Comments *int64
}

// Sound is an episode of a podcast.
type Sound struct {
	URL     string
	Seconds int
}

// Picture is an enclosure.
type Picture struct{ URL, Type string }

// RSS is RSS 2.0 (https://www.rssboard.org/rss-specification) with the
// content, dc and atom modules that blog engines add, and slash where comments
// are counted. It is XML text in UTF-8 that names the encoding it will be sent in.
func RSS(c Channel, encoding string, entries []Entry) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "<?xml version=\"1.0\" encoding=%q?>\n", encoding)
	out.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"`)
	if len(entries) > 0 && entries[0].Comments != nil {
		out.WriteString(` xmlns:slash="http://purl.org/rss/1.0/modules/slash/"`)
	}
	out.WriteString(">\n<channel>\n")
	fmt.Fprintf(&out, `<title>%s</title><link>%s/</link><description>%s</description><language>%s</language><lastBuildDate>%s</lastBuildDate>`+"\n",
		quoted(c.Title), c.Base, quoted(c.Title), c.Language, c.Modified.Format(time.RFC1123Z))
	fmt.Fprintf(&out, `<atom:link rel="self" type="application/rss+xml" href="%s%s"/>`+"\n", c.Base, c.Path)
	for _, e := range entries {
		fmt.Fprintf(&out, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"%t\">%s</guid><pubDate>%s</pubDate><dc:creator>%s</dc:creator>\n",
			quoted(e.Title), e.URL, e.Permalink, quoted(e.ID), e.Created.Format(time.RFC1123Z), quoted(e.Author))
		for _, tag := range e.Tags {
			fmt.Fprintf(&out, "<category>%s</category>", quoted(tag))
		}
		if e.Picture != nil {
			// The length is not known before the picture is drawn; 0 is what
			// the specification's own tools write then.
			fmt.Fprintf(&out, `<enclosure url="%s" length="0" type="%s"/>`, e.Picture.URL, e.Picture.Type)
		}
		if e.Comments != nil {
			fmt.Fprintf(&out, "<slash:comments>%d</slash:comments>", *e.Comments)
		}
		fmt.Fprintf(&out, "<description>%s</description>", quoted(e.Summary))
		fmt.Fprintf(&out, "<content:encoded><![CDATA[%s]]></content:encoded></item>\n", e.HTML)
	}
	out.WriteString("</channel>\n</rss>\n")
	return out.Bytes()
}

// Atom is one page of an Atom feed (RFC 4287) that names its next page (RFC 5005).
func Atom(c Channel, entries []Entry, page, pages int) []byte {
	var out bytes.Buffer
	out.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
	fmt.Fprintf(&out, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s">`+"\n", c.Language)
	fmt.Fprintf(&out, "<title>%s</title><id>%s</id><updated>%s</updated>\n", quoted(c.Title), c.ID, c.Modified.Format(time.RFC3339))
	fmt.Fprintf(&out, `<link rel="alternate" type="text/html" href="%s/"/><link rel="self" href="%s%s?page=%d"/>`+"\n", c.Base, c.Base, c.Path, page)
	if page > 1 {
		fmt.Fprintf(&out, `<link rel="previous" href="%s%s?page=%d"/>`+"\n", c.Base, c.Path, page-1)
	}
	if page < pages {
		fmt.Fprintf(&out, `<link rel="next" href="%s%s?page=%d"/>`+"\n", c.Base, c.Path, page+1)
	}
	for _, e := range entries {
		created := e.Created.Format(time.RFC3339)
		fmt.Fprintf(&out, `<entry><title>%s</title><link rel="alternate" type="text/html" href="%s"/><id>%s</id><published>%s</published><updated>%s</updated><author><name>%s</name></author>`+"\n",
			quoted(e.Title), e.URL, quoted(e.ID), created, created, quoted(e.Author))
		for _, tag := range e.Tags {
			fmt.Fprintf(&out, `<category term="%s"/>`, quoted(tag))
		}
		fmt.Fprintf(&out, "<summary>%s</summary><content type=\"html\">%s</content></entry>\n", quoted(e.Summary), quoted(e.HTML))
	}
	out.WriteString("</feed>\n")
	return out.Bytes()
}

// JSON is JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
func JSON(c Channel, entries []Entry) ([]byte, error) {
	items := make([]map[string]any, 0, len(entries))
	for _, e := range entries {
		item := map[string]any{
			"id": e.ID, "url": e.URL, "title": e.Title, "content_html": e.HTML, "summary": e.Summary,
			"date_published": e.Created.Format(time.RFC3339), "language": e.Language, "tags": e.Tags,
			"authors": []map[string]string{{"name": e.Author}},
		}
		if e.Sound != nil {
			item["attachments"] = []map[string]any{{"url": e.Sound.URL, "mime_type": "audio/mpeg", "duration_in_seconds": e.Sound.Seconds}}
		}
		items = append(items, item)
	}
	return json.Marshal(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": c.Title, "language": c.Language,
		"home_page_url": c.Base + "/", "feed_url": c.Base + c.Path, "items": items,
	})
}

// quoted is text made safe for XML.
func quoted(s string) string {
	var out bytes.Buffer
	// Writing to a buffer cannot fail.
	_ = xml.EscapeText(&out, []byte(s))
	return out.String()
}
