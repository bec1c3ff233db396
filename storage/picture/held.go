package picture

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Hold keeps posts until their pictures are read. Of two states of one post the later one
// waits.
func (s *Pictures) Hold(ctx context.Context, held []social.HeldPost) error {
	var c heldColumns
	now := time.Now().UTC()
	for _, h := range held {
		c.add(h, now, false)
	}
	return c.insert(ctx, s.db)
}

// Release lets go of posts that waited: nothing of them is kept. A later state of one, held
// meanwhile, goes on waiting.
func (s *Pictures) Release(ctx context.Context, held []social.HeldPost) error {
	var c heldColumns
	for _, h := range held {
		c.add(social.HeldPost{Key: h.Key, Version: h.Version + 1}, time.Unix(0, 0).UTC(), true)
	}
	return c.insert(ctx, s.db)
}

// HeldSize is how many posts wait, and their bytes.
func (s *Pictures) HeldSize(ctx context.Context) (posts, bytes uint64, err error) {
	_, err = database.Collect(ctx, s.db, queries.HeldSize, nil, func(r driver.Rows) (struct{}, error) {
		return struct{}{}, r.Scan(&posts, &bytes)
	})
	return posts, bytes, err
}

// HeldBySource is how many posts of each source wait.
func (s *Pictures) HeldBySource(ctx context.Context) (map[string]uint64, error) {
	held := map[string]uint64{}
	_, err := database.Collect(ctx, s.db, queries.HeldBySource, nil, func(r driver.Rows) (source string, err error) {
		var n uint64
		err = r.Scan(&source, &n)
		held[source] = n
		return source, err
	})
	return held, err
}

// HeldShowing are the waiting posts that show one of some pictures.
func (s *Pictures) HeldShowing(ctx context.Context, urls []string) ([]social.HeldPost, error) {
	if len(urls) == 0 {
		return nil, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	return s.held(ctx, queries.HeldShowing, nil, table)
}

// HeldPosts are those of keys that wait.
func (s *Pictures) HeldPosts(ctx context.Context, keys []social.Key) ([]social.HeldPost, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return s.held(ctx, queries.HeldPosts, nil, table)
}

// HeldSince are up to limit posts that wait since before then.
func (s *Pictures) HeldSince(ctx context.Context, before time.Time, limit int) ([]social.HeldPost, error) {
	return s.held(ctx, queries.HeldSince, database.Params{"before": before.UnixMicro(), "limit": uint64(limit)})
}

func (s *Pictures) held(ctx context.Context, name queries.Name, params database.Params, tables ...*ext.Table) ([]social.HeldPost, error) {
	return database.Collect(ctx, s.db, name, params, func(r driver.Rows) (h social.HeldPost, err error) {
		var post string
		err = r.Scan(&h.Key.Platform, &h.Key.ID, &h.Version, &post)
		h.Post = []byte(post)
		return h, err
	}, tables...)
}

// heldColumns are waiting posts, column by column.
type heldColumns struct {
	platform, id, source, post []string
	version, bytes             []uint64
	urls                       [][]string
	since                      []time.Time
	deleted                    []uint8
}

func (c *heldColumns) add(h social.HeldPost, since time.Time, deleted bool) {
	c.platform, c.id, c.source, c.post = append(c.platform, h.Key.Platform), append(c.id, h.Key.ID), append(c.source, h.Source), append(c.post, string(h.Post))
	c.version, c.bytes, c.urls = append(c.version, h.Version), append(c.bytes, uint64(len(h.Post))), append(c.urls, h.URLs)
	c.since, c.deleted = append(c.since, since), append(c.deleted, database.Flag(deleted))
}

func (c *heldColumns) insert(ctx context.Context, db *database.DB) error {
	if len(c.id) == 0 {
		return nil
	}
	return db.Insert(ctx, queries.InsertHeldPosts, c.platform, c.id, c.version, c.source, c.post, c.urls, c.bytes, c.since, c.deleted)
}
