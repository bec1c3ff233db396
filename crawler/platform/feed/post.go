package feed

import (
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// maker makes posts of the entries of one document.
type maker struct {
	// lane is the configured address of the feed: unlike the address after
	// redirects it never changes, so identities may be built on it.
	lane string
	base *url.URL
	doc  document
	// undated says why posts have no date, by their ID.
	undated map[string]error
}

func (m maker) post(e entry) (social.Post, error) {
	link := markup.Resolve(m.home(), webLink(e.link))
	e.title = withoutCDATA(e.title)
	for _, list := range [][]string{e.html, e.plain} {
		for i := range list {
			list[i] = withoutCDATA(list[i])
		}
	}
	body := m.body(e, link)
	p := social.Post{
		Platform:   Name,
		URL:        link,
		Author:     m.author(e),
		Title:      markup.Headline(e.title),
		Text:       body.Text,
		Language:   language(first(e.language, m.doc.language)),
		ParentID:   e.parent,
		Tags:       tags(e.tags),
		Images:     m.images(e, body.Images),
		Recordings: m.recordings(e),
		Engagement: e.Engagement,
	}
	if e.titleIsText {
		p.Title = strings.Join(strings.Fields(markup.Plain(e.title)), " ")
	}
	p.Links = m.links(e, body.URLs(), link)
	withoutByline(&p)
	if p.ID = m.identity(e, p); p.ID == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "neither guid nor link nor words to tell it by")
	}
	if why := setDate(&p, e); why != nil {
		m.undated[p.ID] = why
	}
	return p, nil
}

// webLink is a link whose scheme was left out, or is the one of programs that read
// feeds, as browsers are asked for it.
func webLink(link string) string {
	link = strings.TrimSpace(link)
	if rest, ok := strings.CutPrefix(link, "feed://"); ok {
		return "http://" + rest
	}
	if strings.HasPrefix(link, "www.") && strings.Count(link, ".") > 1 {
		return "https://" + link
	}
	return link
}

// home is the base of relative addresses in the feed.
func (m maker) home() *url.URL {
	if u, err := url.Parse(markup.Resolve(m.base, m.doc.home)); err == nil && u.Host != "" {
		return u
	}
	return m.base
}

// muchLonger is how many times as long as the content of an entry its description
// is where the content is what is cut short.
const muchLonger = 4

// body reads the fullest text of e: its content, or else its summary.
func (m maker) body(e entry, link string) markup.Fragment {
	base, err := url.Parse(link)
	if err != nil || base.Host == "" {
		base = m.home()
	}
	var best markup.Fragment
	for _, src := range e.html {
		f := markup.Read(src, base)
		if len(f.Text) > muchLonger*len(best.Text) {
			f.Images = append(f.Images, best.Images...)
			best = f
			continue
		}
		if best.Text == "" {
			best.Images = append(best.Images, f.Images...)
			best.Links = append(best.Links, f.Links...)
		}
	}
	if best.Text != "" {
		return best
	}
	for _, src := range e.plain {
		if best.Text = markup.Plain(src); best.Text != "" {
			break
		}
	}
	return best
}

func (m maker) author(e entry) social.Author {
	a := e.author
	if a.Name == "" && a.URL == "" {
		a = m.doc.author
	}
	return social.Author{Name: markup.Headline(a.Name), URL: markup.Resolve(m.base, a.URL)}
}

// recordings are the sounds and videos of an entry.
func (m maker) recordings(e entry) []social.Recording {
	for i := range e.recordings {
		e.recordings[i].URL = markup.Resolve(m.home(), e.recordings[i].URL)
	}
	return platform.Recordings(e.recordings...)
}

// images joins the pictures declared outside the body with those in it.
func (m maker) images(e entry, inBody []social.Image) []social.Image {
	var images []social.Image
	place := map[string]int{}
	for _, im := range append(e.images, inBody...) {
		im.URL = markup.Resolve(m.home(), im.URL)
		if im.URL == "" || markup.IsPixel(im) {
			continue
		}
		if i, seen := place[im.URL]; seen {
			if images[i].Alt == "" {
				images[i].Alt = im.Alt
			}
			continue
		}
		place[im.URL] = len(images)
		images = append(images, im)
	}
	return images
}

// links are the addresses e points to, without its own.
func (m maker) links(e entry, inBody []string, own string) []string {
	var links []string
	seen := map[string]bool{own: true}
	for _, l := range append(e.links, inBody...) {
		if l = markup.Resolve(m.home(), l); l != "" && !seen[l] {
			seen[l] = true
			links = append(links, l)
		}
	}
	return links
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$`)

// language returns a BCP 47 tag, or "" for anything else ("English").
func language(s string) string {
	if s = strings.ReplaceAll(s, "_", "-"); languageTag.MatchString(s) {
		return s
	}
	return ""
}

func tags(list []string) []string {
	var tags []string
	seen := map[string]bool{}
	for _, t := range list {
		if t = markup.Headline(t); t != "" && !seen[t] {
			seen[t] = true
			tags = append(tags, t)
		}
	}
	return tags
}
