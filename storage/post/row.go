package post

import (
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
)

// scanRow reads a row that is one text, and what decode makes of it.
func scanRow[T any](decode func(*database.Row) T) func(driver.Rows) (T, error) {
	return func(r driver.Rows) (one T, err error) {
		var line string
		if err := r.Scan(&line); err != nil {
			return one, err
		}
		row := database.NewRow(line)
		one = decode(row)
		if err := row.Err(); err != nil {
			return one, fmt.Errorf("a row of %T: %w", one, err)
		}
		return one, nil
	}
}

// decodePost reads the columns of post_columns.sql.
func decodePost(r *database.Row) social.Post {
	p := social.Post{CreatedAt: r.Time(), Platform: r.Text(), ID: r.Text(), Source: r.Text(), URL: r.Text()}
	p.Author = social.Author{Handle: r.Text(), Name: r.Text(), URL: r.Text()}
	p.Title, p.Text, p.Language = r.Text(), r.Text(), r.Text()
	if r.Known() {
		p.EditedAt = r.Time()
	}
	p.ParentID, p.ThreadID, p.Tags, p.Links = r.Text(), r.Text(), r.Texts(), r.Texts()
	p.Images = decodeImages(r)
	p.Engagement = social.Engagement{Likes: r.Count(), Shares: r.Count(), Comments: r.Count(), Views: r.Count()}
	p.Keep, p.FetchedAt = social.Keep(r.Text()), r.Time()
	p.Deleted, p.DateFrom, p.Backlog, p.Transcript = r.Bool(), social.DateFrom(r.Text()), r.Bool(), r.Text()
	p.TranscriptFrom, p.TranscriptLanguage = social.TranscriptFrom(r.Text()), r.Text()
	p.Recordings = decodeRecordings(r)
	if p.Deleted {
		p.CreatedAt = time.Time{}
	}
	return p
}

func decodeImages(r *database.Row) []social.Image {
	urls, alts, widths, heights, of := r.Texts(), r.Texts(), r.Int64s(), r.Int64s(), r.Texts()
	if len(urls) == 0 || !sameLength(len(urls), len(alts), len(widths), len(heights)) {
		return nil
	}
	of = append(of, make([]string, max(0, len(urls)-len(of)))...) // rows of before have none
	images := make([]social.Image, len(urls))
	for i := range urls {
		images[i] = social.Image{URL: urls[i], Alt: alts[i], Width: int(widths[i]), Height: int(heights[i]), Of: social.ImageOf(of[i])}
	}
	return images
}

func decodeRecordings(r *database.Row) []social.Recording {
	urls, types, seconds, bytes := r.Texts(), r.Texts(), r.Int64s(), r.Int64s()
	if len(urls) == 0 || !sameLength(len(urls), len(types), len(seconds), len(bytes)) {
		return nil
	}
	recordings := make([]social.Recording, len(urls))
	for i := range urls {
		recordings[i] = social.Recording{URL: urls[i], Type: types[i], Seconds: seconds[i], Bytes: bytes[i]}
	}
	return recordings
}

// sameLength tells whether lists that were stored together are as long as the first:
// only a row that was cut short has others.
func sameLength(n int, others ...int) bool {
	for _, m := range others {
		if m != n {
			return false
		}
	}
	return true
}
