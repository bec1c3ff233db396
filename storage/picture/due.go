package picture

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// MarkPicturesDue notes that the posts that show pictures are to be matched again. It comes
// before what is known of the pictures is stored, so that no change is forgotten.
func (s *Pictures) MarkPicturesDue(ctx context.Context, urls []string) error {
	return s.mark(ctx, queries.InsertPicturesDue, urls)
}

// PicturesDue are those of urls whose posts are to be matched again, and as of which mark.
func (s *Pictures) PicturesDue(ctx context.Context, urls []string) (map[string]uint64, error) {
	if len(urls) == 0 {
		return nil, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	due := map[string]uint64{}
	_, err = database.Collect(ctx, s.db, queries.PicturesDue, nil, func(r driver.Rows) (url string, err error) {
		var version uint64
		err = r.Scan(&url, &version)
		due[url] = version
		return url, err
	}, table)
	return due, err
}

// PicturesDueBefore are up to limit pictures whose posts are to be matched again since some
// time before then.
func (s *Pictures) PicturesDueBefore(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return database.Collect(ctx, s.db, queries.PicturesDueBefore, database.Params{"before": uint64(before.UnixNano()), "limit": uint64(limit)}, func(r driver.Rows) (url string, err error) {
		return url, r.Scan(&url)
	})
}

// PicturesMatched takes exactly these marks back.
func (s *Pictures) PicturesMatched(ctx context.Context, due map[string]uint64) error {
	return s.takeBack(ctx, queries.InsertPicturesDue, due)
}

// LetPicturesGo notes pictures of posts that are not kept, and those that posts show no more.
func (s *Pictures) LetPicturesGo(ctx context.Context, urls []string) error {
	return s.mark(ctx, queries.InsertPicturesLetGo, urls)
}

// PicturesLetGoBefore are up to limit pictures of which that was noted last some time before then.
func (s *Pictures) PicturesLetGoBefore(ctx context.Context, before time.Time, limit int) (map[string]uint64, error) {
	gone := map[string]uint64{}
	_, err := database.Collect(ctx, s.db, queries.PicturesLetGoBefore, database.Params{"before": uint64(before.UnixNano()), "limit": uint64(limit)}, func(r driver.Rows) (url string, err error) {
		var version uint64
		err = r.Scan(&url, &version)
		gone[url] = version
		return url, err
	})
	return gone, err
}

// PicturesForgotten takes exactly these notes back.
func (s *Pictures) PicturesForgotten(ctx context.Context, gone map[string]uint64) error {
	return s.takeBack(ctx, queries.InsertPicturesLetGo, gone)
}

// mark notes something of pictures as of now. Marks are even, and what takes one back is the
// next odd number: later marks stand.
func (s *Pictures) mark(ctx context.Context, into queries.Name, urls []string) error {
	if len(urls) == 0 {
		return nil
	}
	now := uint64(time.Now().UnixNano()) / 2 * 2
	versions, deleted := make([]uint64, len(urls)), make([]uint8, len(urls))
	for i := range urls {
		versions[i] = now
	}
	return s.db.Insert(ctx, into, urls, versions, deleted)
}

// takeBack takes exactly these marks back.
func (s *Pictures) takeBack(ctx context.Context, into queries.Name, marks map[string]uint64) error {
	if len(marks) == 0 {
		return nil
	}
	var (
		urls     []string
		versions []uint64
		deleted  []uint8
	)
	for url, version := range marks {
		urls, versions, deleted = append(urls, url), append(versions, version+1), append(deleted, 1)
	}
	return s.db.Insert(ctx, into, urls, versions, deleted)
}

// PostsWith are the stored posts that show one of some pictures.
func (s *Pictures) PostsWith(ctx context.Context, urls []string) ([]social.Key, error) {
	if len(urls) == 0 {
		return nil, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.PostsWith, nil, database.ScanKey, table)
}
