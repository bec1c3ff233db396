package reddit

import (
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/crawler/platform/feed"
	"earshot/internal/social"
)

// readFeed reads an Atom or RSS feed of Reddit.
func readFeed(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := feed.New().Parse(scope, resp)
	if err != nil {
		return crawler.Page{}, err
	}
	// Reddit's feeds have no further pages.
	page.Next = nil
	posts := page.Posts[:0]
	for _, p := range page.Posts {
		if p, ok := fromFeed(p); ok {
			posts = append(posts, p)
			continue
		}
		page.Skipped = append(page.Skipped, crawler.Skip{
			Where: "entry " + p.ID, Err: social.Errorf(social.CodeBroken, "its address names no post"),
		})
	}
	page.Posts = posts
	return page, nil
}

// fullname finds the fullname of a post or comment in an entry's identity.
var fullname = regexp.MustCompile(`(?:^|#)(t[13]_[a-z0-9]+)$`)

// permalink finds the ids in the address of a post, and of a comment below it.
var permalink = regexp.MustCompile(`/comments/([a-z0-9]+)(?:/[^/]*(?:/([a-z0-9]+))?)?/?(?:$|\?)`)

// fromFeed makes a post of a feed's entry: its text ends before the lines
// that every entry ends with, and its identity is that of the API.
func fromFeed(p social.Post) (social.Post, bool) {
	where := permalink.FindStringSubmatch(p.URL)
	name := fullname.FindStringSubmatch(p.ID)
	switch {
	case name != nil:
		p.ID = name[1]
	case where == nil:
		return p, false
	case where[2] != "":
		p.ID = "t1_" + where[2]
	default:
		p.ID = "t3_" + where[1]
	}
	if where != nil {
		p.ThreadID = "t3_" + where[1]
	}
	p.Platform = Name
	p.Author = redditor(strings.TrimPrefix(p.Author.Label(), "/u/"))
	if strings.Contains(p.Text, "<!-- SC_OFF") {
		// The entry does not say that its text is HTML; in Reddit's feeds it
		// always is.
		p.Text = markup.Text(p.Text)
	}
	p.Text = platform.RedditWords(p.Text)
	if strings.HasPrefix(p.ID, "t1_") {
		// The title of a comment is "/u/ana on" and the post's.
		p.Title = ""
	}
	own := p.Links[:0]
	for _, link := range p.Links {
		if u, err := url.Parse(link); err == nil && !strings.HasPrefix(u.Path, "/user/") && link != p.URL {
			own = append(own, link)
		}
	}
	p.Links = own
	markPreviews(&p)
	return p, true
}

// previewed finds the pictures that Reddit makes of what a post links to, and of its videos.
var previewed = regexp.MustCompile(`^https://(?:external-preview\.redd\.it|[a-z]\.thumbs\.redditmedia\.com)/`)

// markPreviews says of the pictures of a feed's entry what they are of.
func markPreviews(p *social.Post) {
	of := social.OfPost
	for _, link := range p.Links {
		u, err := url.Parse(link)
		switch {
		case err != nil:
		case u.Hostname() == "v.redd.it":
			of = social.OfVideo
		case of == social.OfPost && !directImage.MatchString(link) && !ofReddit.MatchString(u.Hostname()):
			of = social.OfCard
		}
	}
	for i, im := range p.Images {
		if previewed.MatchString(im.URL) {
			p.Images[i].Of = of
		}
	}
}

// ofReddit are Reddit's own hosts.
var ofReddit = regexp.MustCompile(`(?:^|\.)(?:reddit\.com|redd\.it|redditmedia\.com)$`)

func redditor(name string) social.Author {
	if name == "" || name == "[deleted]" {
		return social.Author{}
	}
	return social.Author{Handle: name, Name: name, URL: feedServer + "/user/" + url.PathEscape(name)}
}
