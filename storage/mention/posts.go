package mention

import (
	"context"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// insertPosts stores the posts of writes, which makes them visible in lists.
func (s *Writer) insertPosts(ctx context.Context, writes []write) error {
	if len(writes) == 0 {
		return nil
	}
	var c struct {
		platform, id, source, url, handle, name, authorURL, title, text, language, parent, thread, keep []string
		version                                                                                         []uint64
		created, fetched                                                                                []time.Time
		edited                                                                                          []*time.Time
		likes, shares, comments, views                                                                  []*int64
		tags, links, imageURL, imageAlt, imageOf                                                        [][]string
		imageWidth, imageHeight                                                                         [][]int64
		deleted                                                                                         []uint8
		dateFrom                                                                                        []string
		backlog                                                                                         []bool
		transcript, transcriptFrom, transcriptLanguage                                                  []string
		recordingURL, recordingType                                                                     [][]string
		recordingSeconds, recordingBytes                                                                [][]int64
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
		c.deleted = append(c.deleted, database.Flag(p.Deleted))
		c.edited = append(c.edited, database.OrNull(p.EditedAt))
		c.parent = append(c.parent, p.ParentID)
		c.thread = append(c.thread, p.ThreadID)
		c.tags = append(c.tags, p.Tags)
		c.links = append(c.links, p.Links)
		urls, alts, widths, heights, of := imageColumns(p.Images)
		c.imageURL = append(c.imageURL, urls)
		c.imageAlt = append(c.imageAlt, alts)
		c.imageWidth = append(c.imageWidth, widths)
		c.imageHeight = append(c.imageHeight, heights)
		c.imageOf = append(c.imageOf, of)
		c.likes = append(c.likes, p.Engagement.Likes)
		c.shares = append(c.shares, p.Engagement.Shares)
		c.comments = append(c.comments, p.Engagement.Comments)
		c.views = append(c.views, p.Engagement.Views)
		c.keep = append(c.keep, string(p.Keep))
		c.fetched = append(c.fetched, p.FetchedAt)
		c.dateFrom, c.backlog = append(c.dateFrom, string(p.DateFrom)), append(c.backlog, p.Backlog)
		c.transcript, c.transcriptFrom = append(c.transcript, p.Transcript), append(c.transcriptFrom, string(p.TranscriptFrom))
		c.transcriptLanguage = append(c.transcriptLanguage, p.TranscriptLanguage)
		recorded, types, seconds, bytes := recordingColumns(p.Recordings)
		c.recordingURL, c.recordingType = append(c.recordingURL, recorded), append(c.recordingType, types)
		c.recordingSeconds, c.recordingBytes = append(c.recordingSeconds, seconds), append(c.recordingBytes, bytes)
	}
	return s.db.Insert(ctx, queries.InsertPosts, c.platform, c.id, c.version, c.source, c.url, c.handle, c.name, c.authorURL,
		c.title, c.text, c.language, c.created, c.edited, c.parent, c.thread, c.tags, c.links,
		c.imageURL, c.imageAlt, c.imageWidth, c.imageHeight, c.imageOf, c.likes, c.shares, c.comments, c.views, c.keep, c.fetched, c.deleted, c.dateFrom, c.backlog, c.transcript,
		c.transcriptFrom, c.transcriptLanguage, c.recordingURL, c.recordingType, c.recordingSeconds, c.recordingBytes)
}

func imageColumns(images []social.Image) (urls, alts []string, widths, heights []int64, of []string) {
	for _, i := range images {
		urls = append(urls, i.URL)
		alts = append(alts, i.Alt)
		widths = append(widths, int64(i.Width))
		heights = append(heights, int64(i.Height))
		of = append(of, string(i.Of))
	}
	return urls, alts, widths, heights, of
}

func recordingColumns(recordings []social.Recording) (urls, types []string, seconds, bytes []int64) {
	for _, r := range recordings {
		urls = append(urls, r.URL)
		types = append(types, r.Type)
		seconds = append(seconds, r.Seconds)
		bytes = append(bytes, r.Bytes)
	}
	return urls, types, seconds, bytes
}
