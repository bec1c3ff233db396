package youtube

import (
	"strings"

	"earshot/crawler"
	"earshot/crawler/platform/feed"
	"earshot/internal/social"
)

// idPrefix begins the identity of a video in a feed.
const idPrefix = "yt:video:"

// readFeed reads a feed of videos; with a key their comments are asked for too.
func readFeed(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := feed.New().Parse(scope, resp)
	if err != nil {
		return crawler.Page{}, err
	}
	page.Next = nil
	posts := page.Posts[:0]
	for _, p := range page.Posts {
		id, ok := strings.CutPrefix(p.ID, idPrefix)
		if !ok || id == "" {
			page.Skipped = append(page.Skipped, crawler.Skip{
				Where: "entry " + p.ID, Err: social.Errorf(social.CodeBroken, "it is no video"),
			})
			continue
		}
		p.Platform, p.ID, p.ThreadID = Name, id, id
		p.Author.Handle = channelOf(p.Author.URL)
		posts = append(posts, p)
		if scope.Source.Comments > 0 {
			page.Next = append(page.Next, askComments(scope, resp.At, id))
		}
	}
	page.Posts = posts
	return page, nil
}

// channelOf is the channel's id in its address: unlike names it never changes.
func channelOf(address string) string {
	_, id, _ := strings.Cut(address, "/channel/")
	return id
}
