package post

import (
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
)

// scanPost reads a row of posts.sql.
func scanPost(r driver.Rows) (social.Post, error) {
	var (
		p               social.Post
		edited          *time.Time
		urls, alts      []string
		widths, heights []int64
		keep            string
		deleted         uint8
		dateFrom        string
	)
	err := r.Scan(&p.Platform, &p.ID, &p.Source, &p.URL, &p.Author.Handle, &p.Author.Name, &p.Author.URL,
		&p.Title, &p.Text, &p.Language, &p.CreatedAt, &edited, &p.ParentID, &p.ThreadID, &p.Tags, &p.Links,
		&urls, &alts, &widths, &heights,
		&p.Engagement.Likes, &p.Engagement.Shares, &p.Engagement.Comments, &p.Engagement.Views, &keep, &p.FetchedAt, &deleted, &dateFrom, &p.Backlog)
	if err != nil {
		return p, err
	}
	p.Keep, p.DateFrom = social.Keep(keep), social.DateFrom(dateFrom)
	p.CreatedAt, p.FetchedAt = p.CreatedAt.UTC(), p.FetchedAt.UTC()
	if p.Deleted = deleted != 0; p.Deleted {
		p.CreatedAt = time.Time{}
	}
	if edited != nil {
		p.EditedAt = edited.UTC()
	}
	p.Tags, p.Links = database.OrNil(p.Tags), database.OrNil(p.Links)
	for i := range urls {
		p.Images = append(p.Images, social.Image{URL: urls[i], Alt: alts[i], Width: int(widths[i]), Height: int(heights[i])})
	}
	return p, nil
}
