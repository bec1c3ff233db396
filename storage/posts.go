package storage

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// insertPosts stores the posts of writes, which makes them visible in lists.
func (s *Store) insertPosts(ctx context.Context, writes []write) error {
	if len(writes) == 0 {
		return nil
	}
	var c struct {
		platform, id, source, url, handle, name, authorURL, title, text, language, parent, thread, keep []string
		version                                                                                         []uint64
		created, fetched                                                                                []time.Time
		edited                                                                                          []*time.Time
		likes, shares, comments, views                                                                  []*int64
		tags, links, imageURL, imageAlt                                                                 [][]string
		imageWidth, imageHeight                                                                         [][]int64
		deleted                                                                                         []uint8
	}
	for _, w := range writes {
		p := &w.entry.Post
		c.platform = append(c.platform, p.Platform)
		c.id = append(c.id, p.ID)
		c.version = append(c.version, w.version)
		c.source = append(c.source, p.Source)
		c.url = append(c.url, p.URL)
		c.handle = append(c.handle, p.Author.Handle)
		c.name = append(c.name, p.Author.Name)
		c.authorURL = append(c.authorURL, p.Author.URL)
		c.title = append(c.title, p.Title)
		c.text = append(c.text, p.Text)
		c.language = append(c.language, p.Language)
		c.created = append(c.created, p.CreatedAt)
		c.deleted = append(c.deleted, flag(p.Deleted))
		c.edited = append(c.edited, orNull(p.EditedAt))
		c.parent = append(c.parent, p.ParentID)
		c.thread = append(c.thread, p.ThreadID)
		c.tags = append(c.tags, p.Tags)
		c.links = append(c.links, p.Links)
		urls, alts, widths, heights := imageColumns(p.Images)
		c.imageURL = append(c.imageURL, urls)
		c.imageAlt = append(c.imageAlt, alts)
		c.imageWidth = append(c.imageWidth, widths)
		c.imageHeight = append(c.imageHeight, heights)
		c.likes = append(c.likes, p.Engagement.Likes)
		c.shares = append(c.shares, p.Engagement.Shares)
		c.comments = append(c.comments, p.Engagement.Comments)
		c.views = append(c.views, p.Engagement.Views)
		c.keep = append(c.keep, string(p.Keep))
		c.fetched = append(c.fetched, p.FetchedAt)
	}
	return s.insert(ctx, "insert_posts", c.platform, c.id, c.version, c.source, c.url, c.handle, c.name, c.authorURL,
		c.title, c.text, c.language, c.created, c.edited, c.parent, c.thread, c.tags, c.links,
		c.imageURL, c.imageAlt, c.imageWidth, c.imageHeight, c.likes, c.shares, c.comments, c.views, c.keep, c.fetched, c.deleted)
}

func imageColumns(images []social.Image) (urls, alts []string, widths, heights []int64) {
	for _, i := range images {
		urls = append(urls, i.URL)
		alts = append(alts, i.Alt)
		widths = append(widths, int64(i.Width))
		heights = append(heights, int64(i.Height))
	}
	return urls, alts, widths, heights
}

// flag is how a truth is stored.
func flag(set bool) uint8 {
	if set {
		return 1
	}
	return 0
}

// orNull is nil for the zero time.
func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// scanPost reads a row of posts.sql.
func scanPost(r driver.Rows) (social.Post, error) {
	var (
		p               social.Post
		edited          *time.Time
		urls, alts      []string
		widths, heights []int64
		keep            string
		deleted         uint8
	)
	err := r.Scan(&p.Platform, &p.ID, &p.Source, &p.URL, &p.Author.Handle, &p.Author.Name, &p.Author.URL,
		&p.Title, &p.Text, &p.Language, &p.CreatedAt, &edited, &p.ParentID, &p.ThreadID, &p.Tags, &p.Links,
		&urls, &alts, &widths, &heights,
		&p.Engagement.Likes, &p.Engagement.Shares, &p.Engagement.Comments, &p.Engagement.Views, &keep, &p.FetchedAt, &deleted)
	if err != nil {
		return p, err
	}
	p.Keep = social.Keep(keep)
	p.CreatedAt, p.FetchedAt = p.CreatedAt.UTC(), p.FetchedAt.UTC()
	if p.Deleted = deleted != 0; p.Deleted {
		p.CreatedAt = time.Time{}
	}
	if edited != nil {
		p.EditedAt = edited.UTC()
	}
	p.Tags, p.Links = orNil(p.Tags), orNil(p.Links)
	for i := range urls {
		p.Images = append(p.Images, social.Image{URL: urls[i], Alt: alts[i], Width: int(widths[i]), Height: int(heights[i])})
	}
	return p, nil
}

// orNil makes an empty list nil, as it was before it was stored.
func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}
