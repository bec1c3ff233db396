package mastodon

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/date"
	"earshot/internal/social"
)

// statuses reads a list of statuses, and returns by its post's id what each was
// read from. known are the global ids of statuses that are not in the list.
func statuses(resp crawler.Response, list []lenient.Node, known map[text]string) (page crawler.Page, from map[string]status, err error) {
	server, err := url.Parse(resp.URL)
	if err != nil {
		return page, nil, social.Errorf(social.CodeBroken, "%q is no address: %w", resp.URL, err)
	}
	// A reply names its parent by an id of this server only; it is known by
	// its global id if it is on the same page.
	global := map[text]string{}
	maps.Copy(global, known)
	read := make([]status, 0, len(list))
	for i, raw := range list {
		s, err := readStatus(raw)
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprintf("status %d of the page", i+1), Err: err})
			continue
		}
		global[s.ID] = s.identity()
		read = append(read, s)
	}
	from = map[string]status{}
	for _, s := range read {
		// Posts that are not public, and authors who asked not to be found, are
		// left out on purpose, which is not a fault.
		if !s.public() || bool(s.Account.NoIndex) || bool(s.Account.OtherSettings.NoIndex) {
			continue
		}
		if _, twice := from[s.identity()]; twice {
			page.Posts[slices.IndexFunc(page.Posts, func(p social.Post) bool { return p.ID == s.identity() })].Merged.Duplicates++
			continue
		}
		p, err := s.post(server)
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: "status " + string(s.ID), Err: err})
			continue
		}
		if s.InReplyToID != "" {
			p.ParentID = global[s.InReplyToID]
		}
		p.Via = s.via
		from[p.ID] = s
		page.Posts = append(page.Posts, p)
	}
	return page, from, nil
}

// readStatus reads a status; of a boost it is the boosted one, as a boost has
// no text of its own.
func readStatus(raw lenient.Node) (status, error) {
	var s status
	if !raw.Decode(&s) {
		return s, social.Errorf(social.CodeBroken, "no status: it is %s", raw.Kind())
	}
	if s.Reblog != nil {
		original := *s.Reblog
		original.via = social.Repost{ID: s.identity(), URL: string(s.URL)}
		return original, nil
	}
	return s, nil
}

// identity is the ActivityPub id, the same on every server.
func (s status) identity() string {
	if s.URI != "" {
		return string(s.URI)
	}
	return string(s.URL)
}

// public tells whether everybody may read s. Friendica and old servers leave
// the field out of public timelines.
func (s status) public() bool {
	return s.Visibility == "public" || s.Visibility == "unlisted" || s.Visibility == ""
}

func (s status) post(server *url.URL) (social.Post, error) {
	if s.identity() == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "neither uri nor url to tell it by")
	}
	// A status without a readable time is one all the same.
	created, _ := date.Parse(string(s.CreatedAt))
	body := markup.Read(string(s.Content), server)
	p := social.Post{
		Platform:  Name,
		ID:        s.identity(),
		URL:       markup.Resolve(server, first(string(s.URL), string(s.URI))),
		Author:    s.author(server),
		Title:     markup.Headline(string(s.SpoilerText)),
		Text:      markup.Shown(body.Text, s.shown()...),
		Language:  string(s.Language),
		CreatedAt: created,
		Images:    s.images(server),

		Recordings: s.recordings(server),
		Engagement: social.Engagement{
			Likes:    s.Favourites.n,
			Shares:   sum(s.Reblogs.n, s.Quotes.n),
			Comments: s.Replies.n,
		},
	}
	if edited, ok := date.Parse(string(s.EditedAt)); ok {
		p.EditedAt = edited.UTC()
	}
	for _, t := range s.Tags {
		if t.Name != "" {
			p.Tags = append(p.Tags, string(t.Name))
		}
	}
	p.Links = s.links(body.Links, server)
	return p, nil
}

// shown are the words of a status that stand below its text: the options of a
// poll, the preview of a link, and what it quotes where everybody may read that.
func (s status) shown() []string {
	var lines []string
	for _, o := range s.Poll.Options {
		lines = append(lines, markup.Headline(string(o.Title)))
	}
	if s.Card != nil {
		for _, words := range []text{s.Card.Title, s.Card.Description, s.Card.Provider} {
			lines = append(lines, markup.Headline(string(words)))
		}
	}
	if q := s.Quote.status(); q.public() && !bool(q.Account.NoIndex) && !bool(q.Account.OtherSettings.NoIndex) {
		lines = append(lines, markup.Quoted(first(string(q.Account.DisplayName), string(q.Account.Acct)), markup.Text(string(q.Content))))
	}
	return lines
}

// author names the account with its server; the API leaves the server out for
// accounts of its own.
func (s status) author(server *url.URL) social.Author {
	a := s.Account
	name := handle(first(string(a.Acct), string(a.Username)))
	if name != "" && !strings.Contains(name, "@") {
		host := server.Host
		if u, err := url.Parse(string(a.URL)); err == nil && u.Host != "" {
			host = u.Host
		}
		name += "@" + host
	}
	return social.Author{Handle: name, Name: markup.Headline(string(a.DisplayName)), URL: markup.Resolve(server, string(a.URL))}
}

// images are the attached pictures, the posters of attached videos, and the picture of a
// link preview (card.image), which is not the author's.
func (s status) images(server *url.URL) []social.Image {
	var images []social.Image
	for _, m := range s.Media {
		source, extent, of := m.URL, m.Meta.Original, social.OfPost
		switch m.Type {
		case "image":
			if source == "" {
				source = text(first(string(m.RemoteURL), string(m.PreviewURL)))
			}
		case "gifv", "video":
			source, extent, of = m.PreviewURL, m.Meta.Small, social.OfVideo
		default:
			continue
		}
		if u := markup.Resolve(server, string(source)); u != "" {
			images = append(images, social.Image{URL: u, Of: of, Alt: strings.TrimSpace(string(m.Description)), Width: extent.Width.int(), Height: extent.Height.int()})
		}
	}
	if c := s.Card; c != nil {
		if u := markup.Resolve(server, string(c.Image)); u != "" {
			images = append(images, social.Image{URL: u, Of: social.OfCard, Alt: strings.TrimSpace(string(c.Described)), Width: c.Width.int(), Height: c.Height.int()})
		}
	}
	return images
}

// recordings are the attached sounds and videos. A gifv is a video without sound.
func (s status) recordings(server *url.URL) []social.Recording {
	var list []social.Recording
	for _, m := range s.Media {
		if m.Type != "audio" && m.Type != "video" && m.Type != "gifv" {
			continue
		}
		r := platform.Recorded(markup.Resolve(server, first(string(m.URL), string(m.RemoteURL))), string(m.Type), "", first(string(m.Meta.Original.Duration), string(m.Meta.Length)))
		if m.Type == "gifv" {
			r.Type = social.Gifv
		}
		list = append(list, r)
	}
	return platform.Recordings(list...)
}

// links are the addresses a status points to; mentions and hashtags, which are
// links as well, are left out.
func (s status) links(inBody []markup.Link, server *url.URL) []string {
	var links []string
	seen := map[string]bool{}
	for _, m := range s.Mentions {
		seen[string(m.URL)] = true
	}
	add := func(u string) {
		if u != "" && !seen[u] {
			seen[u] = true
			links = append(links, u)
		}
	}
	for _, l := range inBody {
		if !strings.Contains(l.Class, "mention") && !strings.Contains(l.Class, "hashtag") && l.Rel != "tag" {
			add(l.URL)
		}
	}
	if s.Card != nil {
		add(markup.Resolve(server, string(s.Card.URL)))
	}
	return links
}

// maxSide is larger than any real picture, in pixels.
const maxSide = 100_000

func (c count) int() int {
	if c.n == nil || *c.n > maxSide {
		return 0
	}
	return int(*c.n)
}

// sum adds what is known; nil when nothing is.
func sum(counts ...*int64) *int64 {
	var total *int64
	for _, n := range counts {
		if n == nil {
			continue
		}
		if total == nil {
			total = new(int64)
		}
		*total += *n
	}
	return total
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
