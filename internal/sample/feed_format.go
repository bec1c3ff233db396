package sample

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"time"
)

// rss is RSS 2.0 (https://www.rssboard.org/rss-specification) with the
// content, dc and atom modules blog engines add. It is XML text in UTF-8 that
// names the encoding it will be sent in.
func (f *feed) rss(entries []*note, encoding string, modified time.Time) ([]byte, error) {
	var out bytes.Buffer
	base := f.s.bases[f.place]
	fmt.Fprintf(&out, "<?xml version=\"1.0\" encoding=%q?>\n", encoding)
	out.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">` + "\n<channel>\n")
	fmt.Fprintf(&out, `<title>%s</title><link>%s/</link><description>%s</description><language>%s</language><lastBuildDate>%s</lastBuildDate>`+"\n",
		quoted(site[f.place].title), base, quoted(site[f.place].title), site[f.place].language, modified.Format(time.RFC1123Z))
	fmt.Fprintf(&out, `<atom:link rel="self" type="application/rss+xml" href="%s%s"/>`+"\n", base, feedPath(f.place))
	for _, n := range entries {
		fmt.Fprintf(&out, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"false\">%s</guid><pubDate>%s</pubDate><dc:creator>%s</dc:creator>\n",
			quoted(n.title), n.page(f.s.bases), quoted(n.id()), n.created.Format(time.RFC1123Z), quoted(n.author.name))
		for _, tag := range n.tags {
			fmt.Fprintf(&out, "<category>%s</category>", quoted(tag))
		}
		if len(n.shots) > 0 && f.place == roastersWeekly {
			// The length is not known before the picture is drawn; 0 is what
			// the specification's own tools write then.
			p := n.shots[0].picture
			fmt.Fprintf(&out, `<enclosure url="%s" length="0" type="%s"/>`, p.address(base), p.contentType())
		}
		fmt.Fprintf(&out, "<description>%s</description>", quoted(n.body[0]))
		fmt.Fprintf(&out, "<content:encoded><![CDATA[%s]]></content:encoded></item>\n", f.html(n))
	}
	out.WriteString("</channel>\n</rss>\n")
	return out.Bytes(), nil
}

// atom is one page of an Atom feed (RFC 4287) that names its next page (RFC 5005).
func (f *feed) atom(entries []*note, page, pages int, modified time.Time) ([]byte, error) {
	var out bytes.Buffer
	base, path := f.s.bases[f.place], feedPath(f.place)
	out.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
	fmt.Fprintf(&out, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s">`+"\n", site[f.place].language)
	fmt.Fprintf(&out, "<title>%s</title><id>tag:%s.example,2020:feed</id><updated>%s</updated>\n",
		quoted(site[f.place].title), f.place.name(), modified.Format(time.RFC3339))
	fmt.Fprintf(&out, `<link rel="alternate" type="text/html" href="%s/"/><link rel="self" href="%s%s?page=%d"/>`+"\n", base, base, path, page)
	if page > 1 {
		fmt.Fprintf(&out, `<link rel="previous" href="%s%s?page=%d"/>`+"\n", base, path, page-1)
	}
	if page < pages {
		fmt.Fprintf(&out, `<link rel="next" href="%s%s?page=%d"/>`+"\n", base, path, page+1)
	}
	for _, n := range entries {
		created := n.created.Format(time.RFC3339)
		fmt.Fprintf(&out, `<entry><title>%s</title><link rel="alternate" type="text/html" href="%s"/><id>%s</id><published>%s</published><updated>%s</updated><author><name>%s</name></author>`+"\n",
			quoted(n.title), n.page(f.s.bases), quoted(n.id()), created, created, quoted(n.author.name))
		for _, tag := range n.tags {
			fmt.Fprintf(&out, `<category term="%s"/>`, quoted(tag))
		}
		fmt.Fprintf(&out, "<summary>%s</summary><content type=\"html\">%s</content></entry>\n", quoted(n.body[0]), quoted(f.html(n)))
	}
	out.WriteString("</feed>\n")
	return out.Bytes(), nil
}

// jsonFeed is JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); every
// eighth entry is an episode with sound.
func (f *feed) jsonFeed(entries []*note) ([]byte, error) {
	base := f.s.bases[f.place]
	items := make([]map[string]any, 0, len(entries))
	for _, n := range entries {
		item := map[string]any{
			"id": n.id(), "url": n.page(f.s.bases), "title": n.title, "content_html": f.html(n), "summary": n.body[0],
			"date_published": n.created.Format(time.RFC3339), "language": n.lang, "tags": n.tags,
			"authors": []map[string]string{{"name": n.author.name}},
		}
		if n.seq%8 == 0 {
			item["attachments"] = []map[string]any{{
				"url": fmt.Sprintf("%s/episodes/%d.mp3", base, n.number()), "mime_type": "audio/mpeg", "duration_in_seconds": 600 + n.seq%1500,
			}}
		}
		items = append(items, item)
	}
	return json.Marshal(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": site[f.place].title, "language": site[f.place].language,
		"home_page_url": base + "/", "feed_url": base + feedPath(f.place), "items": items,
	})
}

// quoted is text made safe for XML.
func quoted(s string) string {
	var out bytes.Buffer
	// Writing to a buffer cannot fail.
	_ = xml.EscapeText(&out, []byte(s))
	return out.String()
}
