// Package picture stores and finds what is known of the pictures of posts: one row a
// URL. Their bytes are in package media.
package picture

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Pictures is the table of what is known of the pictures behind URLs.
type Pictures struct{ db *database.DB }

// New is the table in db.
func New(db *database.DB) *Pictures { return &Pictures{db: db} }

// WriteMedia stores what is known of pictures. Of two states of one URL the one
// with the later FetchedAt stands. The posts that show them are due to be matched again; see
// PicturesDue. The error has social.CodeInvalid, and nothing
// is written, when one has no URL or a time that cannot be stored.
func (s *Pictures) WriteMedia(ctx context.Context, media []social.Media) error {
	return s.write(ctx, media, s.MarkPicturesDue)
}

// write stores what is known of pictures after their addresses were told.
func (s *Pictures) write(ctx context.Context, media []social.Media, before func(ctx context.Context, urls []string) error) error {
	if len(media) == 0 {
		return nil
	}
	var c struct {
		url, state, fault, sha, thumb, kind, caption, model, ocr []string
		version, perceptual                                      []uint64
		bytes, width, height                                     []int64
		fetched                                                  []time.Time
		tags                                                     [][]string
	}
	var seen columns
	for i, m := range media {
		if m.URL == "" || !database.Storable(m.FetchedAt) {
			return social.Errorf(social.CodeInvalid, "storage: media %d: url %.200q, fetched at %s: a url and a time from 1971 to 2105 are needed", i, m.URL, m.FetchedAt)
		}
		c.url = append(c.url, m.URL)
		c.version = append(c.version, uint64(m.FetchedAt.UnixMicro()))
		c.state = append(c.state, string(m.State))
		c.fault = append(c.fault, m.Fault)
		c.sha = append(c.sha, m.SHA256)
		c.perceptual = append(c.perceptual, m.Perceptual)
		c.thumb = append(c.thumb, m.Thumb)
		c.kind = append(c.kind, m.Type)
		c.bytes = append(c.bytes, m.Bytes)
		c.width = append(c.width, int64(m.Width))
		c.height = append(c.height, int64(m.Height))
		c.caption = append(c.caption, m.Caption)
		c.model = append(c.model, m.CaptionModel)
		c.ocr = append(c.ocr, m.OCR)
		c.tags = append(c.tags, m.Tags)
		c.fetched = append(c.fetched, m.FetchedAt)
		if err := seen.add(m); err != nil {
			return social.Errorf(social.CodeInvalid, "storage: media %d: url %.200q: %w", i, m.URL, err)
		}
	}
	if err := before(ctx, c.url); err != nil {
		return err
	}
	return s.db.Insert(ctx, queries.InsertMedia, append([]any{c.url, c.version, c.state, c.fault, c.sha, c.perceptual, c.thumb, c.kind,
		c.bytes, c.width, c.height, c.caption, c.model, c.ocr, c.tags, c.fetched}, seen.all()...)...)
}

// MediaByURL returns what is known of the pictures at urls, by URL; those of
// which nothing is known are not in it.
func (s *Pictures) MediaByURL(ctx context.Context, urls []string) (map[string]social.Media, error) {
	known := make(map[string]social.Media, len(urls))
	if len(urls) == 0 {
		return known, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	media, err := database.Collect(ctx, s.db, queries.MediaByURL, nil, scanMedia, table)
	if err != nil {
		return nil, err
	}
	for _, m := range media {
		known[m.URL] = m
	}
	return known, nil
}

// DigestsAt returns the digests of the pictures that are stored from some addresses, by address.
func (s *Pictures) DigestsAt(ctx context.Context, urls []string) (map[string]string, error) {
	digests := make(map[string]string, len(urls))
	if len(urls) == 0 {
		return digests, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	_, err = database.Collect(ctx, s.db, queries.DigestsAt, nil, func(r driver.Rows) (url string, err error) {
		var sha string
		err = r.Scan(&url, &sha)
		digests[url] = sha
		return url, err
	}, table)
	return digests, err
}

// MediaBySHA returns a picture with these bytes, under whatever URL, one with a
// caption first; ok tells whether there is one.
func (s *Pictures) MediaBySHA(ctx context.Context, sha string) (m social.Media, ok bool, err error) {
	media, err := database.Collect(ctx, s.db, queries.MediaBySHA, database.Params{"sha": sha}, scanMedia)
	if err != nil || len(media) == 0 {
		return social.Media{}, false, err
	}
	return media[0], true, nil
}

// PicturesOfBytes returns the URLs at which a picture with these bytes is ready.
func (s *Pictures) PicturesOfBytes(ctx context.Context, sha string) ([]string, error) {
	return database.Collect(ctx, s.db, queries.PicturesOfBytes, database.Params{"sha": sha}, func(r driver.Rows) (url string, err error) {
		return url, r.Scan(&url)
	})
}

// MediaKeysUsed returns those of keys under which the media store still has to
// hold something: the bytes or the thumbnail of a picture that is ready.
func (s *Pictures) MediaKeysUsed(ctx context.Context, keys []string) (map[string]bool, error) {
	used := make(map[string]bool, len(keys))
	if len(keys) == 0 {
		return used, nil
	}
	table, err := database.TextTable("keys", "key", keys)
	if err != nil {
		return nil, err
	}
	rows, err := database.Collect(ctx, s.db, queries.MediaKeysUsed, nil, func(r driver.Rows) (key string, err error) {
		return key, r.Scan(&key)
	}, table)
	for _, key := range rows {
		used[key] = true
	}
	return used, err
}

func scanMedia(r driver.Rows) (m social.Media, err error) {
	var line string
	if err := r.Scan(&line); err != nil {
		return m, err
	}
	row := database.NewRow(line)
	m = Decode(row)
	return m, row.Err()
}

// Decode reads the columns of queries/media_columns.sql. A column that holds no JSON of
// its kind is an error of the row.
func Decode(r *database.Row) social.Media {
	m := social.Media{URL: r.Text(), State: social.MediaState(r.Text()), Fault: r.Text(), SHA256: r.Text(), Perceptual: r.Uint64(), Thumb: r.Text(), Type: r.Text()}
	m.Bytes, m.Width, m.Height = r.Int64(), int(r.Int64()), int(r.Int64())
	m.Caption, m.CaptionModel, m.OCR, m.Tags, m.FetchedAt = r.Text(), r.Text(), r.Text(), r.Texts(), r.Time()
	decodeSeen(r, &m)
	return m
}

// PicturesOnlyOf returns the URLs of the pictures of the posts at keys, stored or waiting, that no
// other such post shows. Call it before the posts are erased.
func (s *Pictures) PicturesOnlyOf(ctx context.Context, keys []social.Key) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.PicturesOnlyOf, nil, func(r driver.Rows) (url string, err error) {
		return url, r.Scan(&url)
	}, table)
}

// PicturesShown returns those of urls that a post shows, stored or waiting.
func (s *Pictures) PicturesShown(ctx context.Context, urls []string) (map[string]bool, error) {
	shown := make(map[string]bool, len(urls))
	if len(urls) == 0 {
		return shown, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	rows, err := database.Collect(ctx, s.db, queries.PicturesShown, nil, func(r driver.Rows) (url string, err error) {
		return url, r.Scan(&url)
	}, table)
	for _, url := range rows {
		shown[url] = true
	}
	return shown, err
}

// EachReady tells the address of every picture whose bytes are kept, with the keys of
// the picture and of its thumbnail in the media store; the first is empty for one whose
// original was let go of.
func (s *Pictures) EachReady(ctx context.Context, do func(url, sha256, thumb string) error) error {
	return s.db.Stream(ctx, queries.MediaReady, nil, func(r driver.Rows) error {
		var url, sha, thumb string
		if err := r.Scan(&url, &sha, &thumb); err != nil {
			return err
		}
		return do(url, sha, thumb)
	})
}

// MediaAtDigests returns what is known of pictures, at every address that has them.
func (s *Pictures) MediaAtDigests(ctx context.Context, shas []string) ([]social.Media, error) {
	if len(shas) == 0 {
		return nil, nil
	}
	return database.Collect(ctx, s.db, queries.MediaAtDigests, database.Params{"pictures": shas}, scanMedia)
}
