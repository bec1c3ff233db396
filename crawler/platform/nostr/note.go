package nostr

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// identity names an event: those that are replaced when they are edited by what stays the
// same (NIP-01, addressable events), others by author and id, so that nobody else's word
// of it is taken for the author's.
func (e event) identity() string {
	if e.kind == kindArticle {
		return fmt.Sprintf("%d:%s:%s", e.kind, e.key, e.tag("d"))
	}
	return e.key + ":" + e.id
}

// webAddress finds addresses in the words of a note.
var webAddress = regexp.MustCompile(`https?://[^\s<>"']+`)

// pictureAddress is an address of a picture by its name.
var pictureAddress = regexp.MustCompile(`(?i)^https?://[^?#]+\.(?:jpe?g|png|gif|webp|avif)(?:[?#].*)?$`)

// post makes a post of a note; names are what authors call themselves.
func (e event) post(names map[string]string) social.Post {
	p := social.Post{
		Platform: Name, ID: e.identity(), URL: site + encode("note", e.id), Author: social.Author{Handle: npub(e.key), Name: names[e.key], URL: site + npub(e.key)},
		Title: strings.TrimSpace(e.tag("title")), Text: strings.TrimSpace(e.content), CreatedAt: time.Unix(e.at, 0).UTC(),
	}
	if e.kind == kindArticle {
		if first, err := strconv.ParseInt(e.tag("published_at"), 10, 64); err == nil && first > 0 && first < e.at {
			p.CreatedAt, p.EditedAt = time.Unix(first, 0).UTC(), p.CreatedAt
		}
		if html, err := markup.Markdown(e.content); err == nil {
			shown := markup.Read(html, nil)
			p.Text, p.Links, p.Images = shown.Text, shown.URLs(), shown.Images
		}
	}
	for _, t := range e.tags {
		if len(t) > 2 && t[0] == "l" && t[2] == "ISO-639-1" && len(t[1]) == 2 {
			p.Language = strings.ToLower(t[1])
		}
	}
	p.Tags = platform.Once(e.values("t"))
	e.attach(&p)
	p.ParentID, p.ThreadID = e.above()
	return p
}

// attach adds the pictures of a note and the addresses in it (NIP-92: `imeta` describes
// what an address in the text shows).
func (e event) attach(p *social.Post) {
	described := map[string]bool{}
	for _, im := range p.Images {
		described[im.URL] = true
	}
	for _, t := range e.tags {
		if len(t) < 2 || t[0] != "imeta" {
			continue
		}
		var im social.Image
		kind, poster := "", ""
		for _, entry := range t[1:] {
			name, value, _ := strings.Cut(entry, " ")
			switch name {
			case "url":
				im.URL = markup.Resolve(nil, value)
			case "m":
				kind = value
			case "image":
				poster = markup.Resolve(nil, value)
			case "alt":
				im.Alt = markup.Headline(value)
			case "dim":
				width, height, _ := strings.Cut(value, "x")
				im.Width, im.Height = markup.AttrPixels(width), markup.AttrPixels(height)
			}
		}
		if im.URL != "" && !described[im.URL] && (strings.HasPrefix(kind, "image/") || kind == "" && pictureAddress.MatchString(im.URL)) {
			described[im.URL] = true
			p.Images = append(p.Images, im)
		}
		if strings.HasPrefix(kind, "video/") && poster != "" && !described[poster] {
			described[poster] = true
			p.Images = append(p.Images, social.Image{URL: poster, Of: social.OfVideo, Alt: im.Alt})
		}
	}
	for _, found := range webAddress.FindAllString(e.content, -1) {
		address := markup.Resolve(nil, strings.TrimRight(found, ".,;:!?)]}"))
		switch {
		case address == "" || described[address]:
		case pictureAddress.MatchString(address):
			described[address] = true
			p.Images = append(p.Images, social.Image{URL: address})
		default:
			p.Links = append(p.Links, address)
		}
	}
	p.Links = platform.Once(append(p.Links, e.values("r")...))
}

// above are the post that a note answers and the one that began the conversation (NIP-10,
// NIP-22), as far as it says who wrote them.
func (e event) above() (parent, thread string) {
	people := platform.Once(append(e.values("p"), e.values("P")...))
	name := func(t []string, at int) string {
		author := ""
		if len(t) > at && isKey(t[at]) {
			author = t[at]
		} else if len(people) == 1 && isKey(people[0]) {
			author = people[0]
		}
		if author == "" || !isKey(t[1]) {
			return ""
		}
		return author + ":" + t[1]
	}
	for _, t := range e.tags {
		if len(t) < 2 {
			continue
		}
		marker := ""
		if len(t) > 3 {
			marker = t[3]
		}
		switch {
		case t[0] == "a" || t[0] == "A":
			if strings.HasPrefix(t[1], strconv.Itoa(kindArticle)+":") {
				thread = t[1]
				if parent == "" || t[0] == "a" {
					parent = t[1]
				}
			}
		case t[0] == "E":
			thread = name(t, 3)
		case t[0] == "e" && e.kind == kindComment:
			parent = name(t, 3)
		case t[0] == "e" && marker == "root":
			thread = name(t, 4)
			if parent == "" {
				parent = thread
			}
		case t[0] == "e" && marker == "reply":
			parent = name(t, 4)
		}
	}
	if thread == "" {
		thread = parent
	}
	return parent, thread
}
