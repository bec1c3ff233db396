package web

import (
	"errors"
	"fmt"

	"earshot/crawler"
	"earshot/internal/social"
)

const (
	// maxImages limits the pictures of one post.
	maxImages = 40
	// maxLinks limits the links of one post.
	maxLinks = 200
)

// posts are the page, if it is a post, and its replies. What has no date is
// dated by when it was seen.
func (f found) posts() (posts []social.Post, skipped []crawler.Skip) {
	thread := f.thread
	if f.isArticle {
		thread = f.address
		p := f.facts.post(f.address, f.address)
		p.Links = f.outside()
		if f.readAt != f.address {
			p.ReadURL = f.readAt
		}
		posts = append(posts, p)
	}
	seen := map[string]bool{f.address: true}
	for i, r := range f.replies {
		switch {
		case seen[r.id]:
			continue
		case r.text == "" && r.title == "":
			skipped = append(skipped, crawler.Skip{Where: fmt.Sprintf("reply %d", i+1), Err: errors.New("it has no text")})
			continue
		}
		seen[r.id] = true
		p := r.post(r.id, r.url)
		p.ParentID, p.ThreadID = first(r.parent, thread), first(thread, f.address)
		posts = append(posts, p)
	}
	return posts, skipped
}

// post is what the facts say, as a post.
func (f facts) post(id, address string) social.Post {
	p := social.Post{
		Platform: Name, ID: id, URL: address, Author: f.author, Title: f.title, Text: f.text, Language: f.language,
		CreatedAt: f.created, DateFrom: f.dateFrom, Tags: f.tags, Images: distinct(f.images), Engagement: f.engagement,
	}
	if f.edited.After(f.created) {
		p.EditedAt = f.edited
	}
	return p
}

// outside are the addresses the article links to, without its own address.
func (f found) outside() []string {
	var links []string
	for _, l := range f.links {
		if !sameAddress(l, f.address) && len(links) < maxLinks {
			links = append(links, l)
		}
	}
	return links
}
