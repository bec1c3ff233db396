package activitypub

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/date"
	"earshot/internal/social"
)

// post reads an object (https://www.w3.org/TR/activitystreams-vocabulary/#object-types).
// With an error it returns what was read so far.
func (r *reader) post(o lenient.Node) (social.Post, error) {
	p := social.Post{Platform: r.platform, ID: o.Get("id").String()}
	u, err := url.Parse(p.ID)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return p, social.Errorf(social.CodeBroken, "its id %.80q is no address", p.ID)
	}
	// An object without a readable time is one all the same.
	p.CreatedAt, _ = date.Parse(text(o.Get("published")))
	if edited, ok := date.Parse(text(o.Get("updated"))); ok && edited.After(p.CreatedAt) {
		p.EditedAt = edited
	}
	body := r.body(o, u)
	p.Text = markup.Shown(body.Text, shown(o)...)
	p.Title = markup.Headline(markup.Text(o.Get("name").String()))
	if kind := text(o.Get("type")); p.Title == "" && (kind == "Note" || kind == "Question") {
		// Of a note it is the content warning.
		p.Title = markup.Headline(markup.Text(o.Get("summary").String()))
	}
	p.URL = p.ID
	page := markup.Resolve(u, link(o.Get("url")))
	if v, err := url.Parse(page); err == nil && v.Host == u.Host {
		p.URL = page
	} else if page != "" {
		// The page that a link is about, not the page of the post.
		p.Links = append(p.Links, page)
	}
	p.Author = r.author(o, u)
	p.Language = language(o)
	p.ParentID = link(o.Get("inReplyTo"))
	r.tags(&p, o, body)
	p.Images = images(o, u, body.Images)
	p.Recordings = recordings(o, u)
	p.Engagement = social.Engagement{
		Likes: platform.Count(o.Get("likes.totalItems")), Shares: platform.Count(o.Get("shares.totalItems")),
		Comments: platform.Count(o.Get("replies.totalItems")), Views: platform.Count(o.Get("views")),
	}
	return p, nil
}

// shown are the words of an object that stand below its text: the answers that a
// question offers, and the names of documents and links that are attached. The name
// of a picture is its description.
func shown(o lenient.Node) []string {
	var lines []string
	for _, list := range []string{"oneOf", "anyOf"} {
		for _, answer := range o.Get(list).Objects() {
			lines = append(lines, markup.Headline(answer.Get("name").String()))
		}
	}
	for _, a := range o.Get("attachment").Array() {
		kind := text(a.Get("type"))
		media := a.Get("mediaType").String()
		described := strings.HasPrefix(media, "video/") || strings.HasPrefix(media, "audio/") || isPicture(a)
		if (kind == "Document" || kind == "Link" || kind == "Page") && !described {
			lines = append(lines, markup.Headline(a.Get("name").String()), markup.Headline(a.Get("summary").String()))
		}
	}
	return lines
}

// body reads the words of an object, which are HTML unless it says otherwise.
func (r *reader) body(o lenient.Node, base *url.URL) markup.Fragment {
	content := o.Get("content").String()
	if content == "" {
		o.Get("contentMap").ForEach(func(_, translation lenient.Node) bool {
			content = translation.String()
			return false
		})
	}
	switch o.Get("mediaType").String() {
	case "text/plain":
		return markup.Fragment{Text: markup.Plain(content)}
	case "text/markdown":
		if written, err := markup.Markdown(content); err == nil {
			content = written
		}
	}
	return markup.Read(content, base)
}

// actorPath finds the name in the address of an account.
var actorPath = regexp.MustCompile(`^/(?:users/|u/|profile/|accounts/|c/|ap/users/|author/|@)@?([^/@]+)/?$`)

func (r *reader) author(o lenient.Node, base *url.URL) social.Author {
	by := o.Get("attributedTo")
	if !by.Exists() {
		by = o.Get("actor")
	}
	if list := by.Array(); by.IsArray() && len(list) > 0 {
		// A video has two: the account and the channel.
		by = list[0]
		for _, e := range list {
			if text(e.Get("type")) == "Person" {
				by = e
			}
		}
	}
	id := by.Get("id")
	if !by.IsObject() {
		id = by
	}
	address := markup.Resolve(base, id.String())
	if address == "" {
		return social.Author{}
	}
	if address == r.vars["actor"] {
		a := social.Author{Handle: r.vars["handle"], Name: r.vars["name"], URL: r.vars["page"]}
		if a.URL == "" {
			a.URL = address
		}
		return a
	}
	a := social.Author{URL: address, Handle: address}
	if u, err := url.Parse(address); err == nil {
		if m := actorPath.FindStringSubmatch(u.Path); m != nil {
			a.Handle = m[1] + "@" + u.Host
		}
	}
	if name := by.Get("name"); by.IsObject() {
		a.Name = markup.Headline(name.String())
	}
	return a
}

// languageTag is a language tag, or "" for what does not look like one.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*$`)

func language(o lenient.Node) string {
	said := o.Get("language.identifier").String()
	if translations := o.Get("contentMap").Map(); said == "" && len(translations) == 1 {
		for tag := range translations {
			said = tag
		}
	}
	if said == "und" || !languageTag.MatchString(said) {
		return ""
	}
	return said
}

// tags reads the hashtags and links of an object, without the links of mentions
// and hashtags.
func (r *reader) tags(p *social.Post, o lenient.Node, body markup.Fragment) {
	people := map[string]bool{}
	for _, tag := range o.Get("tag").Objects() {
		switch name := tag.Get("name").String(); text(tag.Get("type")) {
		case "Hashtag":
			p.Tags = append(p.Tags, strings.TrimPrefix(strings.TrimSpace(name), "#"))
		case "Mention":
			people[tag.Get("href").String()] = true
		}
	}
	p.Tags = slices.DeleteFunc(platform.Once(p.Tags), func(tag string) bool { return tag == "" })
	for _, l := range body.Links {
		if !strings.Contains(l.Class, "mention") && !strings.Contains(l.Class, "hashtag") && l.Rel != "tag" && !people[l.URL] {
			p.Links = append(p.Links, l.URL)
		}
	}
	base, _ := url.Parse(p.ID)
	for _, a := range o.Get("attachment").Array() {
		if text(a.Get("type")) == "Link" && !isPicture(a) {
			if address := markup.Resolve(base, link(a)); address != "" {
				p.Links = append(p.Links, address)
			}
		}
	}
	p.Links = platform.Once(p.Links)
}

// pictureName recognises pictures by their address, where no type is given.
var pictureName = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|avif)$`)

func isPicture(a lenient.Node) bool {
	if kind := a.Get("mediaType").String(); kind != "" {
		return strings.HasPrefix(kind, "image/")
	}
	u, err := url.Parse(link(a))
	return text(a.Get("type")) == "Image" || err == nil && pictureName.MatchString(u.Path)
}

// isLink tells whether an object is a link to a page, as Lemmy and its like federate one: a
// Page with an attachment that is a Link.
func isLink(o lenient.Node) bool {
	return text(o.Get("type")) == "Page" && slices.ContainsFunc(o.Get("attachment").Array(), func(a lenient.Node) bool {
		return text(a.Get("type")) == "Link" && !isPicture(a)
	})
}

// images are the pictures that are attached, the one of the object as a whole (of a link,
// that of the linked page), the poster of a video, and those in the text.
func images(o lenient.Node, base *url.URL, within []social.Image) []social.Image {
	var list []social.Image
	add := func(im social.Image) {
		same := func(known social.Image) bool { return known.URL == im.URL }
		if im.URL != "" && !slices.ContainsFunc(list, same) && !markup.IsPixel(im) {
			list = append(list, im)
		}
	}
	picture := func(a lenient.Node) social.Image {
		address := a.Get("url")
		if !address.Exists() {
			address = a
		}
		return social.Image{
			URL: markup.Resolve(base, strings.ReplaceAll(link(address), "&#038;", "&")), Alt: markup.Headline(a.Get("name").String()),
			Width: platform.Pixels(a.Get("width")), Height: platform.Pixels(a.Get("height")),
		}
	}
	for _, a := range o.Get("attachment").Array() {
		if isPicture(a) {
			add(picture(a))
		}
	}
	for _, a := range o.Get("image").Array() {
		im := picture(a)
		if isLink(o) {
			im.Of = social.OfCard
		}
		add(im)
	}
	if text(o.Get("type")) == "Video" {
		var poster social.Image
		for _, a := range o.Get("icon").Array() {
			if im := picture(a); poster.URL == "" || im.Width > poster.Width {
				poster = im
			}
		}
		poster.Of = social.OfVideo
		add(poster)
	}
	for _, im := range within {
		add(im)
	}
	return list
}
