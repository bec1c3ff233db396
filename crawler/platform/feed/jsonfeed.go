package feed

import (
	"strings"

	"earshot/crawler/lenient"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// jsonFeed is a JSON Feed (https://www.jsonfeed.org/version/1.1/).
type jsonFeed struct {
	Version     string         `json:"version"`
	HomePageURL string         `json:"home_page_url"`
	NextURL     string         `json:"next_url"`
	Language    string         `json:"language"`
	Author      jsonAuthor     `json:"author"`
	Authors     []jsonAuthor   `json:"authors"`
	Items       []lenient.Node `json:"items"`
}

type jsonItem struct {
	ID            string       `json:"id"`
	URL           string       `json:"url"`
	ExternalURL   string       `json:"external_url"`
	Title         string       `json:"title"`
	ContentHTML   string       `json:"content_html"`
	ContentText   string       `json:"content_text"`
	Summary       string       `json:"summary"`
	Image         string       `json:"image"`
	BannerImage   string       `json:"banner_image"`
	DatePublished string       `json:"date_published"`
	DateModified  string       `json:"date_modified"`
	Author        jsonAuthor   `json:"author"`
	Authors       []jsonAuthor `json:"authors"`
	Tags          jsonTags     `json:"tags"`
	Language      string       `json:"language"`
	Attachments   []struct {
		URL      string `json:"url"`
		MimeType string `json:"mime_type"`
		Title    string `json:"title"`
		// Size is in bytes, Duration in seconds.
		Size     lenient.Node `json:"size_in_bytes"`
		Duration lenient.Node `json:"duration_in_seconds"`
	} `json:"attachments"`
}

// jsonAuthor is an author; some feeds write the name alone.
type jsonAuthor struct{ name, url string }

// ReadNode reads an object, or a name.
func (a *jsonAuthor) ReadNode(n lenient.Node) string {
	switch {
	case n.IsObject():
		a.name, a.url = n.Get("name").String(), n.Get("url").String()
	case n.IsText():
		a.name = n.String()
	case n.IsArray():
		// Of several the first is taken, as of authors.
		for _, one := range n.Array() {
			if a.name == "" && a.url == "" {
				a.ReadNode(one)
			}
		}
	case !n.None():
		return "is " + n.Kind()
	}
	return ""
}

// jsonTags are tags; some feeds write them as one text with commas.
type jsonTags []string

// ReadNode reads a list of texts, or a text.
func (t *jsonTags) ReadNode(n lenient.Node) string {
	if n.IsText() {
		for tag := range strings.SplitSeq(n.String(), ",") {
			if tag = strings.TrimSpace(tag); tag != "" {
				*t = append(*t, tag)
			}
		}
		return ""
	}
	for _, one := range n.Array() {
		if one.IsObject() {
			one = one.Get("name")
		}
		if tag := one.String(); tag != "" {
			*t = append(*t, tag)
		}
	}
	return ""
}

// parseJSON reads a JSON Feed. An item that is no object is an empty entry, which
// is skipped by name.
func parseJSON(body string) (document, error) {
	root, err := lenient.ParseText(body)
	cut := err
	if err != nil {
		whole, ok := lenient.Whole(body, "items")
		if !ok {
			return document{}, err
		}
		if root, err = lenient.ParseText(whole); err != nil {
			return document{}, cut
		}
	}
	var f jsonFeed
	if !root.Decode(&f) {
		return document{}, social.Errorf(social.CodeBroken, "not JSON Feed: it is %s", root.Kind())
	}
	if !root.Get("items").Exists() && !strings.Contains(f.Version, "jsonfeed.org/version/") {
		return document{}, social.Errorf(social.CodeBroken, "a JSON object that is no JSON Feed: it has neither a version nor items")
	}
	doc := document{cut: cut, home: f.HomePageURL, language: f.Language, next: f.NextURL, author: firstAuthor(f.Authors, f.Author)}
	for _, node := range f.Items {
		var item jsonItem
		node.Decode(&item)
		doc.entries = append(doc.entries, item.entry())
	}
	doc.unread = root.Unread()
	return doc, nil
}

func (item jsonItem) entry() entry {
	e := entry{guid: item.ID, link: first(item.URL, item.ExternalURL), title: item.Title, titleIsText: true, tags: item.Tags, language: item.Language}
	e.html, e.plain = []string{item.ContentHTML}, []string{item.ContentText, item.Summary}
	e.published, e.updated = item.DatePublished, item.DateModified
	e.author = firstAuthor(item.Authors, item.Author)
	if item.ExternalURL != "" {
		e.links = append(e.links, item.ExternalURL)
	}
	for _, u := range []string{item.Image, item.BannerImage} {
		if u != "" {
			e.images = append(e.images, social.Image{URL: u})
		}
	}
	for _, a := range item.Attachments {
		if isPicture(a.MimeType, a.URL) {
			e.images = append(e.images, social.Image{URL: a.URL, Alt: a.Title})
		}
		if platform.IsRecording(a.MimeType, a.URL) {
			e.recordings = append(e.recordings, platform.Recorded(a.URL, a.MimeType, a.Size.String(), a.Duration.String()))
		}
	}
	return e
}

func firstAuthor(many []jsonAuthor, one jsonAuthor) social.Author {
	for _, a := range append(many, one) {
		if a.name != "" || a.url != "" {
			return social.Author{Name: a.name, URL: a.url}
		}
	}
	return social.Author{}
}
