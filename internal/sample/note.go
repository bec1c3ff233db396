package sample

import (
	"fmt"
	"strings"
	"time"

	"earshot/internal/social"
)

// note is one generated post, before it is put into a platform's format.
// Everything but the counts is fixed once it is written; the counts are
// guarded by the Server's lock.
type note struct {
	seq     int
	place   place
	shared  bool // also federated to the other Mastodon server
	author  *author
	lang    string
	subject subject
	event   event
	brands  []string // whose brand queries it is meant to match
	// seen are the brands that only its pictures show.
	seen    []string
	title   string
	body    []string // paragraphs, plain text
	tags    []string
	link    string
	shots   []shot
	created time.Time
	edited  time.Time
	// Hacker News: the story a comment belongs to and what it answers.
	story, parent *note

	likes, shares, comments int64
}

// shot is a picture as a post shows it.
type shot struct {
	picture picture
	alt     string
}

// text is the body as plain text: paragraphs are set apart by an empty line.
func (n *note) text() string { return strings.Join(n.body, "\n\n") }

// shownOn tells whether the Mastodon server has the note.
func (n *note) shownOn(p place) bool { return n.place == p || n.shared && p.fediverse() }

// number identifies the note on platforms that count their items.
func (n *note) number() int64 { return 900_000_000 + int64(n.seq) }

// id is the platform's identifier, the same whichever port served it.
func (n *note) id() string {
	switch n.place {
	case brewSocial, kaffeeSocial:
		return fmt.Sprintf("https://%s/users/%s/statuses/%d", n.author.home(), n.author.user, statusID(n, n.place))
	case hackerNews:
		return fmt.Sprint(n.number())
	case grindReport:
		return fmt.Sprintf("https://grind-report.example/%d", n.number())
	default:
		return fmt.Sprintf("tag:%s.example,%d:%d", n.place.name(), n.created.Year(), n.number())
	}
}

// home is the domain in the identifiers of an author's posts.
func (a *author) home() string {
	if a.domain != "" {
		return a.domain
	}
	return a.place.name() + ".example"
}

// platform is the adapter that reads the place.
func (p place) platform() string {
	switch p {
	case brewSocial, kaffeeSocial:
		return "mastodon"
	case hackerNews:
		return "hackernews"
	default:
		return "feed"
	}
}

// page is the address a person opens to read the note; bases holds the
// "http://host:port" of each place.
func (n *note) page(bases [places]string) string {
	switch n.place {
	case brewSocial, kaffeeSocial:
		return fmt.Sprintf("%s/@%s/%d", bases[n.place], n.author.user, statusID(n, n.place))
	case hackerNews:
		return "https://news.ycombinator.com/item?id=" + n.id()
	default:
		return fmt.Sprintf("%s/p/%d", bases[n.place], n.number())
	}
}

// post is the note as a perfect crawler understands it, without Source, Keep
// and FetchedAt.
func (n *note) post(bases [places]string) social.Post {
	p := social.Post{
		Platform: n.place.platform(), ID: n.id(), URL: n.page(bases),
		Title: n.title, Text: n.text(), Language: n.language(),
		CreatedAt: n.created, EditedAt: n.edited,
	}
	p.Tags = append(p.Tags, n.tags...)
	if n.link != "" {
		p.Links = []string{n.link}
	}
	for _, s := range n.shots {
		image := social.Image{URL: s.picture.address(bases[n.place]), Alt: s.alt}
		if n.place.fediverse() {
			image.Width, image.Height = s.picture.width, s.picture.height
		}
		p.Images = append(p.Images, image)
	}
	switch n.place {
	case brewSocial, kaffeeSocial:
		p.Author = social.Author{Handle: n.author.acct(bases), Name: n.author.name, URL: n.author.profile(bases)}
		p.Engagement = social.Engagement{Likes: social.Count(n.likes), Shares: social.Count(n.shares), Comments: social.Count(n.comments)}
	case hackerNews:
		p.Author = social.Author{Handle: n.author.user, URL: "https://news.ycombinator.com/user?id=" + n.author.user}
		if n.story != nil {
			p.ParentID, p.ThreadID = n.parent.id(), n.story.id()
		} else {
			p.Engagement = social.Engagement{Likes: social.Count(n.likes), Comments: social.Count(n.comments)}
		}
	default:
		p.Author = social.Author{Name: n.author.name}
	}
	return p
}

// language is what the platform declares; Hacker News declares nothing.
func (n *note) language() string {
	switch n.place {
	case hackerNews:
		return ""
	case kafeiRibao:
		return "zh-CN"
	default:
		return n.lang
	}
}

// acct is user@domain; local users belong to the host and port of their server.
func (a *author) acct(bases [places]string) string {
	if a.domain != "" {
		return a.user + "@" + a.domain
	}
	return a.user + "@" + strings.TrimPrefix(bases[a.place], "http://")
}

func (a *author) profile(bases [places]string) string {
	if a.domain != "" {
		return "https://" + a.domain + "/@" + a.user
	}
	return bases[a.place] + "/@" + a.user
}

// statusID is the identifier of a note on one Mastodon server: the arrival in
// milliseconds and 16 bits to tell apart what arrives together. A federated
// status arrives a little later at the server it is not from.
func statusID(n *note, at place) int64 {
	arrival := n.created.UnixMilli()
	if at != n.place {
		arrival += 400 + int64(n.seq%2600)
	}
	return arrival<<16 | int64(n.seq&0x7fff)<<1 | int64(at&1)
}
