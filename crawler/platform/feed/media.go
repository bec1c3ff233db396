package feed

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// mediaImages lists the pictures of Media RSS
// (https://www.rssboard.org/media-rss): media:content of an image type, then
// media:thumbnail, of the entry, of its groups and of its contents. The thumbnails of an
// entry with a video are its posters.
func mediaImages(e ext.Extensions) []social.Image {
	var images []social.Image
	of := social.OfPost
	if hasVideo(e["media"], 2) {
		of = social.OfVideo
	}
	var walk func(children map[string][]ext.Extension, depth int)
	walk = func(children map[string][]ext.Extension, depth int) {
		for _, c := range children["content"] {
			if c.Attrs["medium"] == "image" || c.Attrs["medium"] == "" && isPicture(c.Attrs["type"], c.Attrs["url"]) {
				images = append(images, mediaImage(c))
			}
		}
		for _, c := range children["thumbnail"] {
			im := mediaImage(c)
			im.Of = of
			images = append(images, im)
		}
		if depth == 0 {
			return
		}
		for _, name := range []string{"group", "content"} {
			for _, c := range children[name] {
				walk(c.Children, depth-1)
			}
		}
	}
	walk(e["media"], 2)
	return images
}

// hasVideo tells whether one of the contents is a video, or the player of one as YouTube has it.
func hasVideo(children map[string][]ext.Extension, depth int) bool {
	for _, c := range children["content"] {
		kind := strings.ToLower(c.Attrs["type"])
		if c.Attrs["medium"] == "video" || strings.HasPrefix(kind, "video/") || kind == "application/x-shockwave-flash" || strings.HasPrefix(social.RecordedAs(c.Attrs["url"]), "video/") {
			return true
		}
	}
	if depth == 0 {
		return false
	}
	for _, name := range []string{"group", "content"} {
		for _, c := range children[name] {
			if hasVideo(c.Children, depth-1) {
				return true
			}
		}
	}
	return false
}

func mediaImage(c ext.Extension) social.Image {
	im := social.Image{URL: first(c.Attrs["url"], c.Value), Width: markup.AttrPixels(c.Attrs["width"]), Height: markup.AttrPixels(c.Attrs["height"])}
	for _, name := range []string{"description", "title", "text"} {
		for _, d := range c.Children[name] {
			if im.Alt == "" {
				im.Alt = markup.Headline(d.Value)
			}
		}
	}
	return im
}

// mediaDescription is the text of an entry without any other, as at YouTube.
func mediaDescription(e ext.Extensions) string {
	media := e["media"]
	for _, g := range media["group"] {
		for _, d := range g.Children["description"] {
			return d.Value
		}
	}
	for _, d := range media["description"] {
		return d.Value
	}
	return ""
}

// counts reads the counts that feeds have: slash:comments (RSS 1.0 module
// Slash), thr:total (RFC 4685, 5), and the views and, at YouTube, likes of
// Media RSS communities.
func counts(e ext.Extensions, guid string) social.Engagement {
	var g social.Engagement
	for _, s := range []string{text(e, "slash", "comments"), text(e, "thr", "total")} {
		if g.Comments == nil {
			g.Comments = count(s)
		}
	}
	communities := e["media"]["community"]
	for _, group := range e["media"]["group"] {
		communities = append(communities, group.Children["community"]...)
	}
	for _, c := range communities {
		for _, s := range c.Children["statistics"] {
			g.Views = count(s.Attrs["views"])
		}
		for _, s := range c.Children["starRating"] {
			// Since YouTube removed star ratings, its feeds count likes here.
			if strings.HasPrefix(guid, "yt:video:") {
				g.Likes = count(s.Attrs["count"])
			}
		}
	}
	return g
}

func count(s string) *int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 0 {
		return nil
	}
	return social.Count(n)
}

// isPicture tells by type, or without one by the address, whether a file is a picture.
func isPicture(mediaType, address string) bool {
	if mediaType != "" {
		return strings.HasPrefix(strings.ToLower(mediaType), "image/") || strings.EqualFold(mediaType, "image")
	}
	address, _, _ = strings.Cut(address, "?")
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif":
		return true
	}
	return false
}

func text(e ext.Extensions, prefix, name string) string {
	for _, x := range e[prefix][name] {
		return x.Value
	}
	return ""
}

func childText(e ext.Extensions, prefix, name, child string) string {
	for _, x := range e[prefix][name] {
		for _, c := range x.Children[child] {
			return c.Value
		}
	}
	return ""
}

func attr(e ext.Extensions, prefix, name, attribute string) string {
	for _, x := range e[prefix][name] {
		return x.Attrs[attribute]
	}
	return ""
}

// atomLink finds an Atom link inside RSS.
func atomLink(e ext.Extensions, rel string) string {
	for _, prefix := range []string{"atom", "atom10", "a10"} {
		for _, l := range e[prefix]["link"] {
			if l.Attrs["rel"] == rel || l.Attrs["rel"] == "" && rel == "alternate" {
				return l.Attrs["href"]
			}
		}
	}
	return ""
}

// mailbox is an address with a name, in either order: RSS 2.0 asks for
// "ana@example.org (Ana)", many write "Ana <ana@example.org>".
var mailbox = regexp.MustCompile(`^\s*(?:\S+@\S+\s*\(([^)]+)\)|([^<]+?)\s*<[^>]*@[^>]*>)\s*$`)

// nameElement is a name as Atom writes it, which some feeds put into RSS.
var nameElement = regexp.MustCompile(`(?s)<(?:\w+:)?name>(.*?)</`)

// nameOnly makes an author of a name with or without an address.
func nameOnly(s string) social.Author {
	if m := nameElement.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	s = markup.Headline(s)
	if m := mailbox.FindStringSubmatch(s); m != nil {
		s = first(m[1], m[2])
	}
	return social.Author{Name: s}
}

// mediaRecording is the sound or video of Media RSS. What stands in one group is the same
// at other sizes, of which the first that is marked as the default stands, or else the first.
func mediaRecording(e ext.Extensions) []social.Recording {
	var list []social.Recording
	for _, g := range e["media"]["group"] {
		if found := recorded(g.Children["content"]); len(found) > 0 {
			list = append(list, found[0])
		}
	}
	return append(list, recorded(e["media"]["content"])...)
}

func recorded(contents []ext.Extension) []social.Recording {
	var list []social.Recording
	for _, c := range contents {
		kind := first(c.Attrs["type"], c.Attrs["medium"])
		if kind != "audio" && kind != "video" && !platform.IsRecording(kind, c.Attrs["url"]) {
			continue
		}
		r := platform.Recorded(c.Attrs["url"], kind, c.Attrs["fileSize"], c.Attrs["duration"])
		if c.Attrs["isDefault"] == "true" {
			list = append([]social.Recording{r}, list...)
			continue
		}
		list = append(list, r)
	}
	return list
}
